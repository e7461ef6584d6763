import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillText } from "./fill-text.ts";
import { findPlaceholders, placeholdersText, saysNothing } from "./placeholders.ts";

const found = (text: string, told?: readonly string[]): readonly (readonly [number, number, string])[] =>
  findPlaceholders(text, told === undefined ? {} : { told }).map((each) => [each.line, each.column, each.found]);

describe("what somebody meant to fill in", () => {
  test.each<[string, readonly (readonly [number, number, string])[]]>([
    ["Hello.\n\n- TODO: name them\n", [[3, 3, "TODO"]]],
    [
      "Soon (TBD) and FIXME\r\nXXX",
      [
        [1, 7, "TBD"],
        [1, 16, "FIXME"],
        [2, 1, "XXX"],
      ],
    ],
    ["**MAJOR FEATURES GO HERE**", [[1, 3, "MAJOR FEATURES GO HERE"]]],
    ["A PICTURE GOES HERE", [[1, 1, "A PICTURE GOES HERE"]]],
    [
      "See [insert link] and [your name].",
      [
        [1, 5, "[insert link]"],
        [1, 23, "[your name]"],
      ],
    ],
    ["Lorem ipsum dolor", [[1, 1, "Lorem ipsum"]]],
    [
      "Version {version} by {{contributors}}",
      [
        [1, 9, "{version}"],
        [1, 22, "{{contributors}}"],
      ],
    ],
    ["## Highlights\n\n## Changes\n\nMany.\n", [[1, 1, "a heading over nothing: ## Highlights"]]],
    ["Many.\n\n### Thanks\n", [[3, 1, "a heading over nothing: ### Thanks"]]],
    ["**Highlights:**\n\n## Changes\n\nMany.\n", [[1, 1, "a list with nothing in it: **Highlights:**"]]],
    ["Thank you to:\n", [[1, 1, "a list with nothing in it: Thank you to:"]]],
    [
      "- one\n-\n  - \n",
      [
        [2, 1, "an item of a list with nothing in it"],
        [3, 3, "an item of a list with nothing in it"],
      ],
    ],
    ["---\ntitle: TODO\n---\nText.\n", [[2, 8, "TODO"]]],
  ])("%j", (text, expected) => expect(found(text)).toEqual(expected));
});

describe("what is meant as it stands", () => {
  test.each([
    ["## A\n\n### B\n\nText.\n"],
    ["Highlights:\n\n- one\n- two\n"],
    ["See:\n\nhttps://example.com\n"],
    ["The todo list, TODOs and our Todo app"],
    ["Write `TODO` and `{version}`, or\n\n```\nTODO\n## A\n```\n"],
    ["<!-- TODO: for editors -->\nText."],
    ["---\ncategories:\n# of the site\n---\nText.\n"],
    ["[insert](https://example.com/insert) {other} {versions}"],
    [":tada: It is out!"],
    ["* * *\n---\nText."],
    ["## Code\n\n```\nx:\n```\n"],
  ])("%j", (text) => expect(found(text)).toEqual([]));

  test("a change that speaks of a TODO in its author's words", () => {
    const line = "- Remove a TODO (#12)";
    expect(found(`${line}\n`)).toHaveLength(1);
    expect(found(`${line}\n- TODO\n`, [line])).toEqual([[2, 3, "TODO"]]);
  });
});

test("a text filled from lists that are empty has nothing empty in it", () => {
  const line = fc.constantFrom("# A", "## B", "", "Text.", "Thanks to:", "**More:**", "{highlights}");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const template = lines.join("\n");
      const full = String(fillText(template, { values: {}, lists: { highlights: ["x"] } }));
      fc.pre(findPlaceholders(full).length === 0);
      expect(found(String(fillText(template, { values: {}, lists: { highlights: [] } })))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test("a long text is read in time that grows with its length, whatever it repeats", () => {
  // The processor's time, so that a machine with other work does not fail it; time that grew with the square would be a hundred times as long.
  const started = process.cpuUsage();
  for (const piece of [
    "A",
    "A ",
    "GO HERE ",
    "[add ",
    "{",
    "`",
    "``` \n",
    "<!--",
    "-->",
    "- \n",
    "a:\n",
    "# a\n",
    "\n",
    "~~~\n",
    "~",
    " ",
    ":",
    "*",
  ])
    findPlaceholders(piece.repeat(Math.ceil(100_000 / piece.length)));
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
}, 120_000);

test("the places are told in a line, the first few of them", () => {
  const many = findPlaceholders("TODO\n".repeat(7));
  expect(placeholdersText(many, 2)).toBe("line 1, column 1: TODO; line 2, column 1: TODO; and 5 more");
});

test.each([
  "- TODO: write this",
  "New: Feature 1 (TBD)",
  "- FIXME",
  "MAJOR FEATURES GO HERE",
  "JOE TO ADD CONTRIBUTORS HERE",
  "- {{ highlights }}",
  "## Changes in {version}",
  "Lorem ipsum dolor",
  "- <description>",
  "- <your text here>",
  "-",
  "* ...",
  "1. …",
  "- **New**:",
  "- **New:** ",
])("%j is still to be written", (line) => {
  expect(findPlaceholders(`- Done\n${line}\n\n- Done too\n`, { headings: true }).map((each) => each.line)).toEqual([2]);
});

test.each([
  "- Faster lists",
  "- Adds a todo list, and a page of todos",
  "- The `TODO` filter works again",
  "- `{{ name }}` in templates is `{version}`",
  "- **New**: paths",
  "- **Breaking changes:**\n  - Node 14",
  "- Sets HERE documents aside",
  "- See [the docs](https://example.com/TODO/{version})",
  "- Fix <script> in names, a <b> tag",
  "<details>\n<summary>16 changes</summary>\n\n- Done\n</details>",
  "<!-- TODO: remove the template -->\n- Done",
  "```\n- TODO\n```",
  "---",
])("%j is a finished section of a changelog", (text) => {
  expect(findPlaceholders(text, { headings: true })).toEqual([]);
});

test("an empty heading stands where headings may", () => {
  expect(findPlaceholders("### Added\n\n### Fixed\n\n- Lists\n", { headings: true })).toEqual([]);
});

test.each([
  ["", true],
  ["\n\n### Added\n\n### Fixed\n", true],
  ["<!-- nothing yet -->\n-\n", true],
  ["---\n===\n", true],
  ["- Faster lists\n", false],
  ["### Added\n\n- Lists\n", false],
  ["Nothing of note.\n", false],
])("%j says nothing: %s", (text, expected) => {
  expect(saysNothing(text)).toBe(expected);
});

test("what says nothing stays so under more headings, blank lines and comments; one word ends it", () => {
  const empty = fc.array(fc.constantFrom("", "### Added", "<!-- later -->", "-", "  ", "* ", "---"), { maxLength: 20 });
  fc.assert(
    fc.property(empty, fc.stringMatching(/^[a-z]{1,12}$/), (lines, word) => {
      expect(saysNothing(lines.join("\n"))).toBe(true);
      expect(saysNothing([...lines, `- ${word}`].join("\n"))).toBe(false);
    }),
  );
});

test.each([
  "<!--".repeat(200_000),
  "`".repeat(500_000),
  "](".repeat(200_000),
  `- ${"*".repeat(500_000)}`,
  " ".repeat(500_000),
  "A ".repeat(300_000),
])("a long line of one kind is read to its end", (text) => {
  expect(placeholdersText(findPlaceholders(text)).length).toBeLessThan(1000);
  expect(typeof saysNothing(text)).toBe("boolean");
});
