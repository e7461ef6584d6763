import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillText, fillTextWithin } from "./fill-text.ts";

const nothing = { highlights: [], contributors: [], "first-timers": [] };
const filled = (template: string, lists: Readonly<Record<string, readonly string[]>> = nothing) =>
  fillText(template, { values: { version: "1.30.0" }, lists });

describe("a text with lists", () => {
  test("has a bullet for each item, which is filled once", () =>
    expect(filled("New in {version}:\n\n{highlights}\n", { highlights: ["paths {version}", "groups"] })).toBe(
      "New in 1.30.0:\n\n- paths {version}\n- groups\n",
    ));

  test.each([
    ["a heading over nothing goes", "# A\n\n## Highlights\n\n{highlights}\n\n## Changes\n\nMany.\n", "# A\n\n## Changes\n\nMany.\n"],
    ["at the end too", "Many.\n\n## Highlights\n\n{highlights}\n", "Many.\n"],
    ["and whatever is emptied by that", "Many.\n\n# Thanks\n\n## To whom\n\n{contributors}\n\n# End\n", "Many.\n\n# End\n"],
    ["what introduces it goes", ":tada: out!\n\nThank you to\neverybody:\n{contributors}\n\nBye.\n", ":tada: out!\n\nBye.\n"],
    ["in bold as well", "## Notes\n\n**Highlights:**\n\n{highlights}\n\n### All\n\nMany.\n", "## Notes\n\n### All\n\nMany.\n"],
    ["a sentence that does not introduce it stays", "It is out!\n\n{highlights}\n\nBye.\n", "It is out!\n\nBye.\n"],
    ["two lists that are both empty", "Hi.\n\n## Thanks\n\nto:\n\n{contributors}\n\nnew:\n\n{first-timers}\n", "Hi.\n"],
    ["a list within a line is only empty", "Thanks to {contributors}!\n", "Thanks to !\n"],
    ["nothing but a list", "{highlights}\n", ""],
    ["a name that is no list", "# {version}\n\n{version}\n", "# 1.30.0\n\n1.30.0\n"],
  ])("%s", (_, template, text) => expect(filled(template)).toBe(text));

  test("a heading stays while something else stands below it", () =>
    expect(filled("## Thanks\n\nto:\n\n{contributors}\n\nnew:\n\n{first-timers}\n", { contributors: [], "first-timers": ["Dora"] })).toBe(
      "## Thanks\n\nnew:\n\n- Dora\n",
    ));

  test("an unknown name refuses it", () => expect(filled("{highlight}")).toMatchObject({ is: "refused", unknown: ["highlight"] }));

  test("lists that have something change nothing else of a text, whatever it is", () => {
    const line = fc.constantFrom("# A", "## B", "", "text\n", "to:", "**to:**", "{highlights}", "- a\n", "---");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const template = lines.join("\n");
        expect(filled(template, { highlights: ["x"] })).toBe(template.replaceAll("{highlights}", "- x"));
        const without = String(filled(template)).split("\n");
        expect(without.filter((each) => each === "{highlights}")).toEqual([]);
        const told = (each: string): boolean => each === "text" || each === "- a";
        expect(without.filter(told)).toEqual(template.split("\n").filter(told));
      }),
    );
  });
});

describe("a text for a sink that takes only so much", () => {
  const within = (most: number, ...lengths: readonly [number, number]) =>
    fillTextWithin(
      most,
      "{a}\n\n{b}\n",
      {
        values: {},
        lists: { a: Array.from({ length: lengths[0] }, (_, at) => `a${at}`), b: Array.from({ length: lengths[1] }, (_, at) => `b${at}`) },
      },
      (leftOut) => `and ${leftOut} more`,
    );

  test("stays whole while it fits", () => expect(within(1000, 3, 2)).toBe("- a0\n- a1\n- a2\n\n- b0\n- b1\n"));

  test("is cut at whole items, and says how many are left out", () =>
    expect(within(39, 50, 2)).toBe("- a0\n- a1\n- and 48 more\n\n- b0\n- b1\n"));

  test("as long as it can be, never longer, and the same each time", () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.integer({ min: 40, max: 300 }), (first, second, most) => {
        const text = String(within(most, first, second));
        expect(text.length).toBeLessThanOrEqual(most);
        expect(within(most, first, second)).toBe(text);
        if (text.includes(" more")) expect(String(within(10_000, first, second)).length).toBeGreaterThan(most);
      }),
    );
  });
});
