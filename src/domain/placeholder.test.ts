import fc from "fast-check";
import { expect, test } from "vitest";
import { placeholdersIn, saysNothing } from "./placeholder.ts";

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
  expect(placeholdersIn(`- Done\n${line}\n\n- Done too\n`)).toEqual([line.trim()]);
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
])("%j is written", (text) => {
  expect(placeholdersIn(text)).toEqual([]);
});

test("at most five lines are told, and each is one line", () => {
  const found = placeholdersIn("- TODO\n".repeat(100));
  expect(found).toEqual(Array(5).fill("- TODO"));
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
])("half a megabyte of one kind is read to its end", (text) => {
  expect(placeholdersIn(text).length).toBeLessThanOrEqual(5);
  expect(typeof saysNothing(text)).toBe("boolean");
});
