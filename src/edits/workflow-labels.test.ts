import fc from "fast-check";
import { expect, test } from "vitest";
import { chartWorkflow } from "../twins/git/side-files.ts";
import { parseExpression, within } from "./workflow-expression.ts";
import { type LabelTest, labelTests, matches } from "./workflow-labels.ts";

const compared = (workflow: string) => labelTests(workflow).map(({ is, text }) => [is, text]);

const braced = (expression: string): string => `$\{{ ${expression} }}`;

const workflow = (condition: string, on = "pull_request"): string => `on: ${on}\njobs:\n  bump:\n    if: ${condition}\n    runs-on: x\n`;

test("the example's chart listens to three labels, each spelt with a blank", () => {
  expect(compared(chartWorkflow)).toEqual([
    ["whole", "bump patch"],
    ["whole", "bump minor"],
    ["whole", "bump major"],
  ]);
  expect(labelTests(chartWorkflow)[1]?.expression).toBe("contains(github.event.pull_request.labels.*.name, 'bump minor')");
});

test.each<[condition: string, tests: readonly (readonly [LabelTest["is"], string])[]]>([
  ["contains(github.event.pull_request.labels.*.name, 'bump minor')", [["whole", "bump minor"]]],
  [braced("contains( github.event.pull_request.labels.*.name , 'bump minor' )"), [["whole", "bump minor"]]],
  ["github.event.label.name == 'it''s minor'", [["whole", "it's minor"]]],
  [braced("'minor' == github.event.label.name && github.event.action == 'labeled'"), [["whole", "minor"]]],
  ["\"!contains(github.event.pull_request.labels.*.name, 'skip')\"", [["whole", "skip"]]],
  [
    "startsWith(github.event.label.name, 'bump ') || endsWith(github.event.label.name, 'minor')",
    [
      ["start", "bump "],
      ["end", "minor"],
    ],
  ],
  ["contains(github.event.label.name, 'bump')", [["part", "bump"]]],
  ["contains(toJSON(github.event.pull_request.labels.*.name), '\"bump minor\"')", [["part", "bump minor"]]],
  ["contains(join(github.event.pull_request.labels.*.name, ','), 'minor')", [["part", "minor"]]],
  ["(github.event['label']['name'] == 'minor')", [["whole", "minor"]]],
  ["contains(github.event.pull_request.title, 'minor')", []],
  ["github.event.pull_request.merged == true", []],
  ["contains(github.event.pull_request.labels.*.name, env.LABEL)", []],
  ["contains(github.event.pull_request.labels.*.name, 'minor'", []],
  ['contains(github.event.pull_request.labels.*.name, "minor")', []],
])("%s", (condition, tests) => {
  expect(compared(workflow(condition))).toEqual(tests);
});

test("an expression counts wherever it stands in braces, and a workflow only where it follows pull requests", () => {
  const text = `echo ${braced("contains(github.event.pull_request.labels.*.name, 'minor') && 'minor' || 'patch'")}`;
  expect(compared(`on: [push, pull_request_target]\njobs:\n  a:\n    steps:\n      - run: |\n          ${text}\n`)).toEqual([
    ["whole", "minor"],
  ]);
  expect(compared(`on:\n  pull_request:\n    types: [closed]\nenv:\n  PART: ${text}\n`)).toEqual([["whole", "minor"]]);
  expect(compared(workflow("contains(github.event.pull_request.labels.*.name, 'minor')", "push"))).toEqual([]);
  expect(compared(`${workflow("contains(github.event.pull_request.labels.*.name, 'minor')")}jobs: twice\n`)).toEqual([]);
  expect(compared("# contains(github.event.pull_request.labels.*.name, 'minor')\non: pull_request\n")).toEqual([]);
});

test.each([
  ["whole", "Bump Minor", "bump minor", true],
  ["whole", "bump-minor", "bump minor", false],
  ["part", "bump minor now", "minor", true],
  ["start", "bump minor", "bump ", true],
  ["end", "bump minor", "patch", false],
] as const)("%s: the label %j is compared with %j: %s", (is, label, text, expected) => {
  expect(matches({ is, text, expression: "" }, label)).toBe(expected);
});

test.each([
  ["nothing", ""],
  ["a list", "- a\n"],
  ["a workflow that is cut off", "on: [pull_request\njobs: {"],
  ["nested too deep", `on: pull_request\nx: ${"[".repeat(20_000)}`],
  ["brackets without end", workflow(`${"(".repeat(4000)}`)],
  ["operators without end", workflow(`${"a || ".repeat(900)}contains(github.event.pull_request.labels.*.name, 'x')`)],
  [
    "aliases that multiply",
    `on: pull_request\na: &a [x, x]\n${"bcdefgh"
      .split("")
      .map((each, at) => `${each}: &${each} [${`*${"abcdefg"[at]},`.repeat(9)}]`)
      .join("\n")}\n`,
  ],
  ["megabytes", `on: pull_request\nif: ${"x".repeat(3_000_000)}`],
])("%s is read without harm", (_, text) => {
  const began = performance.now();
  expect(labelTests(text).length).toBeLessThanOrEqual(1);
  expect(performance.now() - began).toBeLessThan(2000);
});

test("whatever a label is called, it is found again where a workflow compares it", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }), (label) => {
      const condition = `contains(github.event.pull_request.labels.*.name, '${label.replaceAll("'", "''")}')`;
      fc.pre(!/\}\}|\$\{\{/.test(condition));
      const [found] = labelTests(workflow(JSON.stringify(condition)));
      expect(found).toMatchObject({ is: "whole", text: label });
    }),
  );
});

test("no text stops the reading of an expression, and what is read holds every text of it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", ".b", "(", ")", "'t'", "&&", "==", "!", "[", "]", "*", ",", "contains(", "1", " "), { maxLength: 30 }),
      (parts) => {
        const text = parts.join("");
        const read = parseExpression(text);
        if (read !== undefined) expect(within(read).length).toBeGreaterThan(0);
      },
    ),
  );
});
