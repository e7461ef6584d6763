import { expect, test } from "vitest";
import { testWith } from "../../src/testing/test-with.ts";
import { answers } from "./answers.ts";
import { coveragePage, gapsIn, knownHere, readHandbook } from "./coverage-page.ts";
import { sentencesOf } from "./sentences-of.ts";

testWith(["../shared/handbook"], "every sentence of the page leads to steps or sections and tests that are there", () => {
  const handbook = readHandbook();
  if (handbook.is === "absent") throw new Error(handbook.why);
  expect(handbook.sentences.length).toBeGreaterThan(40);
  expect(gapsIn(answers, handbook.sentences, knownHere())).toEqual([]);
});

test("sentences are counted by heading, and a block of commands is one", () => {
  const page = "# T\nOne thing. Another: Third!\n\n## Do\n- [ ] First\n  ```sh\n  a\n  b\n  ```\n- [ ] **Never.** So.\n";
  expect(sentencesOf(page).map(({ under, at, text }) => [under, at, text])).toEqual([
    ["T", 1, "One thing."],
    ["T", 2, "Another:"],
    ["T", 3, "Third!"],
    ["Do", 1, "First"],
    ["Do", 2, "a\nb"],
    ["Do", 3, "Never."],
    ["Do", 4, "So."],
  ]);
});

test("a sentence without an answer, one that changed, one that is gone, and what an answer leads to and is not there are each named", () => {
  const [tag] = sentencesOf("## Do\nTag it.\n");
  if (tag === undefined) throw new Error("a sentence");
  const answer = { under: "Do", at: 1, hash: tag.hash, asks: "", steps: ["tag-release/push-tag"], tests: [["a.test.ts", "tags"]] as const };
  const known = {
    steps: new Set(["tag-release/push-tag"]),
    testFile: (file: string) => (file === "a.test.ts" ? 'test("tags")' : undefined),
  };
  const gaps = (all: Parameters<typeof gapsIn>[0], page: string) =>
    gapsIn(all, sentencesOf(page), known).map((gap) => gap.replace(/^sentence (\d) under "Do" /, "$1 "));
  expect(gaps([answer], "## Do\nTag it.\n")).toEqual([]);
  expect(gaps([answer], "## Do\nTag it. Twice.\n")).toEqual(['2 of the page has no answer: "Twice."']);
  expect(gaps([answer], "## Do\nTag them.\n")).toEqual([expect.stringMatching(/^1 of the page reads otherwise now \([0-9a-f]{8}\)/)]);
  expect(gaps([answer, { ...answer, at: 2 }], "## Do\nTag it.\n")).toEqual(["2 is no sentence of the page any more"]);
  expect(gaps([{ ...answer, steps: ["tag-release/pull"] }], "## Do\nTag it.\n")).toEqual([
    "1 leads to the step tag-release/pull, which no plan has",
  ]);
  expect(gaps([{ ...answer, steps: [] }], "## Do\nTag it.\n")).toEqual(["1 leads to no step and no section"]);
  expect(gaps([{ ...answer, sections: ["tags"] }], "## Do\nTag it.\n")).toEqual([
    "1 leads to the section tags, which no configuration has",
  ]);
  expect(gaps([{ ...answer, tests: [["b.test.ts", "x"]] }], "## Do\nTag it.\n")).toEqual(["1 leads to b.test.ts, which is not there"]);
  expect(gaps([{ ...answer, tests: [["a.test.ts", "pulls"]] }], "## Do\nTag it.\n")).toEqual([
    '1 leads to a test "pulls", which a.test.ts does not have',
  ]);
  expect(gaps([{ ...answer, tests: [] }], "## Do\nTag it.\n")).toEqual(["1 has no test"]);
});

testWith(["../shared/handbook"], "the page that is committed holds none of the handbook's sentences", () => {
  const handbook = readHandbook();
  if (handbook.is === "absent") throw new Error(handbook.why);
  const page = coveragePage();
  for (const { text } of handbook.sentences.filter((each) => each.text.split(" ").length > 5)) expect(page).not.toContain(text);
});
