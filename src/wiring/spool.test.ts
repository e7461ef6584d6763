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
      const found = [...spool.unpack(packed.toReversed())].map((bytes) => Buffer.from(bytes).toString("utf8"));
      spool.close();
      expect(found.join("")).toBe(texts.toReversed().join(""));
    }),
  );
});

test("texts of any size come in pieces of one size, which are all the same memory", () => {
  const spool = openSpool(1_000_000);
  const text = "ä".repeat(400_000);
  const packed = [spool.pack(text), spool.pack(text), spool.pack("end")];
  const pieces: Buffer[] = [];
  const memory = new Set<ArrayBufferLike>();
  for (const bytes of spool.unpack(packed)) {
    pieces.push(Buffer.from(bytes));
    memory.add(bytes.buffer);
  }
  spool.close();
  expect(Buffer.concat(pieces).toString("utf8")).toBe(`${text}${text}end`);
  expect(new Set(pieces.slice(0, -1).map(({ length }) => length)).size).toBe(1);
  expect(pieces.length).toBeGreaterThan(3);
  expect(memory.size).toBe(1);
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
