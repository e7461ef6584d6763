import fc from "fast-check";
import { expect, test } from "vitest";
import type { Edit } from "../domain/edit.ts";
import { applyEdit } from "./apply-edit.ts";
import { readFeed } from "./read-feed.ts";

const put: Edit = { is: "feed", file: "versions.json", version: "1.30.0", date: "2021-11-29" };
const take: Edit = { is: "feed-withdrawal", file: "versions.json", version: "1.30.0" };

const gap = fc.constantFrom("", " ", "\n", "\n  ", "\r\n\t");

/** A feed as projects keep theirs: at the top or inside an object, newest or oldest first, on one line or on many. */
const feed = fc
  .record({
    minors: fc.uniqueArray(
      fc.integer({ min: 0, max: 60 }).filter((minor) => minor !== 30),
      { minLength: 2, maxLength: 12 },
    ),
    oldestFirst: fc.boolean(),
    nested: fc.boolean(),
    mark: fc.constantFrom("", "\ufeff"),
    prefix: fc.constantFrom("", "v"),
    key: fc.constantFrom("version", "tag"),
    inner: gap,
    between: gap,
    beforeComma: gap,
  })
  .map(({ minors, oldestFirst, nested, mark, prefix, key, inner, between, beforeComma }) => {
    const sorted = minors.toSorted((a, b) => (oldestFirst ? a - b : b - a));
    const entries = sorted.map((minor) => `{${inner}"${key}":"${prefix}1.${minor}.0",${inner}"date": "2021-01-02"${inner}}`);
    const list = `[${between}${entries.join(`${beforeComma},${between}`)}${inner}]`;
    return `${mark}${nested ? `{ "about": "[}", "releases": ${list} }\n` : `${list}\n`}`;
  });

test("what was put into a feed and taken out again leaves every byte as it was", () => {
  fc.assert(
    fc.property(feed, (before) => {
      const told = applyEdit(before, put);
      if (told.is === "refused") throw new Error(told.found);
      expect(told.text).not.toBe(before);
      expect(applyEdit(told.text, take)).toEqual({ is: "edited", text: before });
    }),
    { numRuns: 1000 },
  );
});

test("what others told since stays, and so does everything around it", () => {
  fc.assert(
    fc.property(feed, fc.constantFrom("1.31.1", "1.29.1", "0.9.0"), (before, version) => {
      const later: Edit = { ...put, version };
      const both = [put, later].reduce((text, edit) => textOf(text, edit), before);
      expect(readFeed(textOf(both, take))).toEqual(readFeed(textOf(before, later)));
    }),
  );
});

const textOf = (text: string, edit: Edit): string => {
  const edited = applyEdit(text, edit);
  if (edited.is === "refused") throw new Error(edited.found);
  return edited.text;
};
