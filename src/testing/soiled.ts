import type { Rehearsal } from "../app/rehearse/rehearsal.ts";

/**
 * The same rehearsal with a text added to its texts and to the names in its records, wherever `chosen` says so: `place` counts every text in
 * turn. Words from a closed set and times stay, because no outside system writes them.
 */
export const soiled = (rehearsal: Rehearsal, text: string, chosen: (place: number) => boolean): Rehearsal => {
  let place = 0;
  const spoil = (clean: string): string => (chosen(place++) ? `${clean}${text}` : clean);
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return closed.has(name) ? value : spoil(value);
    if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, walk(each, "")]));
    if (Array.isArray(value)) return value.map((each) => walk(each, name));
    if (typeof value !== "object" || value === null) return value;
    const open = openRecords.has(name);
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [open ? spoil(key) : key, walk(each, open && key !== "" ? name : key)]),
    );
  };
  return walk(rehearsal, "") as Rehearsal;
};

/** Fields that hold a word of ours, a time, or an id that the page compares. */
const closed = new Set(["is", "state", "phase", "at", "until", "startedAt", "finishedAt", "id", "item", "step", "kind"]);

/** Records whose keys come from outside. */
const openRecords = new Set(["holdings", "facts"]);
