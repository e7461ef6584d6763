import fc from "fast-check";
import { expect, test } from "vitest";
import { placeExtras } from "./extra-item.ts";

const items = ["cut", "changelog", "tag", "announce"];
const placed = (...extras: readonly (readonly [id: string, after: readonly string[], before: readonly string[]])[]) =>
  placeExtras(
    items,
    extras.map(([id, after, before]) => ({ id, after, before })),
  );

test("own items stand behind what they come after, else just before what waits for them, in the order they are written", () => {
  expect(placed(["a", ["cut"], []], ["b", ["cut"], ["tag"]], ["c", [], ["cut"]], ["d", [], ["cut"]], ["e", ["b"], []])).toEqual({
    is: "placed",
    ids: ["c", "d", "cut", "a", "b", "e", "changelog", "tag", "announce"],
  });
});

test("an own item that should come after the tag and before the cut has no place, and both are named", () => {
  expect(placed(["a", ["tag"], ["cut"]])).toEqual({ is: "refused", id: "a", after: "tag", before: "cut" });
  expect(placed(["a", ["tag"], []], ["b", ["a"], ["tag"]])).toEqual({ is: "refused", id: "b", after: "a", before: "tag" });
});

test("whatever is asked for, every anchor is on its side and the others keep their order", () => {
  const anchor = fc.constantFrom(...items, "x0", "x1", "x2");
  const extras = fc.array(fc.record({ after: fc.array(anchor, { maxLength: 2 }), before: fc.array(anchor, { maxLength: 2 }) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(extras, (wanted) => {
      const own = wanted.map(({ after, before }, at) => {
        const known = (name: string) => items.includes(name) || Number(name.slice(1)) < at;
        return { id: `x${at}`, after: after.filter(known), before: before.filter(known) };
      });
      const all = placeExtras(items, own);
      if (all.is === "refused") return own.some(({ after, before }) => after.length > 0 && before.length > 0);
      const at = (id: string) => all.ids.indexOf(id);
      expect(all.ids.filter((id) => items.includes(id))).toEqual(items);
      expect(all.ids).toHaveLength(items.length + own.length);
      for (const { id, after, before } of own) {
        for (const name of after) expect(at(name)).toBeLessThan(at(id));
        for (const name of before) expect(at(id)).toBeLessThan(at(name));
      }
      return true;
    }),
  );
});
