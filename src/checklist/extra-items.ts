import { secretsOfDeed } from "../domain/extra-deed.ts";
import { type ExtraItem, placeExtras } from "../domain/extra-item.ts";
import type { Phase } from "../domain/plan.ts";
import { dialOf, type Train } from "../domain/train.ts";
import { type Arranging, type Item, step } from "./item.ts";
import { deedStep } from "./own-deeds.ts";
import { mark } from "./steps/mark.ts";

/** The items with the team's own at their places; what an own item comes before waits for it. */
export const withExtras = (items: readonly Item[], train: Train): readonly Item[] => {
  const { extra } = train;
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
    const item = known.get(id) ?? extraItem(own, { phase, train, after: own === undefined ? [] : waitsFor(own, known, extra) });
    phase = item.phase;
    const first = extra.filter((each) => each.before.includes(id)).map((each) => each.id);
    return first.length === 0 ? item : { ...item, after: [...item.after, ...first] };
  });
};

/**
 * What is manual may be done at any time before what waits for it. A command or request that only says what it comes before is done just before that,
 * so it waits for the same.
 */
const waitsFor = (own: ExtraItem, known: ReadonlyMap<string, Item>, extra: readonly ExtraItem[]): readonly string[] => {
  if (own.deed.is === "manual" || own.after.length > 0) return own.after;
  return own.before.flatMap((id) => {
    const other = extra.find((each) => each.id === id);
    return other === undefined ? (known.get(id)?.after ?? []) : waitsFor(other, known, extra);
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

/** A person does what is manual, whatever the dial says, and marks it. Of a command or a request nothing can be prepared: with `prepare`, people do it. */
const extraItem = (
  own: ExtraItem | undefined,
  { phase, train, after }: { readonly phase: Phase; readonly train: Train; readonly after: readonly string[] },
): Item => {
  if (own === undefined) throw new RangeError("An item that nobody named was placed.");
  const dial = dialOf(train, own.id);
  return {
    id: own.id,
    title: ({ fill }) => fill(own.title),
    phase,
    rows: [20],
    owner: own.owner,
    access: secretsOfDeed(own.deed),
    after,
    by: own.deed.is === "manual" || dial === "prepare" ? "people" : dial,
    ...(own.interlock === undefined ? {} : { interlock: own.interlock }),
    when: () => true,
    steps: (at) => [own.deed.is === "manual" ? markStep(own, at) : deedStep(own.deed, at.fill)],
  };
};

const markStep = (own: ExtraItem, { release, fill }: Arranging) => {
  const text = fill(own.text);
  const input = { what: fill(own.title), owner: own.owner, item: own.id, version: release.version };
  return text === "" ? step(mark, input) : step(mark, { ...input, text }, { preview: { is: "text", title: "how", text } });
};
