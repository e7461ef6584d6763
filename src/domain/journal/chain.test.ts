import fc from "fast-check";
import { expect, test } from "vitest";
import { chain, firstBreak } from "./chain.ts";
import type { Entry } from "./event.ts";

const said = fc.record({
  at: fc.constantFrom("2021-11-15T09:00:00Z", "2021-11-15T09:00:01Z"),
  actor: fc.string(),
  event: fc.record({ is: fc.constant("alarm" as const), code: fc.string(), what: fc.string({ unit: "binary" }) }),
});

const chains = fc.array(said, { minLength: 2, maxLength: 8 }).map((all) => chain("toy/1.0.0", undefined, all));
const damaged = (change: (entries: readonly Entry[], at: number) => readonly Entry[]) => (entries: readonly Entry[], place: number) => {
  const at = place % entries.length;
  return { at, entries: change(entries, at) };
};
const places = fc.nat({ max: 1000 });

test("an untouched chain holds, also after it was stored as JSON and made in pieces", () => {
  fc.assert(
    fc.property(fc.array(said), places, (all, place) => {
      const at = all.length === 0 ? 0 : place % all.length;
      const first = chain("toy/1.0.0", undefined, all.slice(0, at));
      const whole = [...first, ...chain("toy/1.0.0", first.at(-1), all.slice(at))];
      expect(whole).toEqual(chain("toy/1.0.0", undefined, all));
      expect(firstBreak(JSON.parse(JSON.stringify(whole)), "toy/1.0.0")).toBeUndefined();
    }),
  );
});

test.each([
  ["deleted", damaged((entries, at) => entries.toSpliced(at, 1)), "but the last"],
  ["doubled", damaged((entries, at) => entries.toSpliced(at, 0, entries[at] as Entry)), ""],
  ["exchanged with the next", damaged((entries, at) => entries.toSpliced(at, 2, ...entries.slice(at, at + 2).reverse())), "but the last"],
] as const)("an entry that was %s is noticed where it stood", (_, damage, but) => {
  fc.assert(
    fc.property(chains, places, (whole, place) => {
      const { at, entries } = damage(whole, place);
      fc.pre(but === "" || at < whole.length - 1);
      expect(firstBreak(entries)?.sequence).toBeGreaterThanOrEqual(at + 1);
    }),
  );
});

test("a change of any field of any entry is noticed", () => {
  const changes: ((entry: Entry) => Entry)[] = [
    (entry) => ({ ...entry, at: `${entry.at}x` }),
    (entry) => ({ ...entry, actor: `${entry.actor}x` }),
    (entry) => ({ ...entry, event: { is: "resumed" } }),
    (entry) => ({ ...entry, event: { ...entry.event, more: 1 } as unknown as Entry["event"] }),
    (entry) => ({ ...entry, sequence: entry.sequence + 1 }),
    (entry) => ({ ...entry, previous: entry.hash }),
    (entry) => ({ ...entry, hash: entry.previous }),
    (entry) => ({ ...entry, release: "toy/2.0.0" }),
  ];
  fc.assert(
    fc.property(chains, places, fc.constantFrom(...changes), (whole, place, change) => {
      const at = place % whole.length;
      const entries = whole.with(at, change(whole[at] as Entry));
      expect(firstBreak(entries, "toy/1.0.0")).toBeDefined();
    }),
  );
});

test("a single flipped bit anywhere in the stored text is noticed, or the text is no JSON", () => {
  fc.assert(
    fc.property(chains, places, fc.nat({ max: 6 }), fc.nat(), (whole, place, bit, position) => {
      const at = place % whole.length;
      const bytes = Buffer.from(JSON.stringify(whole[at]));
      const byte = position % bytes.length;
      bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit);
      let flipped: unknown;
      try {
        flipped = JSON.parse(bytes.toString());
      } catch {
        return;
      }
      // Two ways to write the same character are the same entry.
      if (JSON.stringify(flipped) === JSON.stringify(whole[at])) return;
      expect(firstBreak(whole.with(at, flipped as Entry), "toy/1.0.0")).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

test("a chain of another release is not taken for ours", () => {
  const entries = chain("toy/2.0.0", undefined, [{ at: "2021-11-15T09:00:00Z", actor: "ana", event: { is: "resumed" } }]);
  expect(firstBreak(entries, "toy/1.0.0")).toMatchObject({ sequence: 1 });
  expect(firstBreak([], "toy/1.0.0")).toBeUndefined();
});

test("an entry that was forged with a hash of its own is noticed by the one after it", () => {
  fc.assert(
    fc.property(chains, places, (whole, place) => {
      const at = place % (whole.length - 1);
      const forged = chain("toy/1.0.0", whole[at - 1], [{ at: "2021-11-15T09:00:00Z", actor: "mallory", event: { is: "resumed" } }]);
      expect(firstBreak([...whole.slice(0, at), ...forged, ...whole.slice(at + 1)])).toMatchObject({ sequence: at + 2 });
    }),
  );
});
