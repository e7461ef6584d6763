import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openSpool } from "./spool.ts";

const left = (): number => readdirSync(tmpdir()).filter((name) => name.startsWith("signalbox-spool-")).length;

test("texts come back as they were put aside, in any order, from memory and from the file behind it", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 40 })), fc.nat({ max: 200 }), (texts, most) => {
      const spool = openSpool(most);
      const packed = texts.map(spool.pack);
      let found = "";
      spool.unpack(packed.toReversed(), (bytes) => {
        found += Buffer.from(bytes).toString("utf8");
      });
      spool.close();
      expect(found).toBe(texts.toReversed().join(""));
    }),
  );
});

test("a text larger than what is read at once comes in pieces", () => {
  const spool = openSpool(0);
  const text = "ä".repeat(400_000);
  const pieces: Buffer[] = [];
  spool.unpack([spool.pack(text)], (bytes) => void pieces.push(Buffer.from(bytes)));
  spool.close();
  expect(pieces.length).toBeGreaterThan(1);
  expect(Buffer.concat(pieces).toString("utf8")).toBe(text);
});

test("nothing is left behind, and what was cleared is forgotten", () => {
  const before = left();
  const spool = openSpool(4);
  spool.pack("longer than four");
  expect(left()).toBe(before + 1);
  spool.clear();
  expect(left()).toBe(before);
  expect(spool.pack("a")).toEqual({ at: 0, bytes: 1 });
  spool.close();
  expect(left()).toBe(before);
});
