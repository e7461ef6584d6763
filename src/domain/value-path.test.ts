import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatValuePath, type PathPart, parseValuePath } from "./value-path.ts";

describe("a path to a value", () => {
  test.each<readonly [text: string, path: readonly PathPart[]]>([
    ["version", ["version"]],
    ["image.tag", ["image", "tag"]],
    ["a[0].b", ["a", 0, "b"]],
    ['packages[""].version', ["packages", "", "version"]],
    ['["a.b"].c', ["a.b", "c"]],
    ['images[name="quay.io/acme/app"].newTag', ["images", { key: "name", is: "quay.io/acme/app" }, "newTag"]],
    ['package[name="a\\"b"].version', ["package", { key: "name", is: 'a"b' }, "version"]],
  ])("%s", (text, path) => {
    expect(parseValuePath(text)).toEqual(path);
    expect(formatValuePath(path)).toBe(text);
  });

  test.each(["", ".", ".a", "a.", "a..b", "a[", "a[x]", "a[-1]", "a[name=app]", 'a[="x"]', 'a["x]', 'a[name="x"', 'a["\\u12"]'])(
    "%j is none",
    (text) => expect(parseValuePath(text)).toBeUndefined(),
  );

  test("whatever its keys are, it is read as it was written", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.nat(999_999_999),
      fc.record({ key: fc.stringMatching(/^[^.[\]"=]{1,4}$/u), is: fc.string({ unit: "binary", maxLength: 6 }) }),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (path) => {
        expect(parseValuePath(formatValuePath(path))).toEqual(path);
      }),
      { numRuns: 500 },
    );
  });
});
