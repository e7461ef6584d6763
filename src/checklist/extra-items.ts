import { type ExtraItem, placeExtras } from "../domain/extra-item.ts";
import type { Phase } from "../domain/plan.ts";
import type { Train } from "../domain/train.ts";
import { type Item, step } from "./item.ts";

/** The items with the team's own at their places; what an own item comes before waits for it. */
export const withExtras = (items: readonly Item[], { extra }: Train): readonly Item[] => {
  if (extra.length === 0) return items;
  const placed = placeExtras(
    items.map((each) => each.id),
    extra,
  );
  if (placed.is === "refused") throw new RangeError(`The place of ${placed.id} was not checked before it was used.`);
  const known = new Map(items.map((each) => [each.id, each]));
  let phase: Phase = "freeze";
  return placed.ids.map((id) => {
    const own = extra.find((each) => each.id === id);
    const item = known.get(id) ?? extraItem(own, phase);
    phase = item.phase;
    const first = extra.filter((each) => each.before.includes(id)).map((each) => each.id);
    return first.length === 0 ? item : { ...item, after: [...item.after, ...first] };
  });
};

/** What an own item waits for in a plan: an item that is left out there is stood in for by what it would have waited for itself. */
export const standIns = (id: string, all: readonly Item[], isPresent: (id: string) => boolean): readonly string[] => {
  const found = new Set<string>();
  const seen = new Set<string>();
  const look = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (isPresent(name)) found.add(name);
    else for (const item of all) if (item.id === name || isOneOf(item.id, name)) (item.id === name ? item.after : [item.id]).forEach(look);
  };
  look(id);
  return [...found];
};

/** `deploy-*` stands for every environment's item. */
const isOneOf = (id: string, name: string): boolean => name.endsWith("*") && id.startsWith(name.slice(0, -1));

/** A person does it, whatever the dial says, and marks it. */
const extraItem = (own: ExtraItem | undefined, phase: Phase): Item => {
  if (own === undefined) throw new RangeError("An item that nobody named was placed.");
  return {
    id: own.id,
    title: ({ fill }) => fill(own.title),
    phase,
    rows: [20],
    owner: own.owner,
    after: own.after,
    by: "people",
    ...(own.interlock === undefined ? {} : { interlock: own.interlock }),
    when: () => true,
    steps: ({ release, fill }) => {
      const text = fill(own.text);
      const input = { what: fill(own.title), owner: own.owner, item: own.id, version: release.version };
      return text === "" ? [step("mark", input)] : [step("mark", { ...input, text }, { preview: { is: "text", title: "how", text } })];
    },
  };
};
