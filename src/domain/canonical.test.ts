import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, hashOf, sha256 } from "./canonical.ts";
import type { Json } from "./known.ts";

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

/** The same value, every object's fields in another order. */
const shuffled = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, shuffled(each)]),
  );
};

test("equal values have one form, whatever the order of their fields, before and after they were stored", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonical(shuffled(value))).toBe(canonical(value));
      expect(canonical(JSON.parse(JSON.stringify(value)))).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("different values have different forms", () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      const same = JSON.stringify(shuffled(shuffled(a))) === JSON.stringify(shuffled(shuffled(b)));
      fc.pre(!same && canonical(JSON.parse(JSON.stringify(a))) !== canonical(JSON.parse(JSON.stringify(b))));
      expect(hashOf(a)).not.toBe(hashOf(b));
    }),
  );
  for (const [a, b] of [
    [{ a: "1" }, { a: 1 }],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [["ab"], ["a", "b"]],
    [{ a: null }, {}],
    [[], {}],
    ["é", "e\u0301"],
  ] as const)
    expect(canonical(a)).not.toBe(canonical(b));
});

test("the form is that of RFC 8785: keys by UTF-16 units, no white space, numbers as ECMAScript writes them", () => {
  const value = { "€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, ö: 7 };
  expect(canonical(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  expect(canonical([1e21, 1e-7, -0, 4.5, 0.1])).toBe("[1e+21,1e-7,0,4.5,0.1]");
});

test("what JSON cannot say is said as JSON would say it", () => {
  expect(canonical({ a: undefined, b: [undefined, Number.NaN] } as unknown as Json)).toBe('{"b":[null,null]}');
});

test("sha256 is that of the bytes", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
