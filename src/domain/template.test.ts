import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillTemplate } from "./template.ts";

describe("a template", () => {
  test.each([
    ["release-{version}", "release-1.30.0"],
    ["{version}-{image.digest} {version}", "1.30.0-sha256:1 1.30.0"],
    ["{{version}} is {version}", "{version} is 1.30.0"],
    ["no names", "no names"],
    ["{evil}", "{version} $& $1"],
    ["a } alone", "a } alone"],
  ])("%s becomes %s", (template, filled) => {
    expect(fillTemplate(template, { version: "1.30.0", "image.digest": "sha256:1", evil: "{version} $& $1" })).toBe(filled);
  });

  test.each([
    ["{verion} {x}", ["verion", "x"]],
    ["{Version}", ["{Version}"]],
    ["{}", ["{}"]],
    ["open {version", ["{version"]],
    ["{constructor}", ["constructor"]],
  ])("%s is refused and names what is unknown and what is known", (template, unknown) => {
    expect(fillTemplate(template, { version: "1", date: "2" })).toEqual({ is: "refused", unknown, known: ["date", "version"] });
  });

  test("holds any value as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        expect(fillTemplate("<{v}>", { v: value })).toBe(`<${value}>`);
      }),
    );
  });
});
