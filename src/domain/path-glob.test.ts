import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesMeant, globFolder, matchesGlob } from "./path-glob.ts";

describe("a path that stands for several files", () => {
  test.each<readonly [glob: string, path: string, matches: boolean]>([
    ["manifests/**/kustomization.yaml", "manifests/kustomization.yaml", true],
    ["manifests/**/kustomization.yaml", "manifests/ha/base/kustomization.yaml", true],
    ["manifests/**/kustomization.yaml", "manifests/ha/kustomization.yaml.orig", false],
    ["manifests/**/kustomization.yaml", "charts/ha/kustomization.yaml", false],
    ["**/package.json", "package.json", true],
    ["**/package.json", "web/ui/package.json", true],
    ["packages/*/package.json", "packages/app/package.json", true],
    ["packages/*/package.json", "packages/app/web/package.json", false],
    ["manifests/*install*.yaml", "manifests/ha-install-with.yaml", true],
    ["manifests/*install*.yaml", "manifests/ha/install.yaml", false],
    ["a*b*c", "abc", true],
    ["a*bc*c", "abc", false],
    ["a/**", "a/b/c", true],
    ["a/**/b/**/c", "a/x/b/y/z/c", true],
    ["a/**/b/**/c", "a/x/c", false],
    ["**/*/*", "a", false],
    ["[a].json", "[a].json", true],
    ["VERSION", "VERSION", true],
    ["VERSION", "versions", false],
  ])("%s and %s", (glob, path, matches) => expect(matchesGlob(glob, path)).toBe(matches));

  test.each([
    ["manifests/**/kustomization.yaml", "manifests/"],
    ["*.yaml", ""],
    ["a/b*/c", "a/"],
  ])("%s lies in %j", (glob, folder) => expect(globFolder(glob)).toBe(folder));

  test("lists those that are there, and itself where there is none", () => {
    const files = ["b/x.yaml", "a/x.yaml", "a/y.yaml"];
    expect(filesMeant("*/x.yaml", files)).toEqual(["a/x.yaml", "b/x.yaml"]);
    expect(filesMeant("c/*.yaml", files)).toEqual(["c/*.yaml"]);
    expect(filesMeant("c.yaml", files)).toEqual(["c.yaml"]);
  });

  test("means what a regular expression would mean", () => {
    const part = fc.array(fc.constantFrom("a", "b", "*"), { minLength: 1, maxLength: 4 }).map((each) => each.join(""));
    const glob = fc.array(part, { minLength: 1, maxLength: 4 }).map((each) => each.join("/"));
    const path = fc.array(fc.stringMatching(/^[ab]{1,4}$/), { minLength: 1, maxLength: 4 }).map((each) => each.join("/"));
    const meaning = (text: string): RegExp =>
      new RegExp(
        `^${text
          .split("/")
          .map((each, at, all) => {
            if (each === "**") return at === all.length - 1 ? ".*" : "(?:[^/]+/)*";
            return each.replaceAll(/\*+/g, "[^/]*") + (at === all.length - 1 ? "" : "/");
          })
          .join("")}$`,
      );
    fc.assert(
      fc.property(glob, path, (text, file) => {
        expect(matchesGlob(text, file)).toBe(meaning(text).test(file));
      }),
      { numRuns: 3000 },
    );
  });

  test("is decided in a moment, however many stars there are", () => {
    const before = performance.now();
    expect(matchesGlob(`${"**/".repeat(100)}${"*a".repeat(1000)}b`, `${"a/".repeat(2000)}${"a".repeat(100_000)}`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
