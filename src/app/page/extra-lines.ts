import { rankOf } from "../../domain/item-order.ts";
import { slugOf } from "../init/safe-word.ts";
import { gate, interlockOf, isItemId } from "./anchors.ts";
import type { PageLine } from "./checklist-lines.ts";
import { type Draft, said, section } from "./draft.ts";
import { placeholdersOnly } from "./version-words.ts";
import { forbids, warningOf } from "./warnings.ts";

/** What became of a line. */
export interface LineTaken {
  readonly line: number;
  readonly says: string;
  readonly as: "typed" | "manual" | "group";
  /** The items it became. */
  readonly items: readonly string[];
  /** The item whose interlock holds what the line warns of, and the warning. */
  readonly interlock?: { readonly item: string; readonly warning: string };
}

/** The team's own items in the order of the page, and what became of every line. */
export interface OwnItems {
  readonly extras: readonly Draft[];
  readonly taken: readonly LineTaken[];
}

/**
 * Lines that nothing recognised keep their text as items that people do. Each comes after what stands above it, as far as the checklist has that
 * order, and what is done before the launch holds the gate. A warning that no interlock of the checklist holds becomes one of its own.
 */
export const ownItems = (
  lines: readonly PageLine[],
  itemsOf: (line: PageLine) => readonly string[],
  known: readonly string[],
): OwnItems => {
  const extras: Draft[] = [];
  const taken: LineTaken[] = [];
  const ids = new Set(known);
  let anchor: string | undefined;
  let last: string | undefined;
  for (const line of lines) {
    const items = itemsOf(line);
    const warning = warningOf(line);
    const says = line.text.slice(0, 200);
    const [item] = items;
    if (item !== undefined) {
      const holder = items.map(interlockOf).find((each) => each !== undefined);
      const own = warning !== undefined && holder === undefined && forbids(warning) ? idFor(`heed ${line.text}`, line, ids) : undefined;
      if (own !== undefined && warning !== undefined) extras.push(heeding(own, line, item, warning));
      const held = own ?? holder;
      taken.push({
        line: line.line,
        says,
        as: "typed",
        items,
        ...(warning === undefined || held === undefined ? {} : { interlock: { item: held, warning } }),
      });
      const furthest = items.reduce((one, other) => (rankOf(other) > rankOf(one) ? other : one));
      if (rankOf(furthest) > rankOf(anchor ?? "")) [anchor, last] = [furthest, undefined];
      continue;
    }
    if (line.isGroup && line.details.length === 0 && line.code.length === 0) {
      taken.push({ line: line.line, says, as: "group", items: [] });
      continue;
    }
    const id = idFor(line.text, line, ids);
    extras.push(manual(id, line, { after: last ?? anchor, before: beforeOf(anchor), warning }));
    taken.push({
      line: line.line,
      says,
      as: "manual",
      items: [id],
      ...(warning === undefined ? {} : { interlock: { item: id, warning } }),
    });
    last = id;
  }
  return { extras, taken };
};

const beforeOf = (anchor: string | undefined): string | undefined => {
  if (anchor === undefined) return "cut-branch";
  return rankOf(anchor) < rankOf(gate) ? gate : undefined;
};

interface Standing {
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly warning: string | undefined;
}

const manual = (id: string, line: PageLine, { after, before, warning }: Standing): Draft => {
  const title = titleOf(line);
  const text = placeholdersOnly(line.source.slice(0, 3000)).replaceAll("\t", "  ").trim();
  const more = text !== title && line.source !== line.text;
  return section({
    id: { ...said(id, line.line), confidence: "sure" },
    manual: plain(title),
    text:
      more || line.text.length > longestTitle
        ? plain(
            text
              .split("\n")
              .map((each) => each.trimEnd())
              .join("\n"),
          )
        : undefined,
    after: after === undefined ? undefined : plain([after]),
    before: before === undefined ? undefined : plain([before]),
    interlock: warning === undefined ? undefined : plain(placeholdersOnly(warning)),
  });
};

/** A warning of an item that has no interlock itself: somebody says that it is heeded, before the item. */
const heeding = (id: string, line: PageLine, item: string, warning: string): Draft =>
  section({
    id: { ...said(id, line.line), confidence: "sure" },
    manual: plain(placeholdersOnly(warning)),
    before: plain([item]),
    interlock: plain(placeholdersOnly(warning)),
  });

const plain = (value: string | readonly string[]): Draft => ({ is: "said", value, from: "", confidence: "sure" });

const longestTitle = 160;

/** The line's words, with those of the box that groups it, cut at a sentence where they are many. */
const titleOf = ({ text, groups }: PageLine): string => {
  const group = groups.at(-1)?.replace(/[:.]\s*$/, "") ?? "";
  const whole = group !== "" && group.length + text.length < longestTitle ? `${group}: ${text}` : text;
  const sentence = whole.length <= longestTitle ? whole : (/^.{20,160}?[.!?](?=\s)/.exec(whole)?.[0] ?? `${whole.slice(0, longestTitle)}…`);
  return placeholdersOnly(sentence === "" ? "A line without words" : sentence);
};

const idFor = (text: string, line: PageLine, ids: Set<string>): string => {
  const slug = slugOf(text.slice(0, 200)) ?? `line-${line.line}`;
  const base = isItemId(slug) ? `own-${slug}`.slice(0, 40) : slug;
  for (let at = 1; ; at += 1) {
    const id = at === 1 ? base : `${base.slice(0, 36).replace(/-+$/, "")}-${at}`;
    if (ids.has(id)) continue;
    ids.add(id);
    return id;
  }
};
