import { describe, expect, test } from "vitest";
import { feedEntry } from "./feed-entry.ts";
import { readFeed } from "./read-feed.ts";
import { readValue } from "./read-value.ts";

describe("reading one value", () => {
  test.each([
    ["a.yaml", "image:\n  tag: 1.30 # kept\n", "image.tag", "1.30"],
    ["a.yaml", "image:\n  tag:\n", "image.tag", undefined],
    ["a.yaml", "image: [", "image", undefined],
    ["a.json", `{"a":[{"b":"1.0.0"}]}`, "a[0].b", "1.0.0"],
    ["a.json", `{"a":null}`, "a", undefined],
    ["a.json", `{"a":{}}`, "a", undefined],
    ["a.toml", `[tool.poetry]\nversion = "1.2.0"\n`, "tool.poetry.version", "1.2.0"],
    ["a.toml", `[tool.poetry]\n`, "tool.poetry.version", undefined],
    ["a.txt", "1.2.0", "version", undefined],
    ["a.yaml", "version: 1\n", "..", undefined],
    ["a.yaml", undefined, "version", undefined],
  ])("of %s: %j at %s", (file, text, at, value) => expect(readValue(text, file, at)).toBe(value));
});

describe("reading a feed", () => {
  test("tells versions and dates as they stand there", () => {
    expect(readFeed(`[{"version":"1.30.0","release_date":"2021-11-26"},{"version":"1.29.0"}]`)).toEqual([
      { version: "1.30.0", date: "2021-11-26" },
      { version: "1.29.0", date: undefined },
    ]);
  });

  test.each(["<html>", "{}", `{"a":[{"version":"1.0.0"}],"b":[{"version":"1.0.0"}]}`])("tells nothing of %s", (text) =>
    expect(readFeed(text)).toEqual([]),
  );
});

test("a version's entry of a feed is read as its bytes stand there", () => {
  const feed = '[\n  { "version": "1.30.0",  "release_date": "2021-11-30" },\n  { "version": "1.29.0", "release_date": "2021-09-27" }\n]\n';
  expect(feedEntry(feed, "1.30.0")).toBe('{ "version": "1.30.0",  "release_date": "2021-11-30" }');
  expect([feedEntry(feed, "1.31.0"), feedEntry("{", "1.30.0")]).toEqual([undefined, undefined]);
});
