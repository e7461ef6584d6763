import { expect, test } from "vitest";
import { fillTemplate } from "./template.ts";
import { versionNames } from "./version-names.ts";

test.each([
  ["{version}", "3.5.0", "3.5.0"],
  ["v{version}", "3.5.0", "v3.5.0"],
  ["the-array-{version-dashed}", "1.30.0", "the-array-1-30-0"],
  ["({major}, {minor}, {patch})", "2.15.0", "(2, 15, 0)"],
  ["0.{major}{minor-padded}.{patch}", "3.5.0", "0.305.0"],
  ["0.{major}{minor-padded}.{patch}", "3.12.1", "0.312.1"],
  ["{major}.{minor}", "3.5.0", "3.5"],
  ["{next-patch}-dev", "10.5.0", "10.5.1-dev"],
  ["{next-minor}-SNAPSHOT", "1.9.3", "1.10.0-SNAPSHOT"],
])("%s of %s is %s", (template, version, text) => {
  expect(fillTemplate(template, versionNames(version))).toBe(text);
});

test("of a text that is no version only the text itself is known", () => {
  expect(versionNames("nightly")).toEqual({ version: "nightly", "version-dashed": "nightly" });
});
