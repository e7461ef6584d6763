import fc from "fast-check";
import { expect, test } from "vitest";
import { childrenFirst } from "./change-order.ts";

/** A history of which each commit stands on earlier ones, in any order. */
const shuffled = fc
  .array(fc.array(fc.nat({ max: 80 }), { maxLength: 3 }), { minLength: 1, maxLength: 80 })
  .map((all) => all.map((parents, at) => ({ id: `c${at}`, parents: at === 0 ? ["outside"] : parents.map((one) => `c${one % at}`) })))
  .chain((commits) => fc.shuffledSubarray(commits, { minLength: commits.length }));

test("every child comes before its parents, and none is lost, whatever the clocks said", () =>
  fc.assert(
    fc.property(shuffled, (commits) => {
      const ordered = childrenFirst(commits);
      const place = new Map(ordered.map(({ id }, at) => [id, at]));
      expect([...place.keys()].sort()).toEqual(commits.map(({ id }) => id).sort());
      for (const { id, parents } of ordered)
        for (const parent of parents) if (place.has(parent)) expect(place.get(parent)).toBeGreaterThan(place.get(id) ?? 0);
    }),
  ));

test("an order that is right stays as it is", () => {
  const commits = [
    { id: "merge", parents: ["main", "side"] },
    { id: "side", parents: ["base"] },
    { id: "main", parents: ["base"] },
    { id: "base", parents: [] },
  ];
  expect(childrenFirst(commits)).toBe(commits);
});

test("a parent whose clock ran ahead is put behind its last child only", () => {
  const commits = [
    { id: "d", parents: ["a"] },
    { id: "a", parents: ["root"] },
    { id: "c", parents: ["b"] },
    { id: "b", parents: ["a"] },
    { id: "root", parents: [] },
  ];
  expect(childrenFirst(commits).map(({ id }) => id)).toEqual(["d", "c", "b", "a", "root"]);
});

test("a long history is ordered without deep recursion", () => {
  const commits = Array.from({ length: 50_000 }, (_, at) => ({ id: `c${at}`, parents: [`c${at - 1}`] }));
  expect(childrenFirst(commits).at(-1)?.id).toBe("c0");
});
