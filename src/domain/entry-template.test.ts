import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillEntry, readEntry } from "./entry-template.ts";

const repository = "https://github.com/example/app";
const commit = "0123456789".repeat(4);
const values = { text: "Open the door", number: "12", issue: "7", commit, handle: "ana-example", repository };

const spellings: readonly (readonly [line: string, template: string])[] = [
  ["Open the door (#12)", "{text} (#{number})"],
  ["Open the door. #12", "{text}. #{number}"],
  ["Open the door #12 #13", "{text} #{number}"],
  ["Open the door (#12) by @cleo", "{text} (#{number}) by @{handle}"],
  [`Open the door by @cleo in ${repository}/pull/12`, "{text} by @{handle} in {repository}/pull/{number}"],
  [`Open the door (by @cleo in ${repository}/pull/12)`, "{text} (by @{handle} in {repository}/pull/{number})"],
  [`[#12](${repository}/pull/12): Open the door`, "[#{number}]({repository}/pull/{number}): {text}"],
  [`[#7](${repository}/issues/7) - Open the door`, "[#{issue}]({repository}/issues/{issue}) - {text}"],
  [
    `Open the door [@cleo](https://github.com/cleo) ([#12](${repository}/pull/12))`,
    "{text} [@{handle}](https://github.com/{handle}) ([#{number}]({repository}/pull/{number}))",
  ],
  [
    `Open the door (#12) ([${commit.slice(0, 7)}](${repository}/commit/${commit})), closes [#12](${repository}/issues/12)`,
    "{text} (#{number}) ([{short}]({repository}/commit/{commit})), closes [#{number}]({repository}/issues/{number})",
  ],
  ["Open the door (see #12 for details)", "{text}"],
  ["Open the door of #12 once more", "{text}"],
  ["Open the door", "{text}"],
];

describe("an entry", () => {
  test.each(spellings)("%s", (line, template) => expect(readEntry(line).template).toBe(template));

  test("keeps its sentence, with what it refers to inside and its own brackets", () => {
    expect(readEntry("Undo #3 (and more) (#12)").text).toBe("Undo #3 (and more)");
    expect(readEntry("Mail to a@example.com and see https://example.com/x/y (#12)").text).toBe(
      "Mail to a@example.com and see https://example.com/x/y",
    );
    expect(readEntry("Handle \ue100 and \ue101").text).toBe("Handle \ufffd and \ufffd");
  });

  test("filled in again reads as the same template and text", () =>
    fc.assert(
      fc.property(fc.constantFrom(...spellings.map(([, template]) => template)), (template) => {
        const line = fillEntry([template], values);
        expect(readEntry(line)).toEqual({ text: values.text, template });
      }),
    ));

  test("keeps its number where its author has no account and the project writes some entries without one", () => {
    const templates = ["{text} (#{number}) by @{handle}", "{text}", "{text} by @{handle}"];
    const { number, handle, ...bare } = values;
    expect(fillEntry(templates, { ...bare, number })).toBe("Open the door (#12)");
    expect(fillEntry(templates, bare)).toBe("Open the door");
    expect(fillEntry(["{text}", "{text} (#{number})"], { ...bare, number, handle })).toBe("Open the door");
  });

  test("takes the first template whose parts are known, and leaves out of the usual one what is not", () => {
    const usual = ["{text} (#{number}) by @{handle}", "{text} by @{handle}"];
    const { number, handle, ...bare } = values;
    expect(fillEntry(usual, values)).toBe("Open the door (#12) by @ana-example");
    expect(fillEntry(usual, { ...bare, handle })).toBe("Open the door by @ana-example");
    expect(fillEntry(usual, { ...bare, number })).toBe("Open the door (#12)");
    expect(fillEntry(usual, bare)).toBe("Open the door");
    expect(fillEntry(["{text} (by @{handle} in {repository}/pull/{number})"], { ...bare, number })).toBe(
      `Open the door (${repository}/pull/12)`,
    );
    expect(fillEntry(["{text} (by @{handle} in {repository}/pull/{number})"], { ...bare, handle })).toBe("Open the door (by @ana-example)");
    expect(fillEntry([], values)).toBe("Open the door");
  });

  test("fills braces and dollars of a text as they are", () =>
    expect(fillEntry(["{text} (#{number})"], { ...values, text: "Show {number} and $& and $1" })).toBe(
      "Show {number} and $& and $1 (#12)",
    ));

  test("of any text is taken apart without losing a word of it", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom("#1", "(#2)", "@cleo", "by", "in", "(", ")", "[", "]", `[#3](${repository}/pull/3)`, ",", "a"),
            fc.string({ maxLength: 8 }),
          ),
        ),
        (pieces) => {
          const line = pieces.join(" ").replaceAll(/[\ue100-\ue1ff]/g, "");
          const { text, template } = readEntry(line);
          expect(line).toContain(text);
          expect(template).toContain("{text}");
        },
      ),
      { numRuns: 1000 },
    ));

  test("of 2,000 characters and more is read in time that grows with its length", () => {
    for (const piece of ["(", ")", "#1 ", "by ", "@a", "[#1](", " - "])
      expect(readEntry(piece.repeat(100_000)).template).toContain("{text}");
  });
});
