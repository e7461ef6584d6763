import { expect, test } from "vitest";
import { cpuTime } from "../testing/cpu-time.ts";
import { formDifferences, formSeenIn, referencesIn } from "./seen-form.ts";

const theirs = formSeenIn("## 1.1.0\n\n### Fixes\n\n- a door (#1)\n\n### Features\n\n- a list (#2)\n");

test("a draft in the project's own form does not differ from it", () => {
  expect(formDifferences(formSeenIn("## 1.2.0\n\n### Fixes\n\n- a wall (#3)\n"), theirs)).toEqual([]);
  expect(formDifferences(formSeenIn("## 1.2.0\n"), theirs)).toEqual([]);
});

test("each part of the form that differs is a clause", () => {
  expect(formDifferences(formSeenIn("### 1.2.0\n\n#### Odd\n\n* a wall ([#3](https://x.example/pull/3))\n"), theirs)).toEqual([
    "its heading has level 3, not 2",
    "its entries begin with *, not with -",
    "it has categories that the project does not have (Odd)",
    "it refers as [#](pull), not as (#)",
  ]);
  expect(formDifferences(formSeenIn("## 1.2.0\n\n### Features\n\n- b (#3)\n\n### Fixes\n\n- c (#4)\n"), theirs)).toEqual([
    "it has Features before Fixes",
  ]);
});

test("a category of another section of the project is no strange one", () => {
  const before = formSeenIn("## 1.0.0\n\n### Removed\n\n- a roof (#0)\n");
  expect(formDifferences(formSeenIn("## 1.2.0\n\n### Removed\n\n- a wall (#3)\n"), theirs, [before])).toEqual([]);
});

test("the mark of entries is that of the newest section, whatever sections before it and the introduction do", () => {
  const changed = formSeenIn("# Changes\n\n+ one list\n\n## 1.1.0\n\n- a door (#1)\n\n## 1.0.0\n\n* a roof (#0)\n* a wall (#9)\n");
  expect(changed.mark).toBe("-");
  expect(formSeenIn("## Unreleased\n\n* a roof (#0)\n\n## 1.1.0\n\nNothing.\n").mark).toBe("*");
});

test("a number counts once, as a reference or at the end of an address", () => {
  expect(referencesIn("#2, (#1) and https://github.com/a/b/pull/2 but not &#39; or a#4")).toEqual([2, 1]);
});

test("a hostile line, and a section of twenty thousand headings, are read in a moment", () => {
  const before = cpuTime();
  const form = formSeenIn(`## 1.0.0\n\n- ${"[#1](".repeat(100_000)}\n- ${"https://".repeat(100_000)}\n`);
  const many = formSeenIn(`## 1.0.0\n\n${Array.from({ length: 20_000 }, (_, at) => `### H${at}\n\n- x\n`).join("")}`);
  formDifferences(many, many, [form]);
  expect(cpuTime() - before).toBeLessThan(2000);
});
