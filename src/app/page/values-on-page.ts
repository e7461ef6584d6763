import type { Block } from "../../texts/page/block.ts";
import type { PageLine } from "./checklist-lines.ts";
import type { Doubt } from "./recognise/reading.ts";

/** Sections of a configuration that stand on a page as they are. */
export interface PageValues {
  /** Each section's YAML by its name. */
  readonly sections: ReadonlyMap<string, string>;
  readonly doubts: readonly Doubt[];
}

/** Every section that a configuration can have, in its order. */
export const sectionNames: readonly string[] = [
  "train",
  "people",
  "captains",
  "schedule",
  "version",
  "repository",
  "freeze",
  "changelog",
  "contributors",
  "version-files",
  "images",
  "environments",
  "session",
  "post",
  "chart",
  "sync",
  "update-feed",
  "cdn",
  "release-page",
  "announce",
  "rollback",
  "extra",
  "gates",
  "patch",
  "by",
  "dials",
  "store",
  "network",
];

/**
 * Blocks of YAML whose every key at the left is a section of a configuration: what they say is taken as it stands. A block about something else is
 * only a piece of code. Of two blocks of the same section the first counts.
 */
export const valuesOnPage = (blocks: readonly Block[]): PageValues => {
  const sections = new Map<string, string>();
  const doubts: Doubt[] = [];
  for (const { line, language, text } of codeBlocks(blocks)) {
    const parts = /^ya?ml$/i.test(language) ? partsOf(text) : [];
    if (parts.length === 0 || !parts.every(({ name }) => sectionNames.includes(name))) continue;
    for (const { name, yaml } of parts)
      if (sections.has(name)) doubts.push({ line, says: `a second block of ${name}; the first one counts` });
      else sections.set(name, yaml);
  }
  return { sections, doubts };
};

/** An item that stands on the page under its own id, `(tag-release)` at the end of its line, needs no other recognition. */
export const ownId = ({ text, codes }: PageLine): string | undefined => {
  const id = codes.at(-1) ?? "";
  return /^[a-z0-9][a-z0-9-]{0,60}$/.test(id) && text.endsWith(`(${id})`) ? id : undefined;
};

const codeBlocks = (blocks: readonly Block[]): readonly Extract<Block, { is: "code" }>[] =>
  blocks.flatMap((block) => {
    if (block.is === "code") return [block];
    return block.is === "list" ? block.items.flatMap((item) => codeBlocks(item.blocks)) : [];
  });

const partsOf = (text: string): readonly { readonly name: string; readonly yaml: string }[] => {
  const parts: { name: string; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const name = /^(?:"([^"]{1,40})"|([A-Za-z][\w-]{0,40}))\s*:(?:\s|$)/.exec(line);
    if (name !== null) parts.push({ name: name[1] ?? name[2] ?? "", lines: [line] });
    else if (parts.length > 0) parts.at(-1)?.lines.push(line);
    else if (line.trim() !== "" && !line.startsWith("#")) return [];
  }
  return parts.map(({ name, lines }) => ({ name, yaml: lines.join("\n").trimEnd() }));
};
