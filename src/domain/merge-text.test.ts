import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeText } from "./merge-text.ts";

const draft = `---
title: 1.30.0
---

Highlights:

- colour weekends (#12)
- page exports (#13)

Thank you to

- Dora Exmaple
- Emil
`;
const change = (text: string, ...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((known, [from, to]) => {
    expect(known).toContain(from);
    return known.replace(from, to);
  }, text);
const merged = (edited: string, to: string): string => mergeText({ from: draft, to, edited }).text;

describe("a newer draft", () => {
  const corrected = change(draft, ["Dora Exmaple", "Dora Example"], ["page exports", "exports come in pages"]);

  test("replaces a text that nobody touched, and changes nothing where it says nothing new", () => {
    expect(merged(draft, corrected)).toBe(corrected);
    const edited = change(draft, ["Thank you to", "Thanks!"]);
    expect(merged(edited, draft)).toBe(edited);
  });

  test("corrects the lines that people left as they were, and keeps what they wrote around them", () => {
    const edited = change(
      draft,
      ["Highlights:", "Look at this:\n\n![paths](paths.png)"],
      ["- Emil\n", "- Emil, who drew it\n\nSee you.\n"],
    );
    expect(merged(edited, corrected)).toBe(change(edited, ["Dora Exmaple", "Dora Example"], ["page exports", "exports come in pages"]));
  });

  test("brings back nothing that people deleted, not even corrected", () => {
    const edited = change(draft, ["- page exports (#13)\n", ""], ["- Dora Exmaple\n", ""]);
    expect(merged(edited, corrected)).toBe(edited);
  });

  test("does not change a line that people changed", () => {
    const edited = change(draft, ["page exports (#13)", "Exports in pages! (#13)"]);
    expect(merged(edited, corrected)).toBe(change(edited, ["Dora Exmaple", "Dora Example"]));
  });

  test("puts a new entry behind its neighbour, also when that was rewritten", () => {
    const grown = change(draft, ["(#13)\n", "(#13)\n- fix the filter (#14)\n"]);
    const edited = change(draft, ["- page exports (#13)\n", "- **Exports** come in pages\n"]);
    expect(merged(edited, grown)).toBe(change(edited, ["in pages\n", "in pages\n- fix the filter (#14)\n"]));
    const first = change(draft, ["- colour", "- group things (#11)\n- colour"]);
    expect(merged(change(draft, ["Thank", "We thank"]), first)).toBe(change(first, ["Thank", "We thank"]));
  });

  test("adds nothing to a list that people took out, and says what found no place", () => {
    const edited = change(draft, ["- colour weekends (#12)\n- page exports (#13)\n", ""]);
    const grown = change(draft, ["(#13)\n", "(#13)\n- fix the filter (#14)\n"]);
    expect(mergeText({ from: draft, to: grown, edited })).toEqual({ text: edited, leftOut: ["- fix the filter (#14)"] });
    const inProse = change(draft, ["- colour weekends (#12)\n- page exports (#13)\n", "Weekends are blue, and exports come in pages.\n"]);
    expect(mergeText({ from: draft, to: grown, edited: inProse })).toEqual({ text: inProse, leftOut: ["- fix the filter (#14)"] });
  });

  test("adds nothing that people tell of already, in the same words or their own", () => {
    const grown = change(draft, ["(#13)\n", "(#13)\n- fix the filter (#14)\n"]);
    for (const own of ["- fix the filter (#14)", "The filter works again, see #14."]) {
      const edited = change(draft, ["Thank you", `${own}\n\nThank you`]);
      expect(mergeText({ from: draft, to: grown, edited })).toEqual({ text: edited, leftOut: [] });
    }
    const told = change(draft, ["Emil\n", "Emil\n\nMore:\n\n- fix the filter (#14)\n"]);
    const highlighted = change(told, ["(#13)\n", "(#13)\n- fix the filter of paths (#14)\n"]);
    const edited = change(told, ["Thank", "We thank"]);
    expect(mergeText({ from: told, to: highlighted, edited }).text).toBe(change(highlighted, ["Thank", "We thank"]));
  });

  test("takes out what is not told any more, with a heading that goes with it, unless people rewrote it", () => {
    const shorter = change(draft, ["- colour weekends (#12)\n", ""]);
    expect(merged(change(draft, ["Thank", "We thank"]), shorter)).toBe(change(shorter, ["Thank", "We thank"]));
    const edited = change(draft, ["- colour weekends (#12)\n", "- Weekends are blue\n"]);
    expect(merged(edited, shorter)).toBe(edited);
  });

  test("adds a section that was not there", () => {
    const grown = change(draft, ["Thank you to", "## What breaks\n\n- all (#15)\n\nThank you to"]);
    expect(merged(change(draft, ["- Emil", "- Emil!"]), grown)).toBe(change(grown, ["- Emil", "- Emil!"]));
  });

  test("with a correction and a new entry side by side takes each for what it is", () => {
    const to = change(draft, ["page exports (#13)\n", "exports come in pages (#13)\n- fix the filter (#14)\n"]);
    const edited = change(draft, ["Thank", "We thank"]);
    expect(merged(edited, to)).toBe(change(to, ["Thank", "We thank"]));
  });

  test("keeps line endings, and a missing newline at the end", () => {
    const edited = change(draft, ["Thank", "We thank"]).replaceAll("\n", "\r\n").replace(/\r\n$/, "");
    expect(merged(edited, corrected)).toBe(change(corrected, ["Thank", "We thank"]).replaceAll("\n", "\r\n").replace(/\r\n$/, ""));
    expect(merged(draft.trimEnd(), corrected)).toBe(corrected.trimEnd());
  });
});

describe("whatever people did", () => {
  const line = fc.constantFrom("", "# A", "- a (#1)", "- b (#2)", "- c", "- d", "text", "more:");
  const text = fc.array(line, { minLength: 1, maxLength: 9 }).map((lines) => `${lines.join("\n")}\n`);
  const three = fc.tuple(text, text, text);
  const lines = (of: string): readonly string[] => of.split("\n").filter((each) => each !== "");

  test("a draft that says nothing new changes nothing, and nothing comes in that neither they nor the newer draft wrote", () => {
    fc.assert(
      fc.property(three, ([from, to, edited]) => {
        expect(mergeText({ from: to, to, edited }).text).toBe(edited);
        const known = new Set([...lines(to), ...lines(edited)]);
        expect(lines(mergeText({ from, to, edited }).text).filter((each) => !known.has(each))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("what only they wrote stays, in its order", () => {
    fc.assert(
      fc.property(three, fc.array(fc.constantFrom("theirs 1", "- theirs 2", "# theirs 3"), { maxLength: 3 }), ([from, to, base], own) => {
        const edited = own.reduce(
          (known, each, at) => `${known.slice(0, known.indexOf("\n", at) + 1)}${each}\n${known.slice(known.indexOf("\n", at) + 1)}`,
          base,
        );
        const theirs = (of: string): readonly string[] => lines(of).filter((each) => each.includes("theirs"));
        expect(theirs(mergeText({ from, to, edited }).text)).toEqual(theirs(edited));
      }),
      { numRuns: 1000 },
    );
  });

  test("what the drafts agree on and they deleted does not come back", () => {
    fc.assert(
      fc.property(three, ([from, to, base]) => {
        const both = `- gone\n${from}`;
        const found = mergeText({ from: both, to: `- gone\n${to}`, edited: base }).text;
        expect(found).not.toContain("- gone");
      }),
      { numRuns: 1000 },
    );
  });
});
