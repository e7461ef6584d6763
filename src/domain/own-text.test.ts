import fc from "fast-check";
import { expect, test } from "vitest";
import { heldMemory } from "../testing/held-memory.ts";
import { ownText } from "./own-text.ts";

/** A thousand texts, each cut out of another 64 KiB and put together with a word. */
const texts = (keep: (text: string) => string): readonly string[] =>
  Array.from({ length: 1000 }, (_, at) => keep(`see ${Buffer.alloc(65_536, `commit ${at} `).toString("latin1").slice(500, 540)}`));

test("a text stays what it is, whatever it holds", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => ownText(text) === text));
});

test("it holds nothing but itself, where a cut text holds all it was cut out of", () => {
  expect(heldMemory(() => texts((text) => text))).toBeGreaterThan(50);
  expect(heldMemory(() => texts(ownText))).toBeLessThan(5);
});
