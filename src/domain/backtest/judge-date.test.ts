import { expect, test } from "vitest";
import { plainDate } from "../plain-date.ts";
import { judgeDate } from "./judge-date.ts";

const [planned, later] = [plainDate("2021-11-29"), plainDate("2021-12-02")];
const run = { version: "1.1.0", planned, day: later, late: 3 };
const left = { version: "1.1.0", actual: later, isDeparture: true };
const alone = { runs: [run], unplanned: [] };

test("a tag of the planned day, or of the day to which it was moved, is the same", () => {
  expect(judgeDate({ ...left, actual: planned }, { ...alone, runs: [{ ...run, day: planned, late: 0 }] }, []).is).toBe("same");
  expect(judgeDate(left, alone, [{ from: planned, to: later }])).toMatchObject({ is: "same", facts: { moved: later, late: 3 } });
});

test("how late or early it left is told, and a move that did not hold", () => {
  expect(judgeDate(left, alone, []).why).toEqual(["It left on 2021-12-02, 3 days after the planned 2021-11-29."]);
  const early = { ...run, day: plainDate("2021-11-28"), late: -1 };
  expect(judgeDate({ ...left, actual: early.day }, { ...alone, runs: [early] }, []).why).toEqual([
    "It left on 2021-11-28, 1 day before the planned 2021-11-29.",
  ]);
  expect(judgeDate(left, alone, [{ from: planned, to: plainDate("2021-12-01") }]).why).toEqual([
    "It left on 2021-12-02, 3 days after the planned 2021-11-29, which was moved to 2021-12-01.",
  ]);
});

test("a release without a departure differs, and a patch has none to compare", () => {
  expect(judgeDate(left, { runs: [], unplanned: [{ version: "1.1.0", day: later }] }, []).why).toEqual([
    "It left on 2021-12-02, and no departure was planned for it.",
  ]);
  expect(judgeDate({ ...left, isDeparture: false }, alone, []).is).toBe("none");
});

test("what is outside of the calendar or of what is laid over it is not known", () => {
  expect(judgeDate({ ...left, actual: undefined }, alone, []).is).toBe("unknown");
  expect(judgeDate(left, { runs: [], unplanned: [] }, []).is).toBe("unknown");
});
