import type { ExtraDeed } from "./extra-deed.ts";

/** A line of the team's own: a person does it and says so, or a command or request does it. Title, text and interlock are templates. */
export interface ExtraItem {
  readonly id: string;
  readonly title: string;
  readonly deed: ExtraDeed;
  /** How it is done; empty where the title says it all. */
  readonly text: string;
  /** Roles or names of those who answer for it. */
  readonly owner: readonly string[];
  /** Items that must be finished before it, and items that wait for it. */
  readonly after: readonly string[];
  readonly before: readonly string[];
  /** Why the order matters; then nobody can skip it. */
  readonly interlock: string | undefined;
}

/** All items in order; or the first of the team's own that has no place, and between which two it should stand. */
export type PlacedItems =
  | { readonly is: "placed"; readonly ids: readonly string[] }
  | { readonly is: "refused"; readonly id: string; readonly after: string; readonly before: string };

/**
 * Puts the team's own items among the others: behind all that they come after, else just before what waits for them. Those at the same place keep
 * the order in which they are written, and each can name those written before it. Anchors that are not among the items are left to who checks names.
 */
export const placeExtras = (items: readonly string[], extras: readonly Pick<ExtraItem, "id" | "after" | "before">[]): PlacedItems => {
  const ids = [...items];
  const own = new Set<string>();
  for (const { id, after, before } of extras) {
    const last = furthest(ids, after);
    const first = furthest(ids, before, "first");
    const end = first ?? ids.length;
    if (last !== undefined && last >= end) return { is: "refused", id, after: ids[last] ?? "", before: ids[end] ?? "" };
    let place = last === undefined ? end : last + 1;
    while (last !== undefined && place < end && own.has(ids[place] ?? "")) place += 1;
    ids.splice(place, 0, id);
    own.add(id);
  }
  return { is: "placed", ids };
};

const furthest = (ids: readonly string[], names: readonly string[], which: "first" | "last" = "last"): number | undefined => {
  const found = names.map((name) => ids.indexOf(name)).filter((place) => place >= 0);
  if (found.length === 0) return undefined;
  return which === "last" ? Math.max(...found) : Math.min(...found);
};
