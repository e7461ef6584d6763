import fc from "fast-check";
import { expect, test } from "vitest";
import { levelOfUnderline, underlineLike, withoutUnderline } from "./underline.ts";

test.each([
  ["1.0.0\n=====\n\n- a\n", "1.0.0\n\n- a\n", "====="],
  ["1.0.0\n--  \n- a\n", "1.0.0\n- a\n", "--"],
  ["## 1.0.0\n---\n- a\n", "## 1.0.0\n---\n- a\n", undefined],
  ["1.0.0\n-\n", "1.0.0\n-\n", undefined],
  ["1.0.0", "1.0.0", undefined],
])("%j is parted from its underline", (section, text, underline) => {
  expect(withoutUnderline(section)).toEqual({ text, underline });
});

test("what is parted can be put together again", () => {
  const piece = fc.constantFrom("a", "# a", "==", "--", "-", "", "- b");
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (lines) => {
      const section = lines.join("\n");
      const { text, underline } = withoutUnderline(section);
      const [heading, ...rest] = text.split("\n");
      expect(underline === undefined ? text : [heading, underline, ...rest].join("\n")).toBe(section);
    }),
  );
});

test("an underline follows its heading's length, or its own habit", () => {
  expect(underlineLike({ heading: "1.9.0", underline: "-----" }, "1.10.0")).toBe("------");
  expect(underlineLike({ heading: "1.9.0", underline: "==" }, "1.10.0")).toBe("==");
  expect([levelOfUnderline("=="), levelOfUnderline("--")]).toEqual([1, 2]);
});
