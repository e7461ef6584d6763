import { expect, test } from "vitest";
import { cpuTime } from "../testing/cpu-time.ts";
import { readChangelog } from "./past-sections.ts";
import { toldUpgrades } from "./told-upgrades.ts";

const isTold = toldUpgrades(
  readChangelog(
    "## 1.1.0\n\n- [#2](https://github.com/example/app/pull/2) Query: Bump shelf-engine to `v0.2.0`\n\n## 1.0.0\n\n- Storage: Upgrade with fixes (#1)\n- Doors are oiled (#0)\n",
  ).sections,
);

test.each([
  ["query: bump shelf-engine, mend what fell", true],
  ["*: Upgraded shelf engine to 0.3.0", true],
  ["storage: update to latest main", true],
  ["Bump hinge from 1 to 2", false],
  ["Query: update the list", false],
  ["shelf-engine: add a drawer", false],
  ["update dependencies", false],
])("%s: told %s", (sentence, told) => expect(isTold(sentence)).toBe(told));

test("hostile sentences are read in a moment", () => {
  const before = cpuTime();
  for (const text of ["bump ".repeat(100_000), "[".repeat(100_000), `update ${"a".repeat(500_000)}`, "http://".repeat(100_000)])
    isTold(text);
  toldUpgrades(readChangelog(`## 1.0.0\n\n${`- ${"update [".repeat(1000)}\n`.repeat(200)}`).sections);
  expect(cpuTime() - before).toBeLessThan(2000);
});
