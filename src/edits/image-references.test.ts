import fc from "fast-check";
import { expect, test } from "vitest";
import { valuesFile } from "../twins/git/side-files.ts";
import { imageReferences } from "./image-references.ts";

const named = (text: string, ...edited: readonly string[]) =>
  imageReferences(text, edited).map(({ image, reference, at }) => [at, image, reference]);

const digest = `sha256:${"a".repeat(64)}`;

test("the example's values name the image by its repository and its default", () => {
  expect(named(valuesFile, "image.default")).toEqual([["image.default", "posthog/posthog", "release-1.29.0"]]);
});

test.each<[what: string, text: string, edited: readonly string[], found: readonly (readonly [string, string | undefined, string])[]]>([
  ["a tag beside a repository", "image: { repository: acme/shop, tag: v1 }", [], [["image.tag", "acme/shop", "v1"]]],
  ["Docker Hub by its address", "image: { repository: docker.io/acme/shop, tag: v1 }", [], [["image.tag", "acme/shop", "v1"]]],
  [
    "another registry with a port",
    "a: { image: 'registry.example:5000/acme/shop', tag: 1.30 }",
    [],
    [["a.tag", "registry.example:5000/acme/shop", "1.30"]],
  ],
  ["a digest", `image: { repository: acme/shop, default: "@${digest}" }`, [], [["image.default", "acme/shop", digest]]],
  ["one text", "containers: [{ image: 'acme/shop:v1' }]", [], [["containers[0].image", "acme/shop", "v1"]]],
  ["one text with a digest", `image: acme/shop@${digest}`, [], [["image", "acme/shop", digest]]],
  ["an edited tag without a name", "image:\n  default: ':v1'\n", ["image.default"], [["image.default", undefined, "v1"]]],
  ["an edited key called tag", "tag: v1\n", ["tag"], [["tag", undefined, "v1"]]],
  ["the version of the app", "appVersion: 1.30.0\nversion: 3.1.0\nname: shop\n", ["appVersion", "version"], []],
  ["a tag that is not set", "image: { repository: acme/shop, tag: , sha: '' }", [], []],
  ["a tag that nobody edits and nothing names", "tag: v1\n", [], []],
  ["an address that is none", "home: https://example.com/a:b\nurl: acme shop:v1\n", [], []],
])("%s", (_, text, edited, found) => {
  expect(named(text, ...edited)).toEqual(found);
});

test.each([
  ["", "x: ["],
  ["deep", `x: ${"{a: ".repeat(20_000)}`],
  ["long", `image: ${"a/".repeat(100_000)}:v1`],
])("a file that cannot be read names nothing: %s", (_, text) => {
  expect(named(text, "image.tag", "not a path [")).toEqual([]);
});

test("whatever tag stands beside a repository is the one that is named", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/), fc.constantFrom("tag", "default", "imageTag"), (tag, key) => {
      expect(named(JSON.stringify({ x: [{ repository: "acme/shop", [key]: tag }] }))).toEqual([[`x[0].${key}`, "acme/shop", tag]]);
    }),
  );
});
