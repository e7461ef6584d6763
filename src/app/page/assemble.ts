import type { Guess } from "../init/repository-survey.ts";
import { type Draft, guessesIn, section } from "./draft.ts";
import type { Doubt } from "./recognise/reading.ts";
import { sectionNames } from "./values-on-page.ts";
import { writeDraft } from "./write-draft.ts";

/** A configuration's text, and what of it was drafted. */
export interface Assembled {
  readonly yaml: string;
  readonly guesses: readonly Guess[];
  readonly doubts: readonly Doubt[];
}

/** Sections that stand on the page as they are, and drafts of the others; the team's own items of both. */
export const assemble = (draft: Draft, written: ReadonlyMap<string, string>): Assembled => {
  const drafted = draft.is === "section" ? draft.values : {};
  const doubts: Doubt[] = [];
  const texts: string[] = [];
  const guesses: Guess[] = [];
  for (const name of sectionNames) {
    const [text, value] = [written.get(name), drafted[name]];
    if (text === undefined) {
      if (value === undefined) continue;
      texts.push(writeDraft(section({ [name]: value })));
      if (name !== "extra") guesses.push(...guessesIn(value, name));
      continue;
    }
    guesses.push({ key: name, value: "a block of the page", from: "as it stands there", confidence: "sure" });
    const joined = name === "extra" && value !== undefined ? joinedItems(text, writeDraft(section({ extra: value }))) : text;
    if (value !== undefined && (name !== "extra" || joined === text))
      doubts.push({ line: lineOf(value), says: `this says more of \`${name}\`, which a block of the page says already; change it there` });
    texts.push(`${joined}\n`);
  }
  return { yaml: texts.join("\n"), guesses, doubts };
};

/** Ids of the items in a list that is written. */
export const idsIn = (yaml: string): readonly string[] =>
  [...yaml.matchAll(/\bid:\s*["']?([a-z0-9][a-z0-9-]{0,39})/g)].map(([, id = ""]) => id);

/** New items below those of a list written in lines; a list in brackets is left as it is. */
const joinedItems = (text: string, more: string): string => {
  const indent = /^extra:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- /.exec(text)?.[1];
  if (indent === undefined) return text;
  const lines = more.trimEnd().split("\n").slice(1);
  return [text, ...lines.map((line) => (line === "" ? line : `${indent}${line.slice(2)}`))].join("\n");
};

const lineOf = (draft: Draft): number =>
  Number(/^line (\d+)/.exec(guessesIn(draft).find(({ from }) => from.startsWith("line "))?.from ?? "")?.[1] ?? 1);
