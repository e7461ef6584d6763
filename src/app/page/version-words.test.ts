import { expect, test } from "vitest";
import { placeholdersOnly, versionWords } from "./version-words.ts";

test.each([
  ["release-[version]", "release-{version}", "version"],
  ["<version>-sync", "{version}-sync", "version"],
  ["$NEW_VERSION", "{version}", "version"],
  [`$${"{VERSION}"}`, "{version}", "version"],
  ["v$(cat VERSION)", "v{version}", "version"],
  ["vX.Y.Z", "v{version}", "version"],
  ["release-vX.Y.Z", "release-v{version}", "version"],
  ["<vX.Y.z>", "v{version}", "version"],
  ["release-<major>.<minor>.<patch>", "release-{version}", "version"],
  ["release-<major>.<minor>", "release-{major}.{minor}", "part"],
  ["release-x.y", "release-{major}.{minor}", "part"],
  ["Changelog version 1.29.0", "Changelog version {version}", "version"],
  ["release-2.1", "release-{major}.{minor}", "part"],
  ["[old-version]..HEAD", "{previous}..HEAD", "none"],
  ["10.0.0.1", "10.0.0.1", "none"],
  ["a {b} c", "a {{b}} c", "none"],
  ["extension.xyz", "extension.xyz", "none"],
])("%s reads as %s", (text, template, names) => {
  expect(versionWords(text)).toEqual({ template, names });
});

test("a text that tells of other versions keeps them, and only what stands for the release's own becomes a name", () => {
  expect(placeholdersOnly("From v3.7.8 to [version]: see {x}")).toBe("From v3.7.8 to {version}: see {{x}}");
});
