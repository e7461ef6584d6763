import fc from "fast-check";
import { expect, test } from "vitest";
import { faults, kills } from "../../app/faults/disturbances.ts";
import { cellId } from "./cells.ts";
import { cellsToTry } from "./try-cells.ts";

const effect = "tag-release/push-tag";

const idsOf = (share: number, of = effect): readonly string[] => cellsToTry(of, share).map(({ cell }) => cellId(cell));

test("every kill and every fault is tried, and no pair where no share is asked for", () => {
  expect(idsOf(0)).toEqual([...kills, ...faults].map((met) => `${effect}:${met}`));
});

test("with all pairs it is the whole grid of the effect, each cell once", () => {
  const ids = idsOf(1);
  expect(ids).toHaveLength(101);
  expect(new Set(ids).size).toBe(101);
  for (const { kill, fault, cell } of cellsToTry(effect, 1))
    expect(cell).toEqual([{ effect, met: [kill, fault].filter((met) => met !== undefined) }]);
});

test("a share is the same one each time, another one for another effect, and a larger one holds it", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      expect(idsOf(less)).toEqual(idsOf(less));
      expect(idsOf(more)).toEqual(expect.arrayContaining([...idsOf(less)]));
    }),
  );
  const pairsOf = (of: string): readonly string[] =>
    idsOf(0.5, of)
      .slice(kills.length + faults.length)
      .map((id) => id.slice(of.length));
  expect(pairsOf(effect)).not.toEqual(pairsOf("cut-branch/push-branch"));
  expect(pairsOf(effect).length).toBeGreaterThan(20);
  expect(pairsOf(effect).length).toBeLessThan(60);
});
