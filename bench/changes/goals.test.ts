import { expect, test } from "vitest";
import type { Figure } from "./figures.ts";
import { goalLine, goalsOf, type Measured } from "./goals.ts";

const took = (name: string, milliseconds: number): Figure => ({ name, milliseconds, runs: 5 });
const measured: Measured = {
  commits: 100_000,
  floors: {
    node: took("node", 40),
    log: took("log", 1000),
    all: took("all", 1420),
    rangeLog: took("range log", 10),
    range: took("range", 100),
    warm: took("warm", 120),
    cold: took("cold", 900),
    emails: took("emails", 600),
  },
  full: {
    own: took("own", 1420),
    cliffBefore: took("git-cliff 2.10.1", 2840),
    cliff: { name: "git-cliff 2.14.2", milliseconds: 75_000, isCut: true, runs: 1 },
    conventional: took("conventional-changelog", 28_400),
    others: [took("auto-changelog", 14_200), { name: "changelogen", failed: "exit 0 and no output", runs: 1 }],
  },
  last: [],
  memory: [{ name: "all", own: 120, child: 60, together: 170 }],
  million: undefined,
};

test("a line for each goal and part of one: what was measured, the bound, and whether it is kept", () => {
  expect(goalsOf(measured).map(goalLine)).toEqual([
    "P1 1.42 <= 1.70 ok  times git log for the whole history",
    "P2 20.00 >= 8.00 ok  times faster than conventional-changelog",
    "P2 10.00 >= 2.50 ok  times faster than the fastest in JavaScript, auto-changelog; without changelogen, which failed",
    "P2 120 <= 250 ok  MiB at most for the whole history, without git's own",
    "P2 ? <= 1.20 short  times that memory for a million commits; not measured",
    "P3 2.00 >= 1.20 ok  times faster than git-cliff 2.10.1",
    "P3 52.82 >= 10.00 ok  times faster than git-cliff 2.14.2, which was cut off: at least",
    "P4 100 <= 90 short  ms for the last range: node -e 0, its git log and 40 ms",
    "P5 900 <= 1060 ok  ms with first-time contributors, nothing known before: the range and 1.6 git log --format=%ae",
    "P5 1.20 <= 1.30 ok  times the range alone with first-time contributors, authors known from before",
    "P10 ? <= 30 short  s to plan a million commits; not measured",
    "P10 ? <= 300 short  MiB at most for it, without git's own; not measured",
  ]);
});

test("who failed is no comparison that anybody could win", () => {
  const failed: Figure = { name: "peer", failed: "exit 1", runs: 1 };
  const lines = goalsOf({ ...measured, full: { ...measured.full, conventional: failed, cliff: failed } }).map(goalLine);
  expect(lines[1]).toBe("P2 ? >= 8.00 short  times faster than peer, which failed (exit 1)");
  expect(lines[6]).toBe("P3 ? >= 10.00 short  times faster than peer, which failed (exit 1)");
});

test("a short history is held against git's time and a start of Node", () => {
  expect(goalLine(goalsOf({ ...measured, commits: 1000 })[0] ?? expect.fail())).toBe(
    "P1 1420 <= 1660 ok  ms for the whole history: node -e 0, 1.6 git log and 20 ms",
  );
});
