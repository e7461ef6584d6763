import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "./canonical.ts";
import { logDigest } from "./log-txt.ts";

const digestOf = (...pieces: readonly string[]) => {
  const digest = logDigest();
  for (const piece of pieces) digest.take(Buffer.from(piece));
  return digest.end();
};

test("the list of commits has the same hash and lines, wherever its pieces end", () => {
  expect(digestOf()).toEqual({ sha256: sha256(""), lines: 0 });
  expect(digestOf("fix: door ana@example.com")).toMatchObject({ lines: 1 });
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "\n") })), (pieces) => {
      const whole = pieces.join("");
      expect(digestOf(...pieces)).toEqual({ sha256: sha256(whole), lines: whole === "" ? 0 : whole.split("\n").length });
    }),
  );
});
