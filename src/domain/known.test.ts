import fc from "fast-check";
import { expect, test } from "vitest";
import { factOf, factsIn, illustrate, isFactOf, isJoined, type Json, joined, resolve, textAt } from "./known.ts";

const name = fc.constantFrom("a/do", "b/do", "c/do");
const fact = fc.record({ after: name, fact: fc.constantFrom("commit", "digest") });
const part = fc.oneof(fc.string(), fact);
const input: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.string(), fc.integer(), fc.constant(null), fact, fc.record({ join: fc.array(part) })),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value")),
  ),
})).value;

test("an input is known exactly when every fact in it is", () => {
  fc.assert(
    fc.property(input, fc.constantFrom("a/do", "b/do", "nobody"), (value, missing) => {
      const wanted = factsIn(value);
      const resolved = resolve(value, ({ after, fact }) => (after === missing ? undefined : `${after} ${fact}`));
      const first = wanted.find(({ after }) => after === missing);
      expect(resolved.is === "unknown" ? resolved.waitsFor : undefined).toEqual(first);
      if (resolved.is === "known") expect(factsIn(resolved.value)).toEqual([]);
    }),
  );
});

test("what names no fact is left as it is", () => {
  fc.assert(
    fc.property(input, (value) => {
      fc.pre(factsIn(value).length === 0 && !JSON.stringify(value).includes('"join"'));
      expect(resolve(value, () => undefined)).toEqual({ is: "known", value });
    }),
  );
});

test("parts are joined to one string, and what is not known is named for people", () => {
  const value = { ref: joined("refs/heads/", factOf("cut/do", "branch")), at: factOf("cut/do", "commit") };
  expect(resolve(value as unknown as Json, ({ fact }) => `<${fact}>`)).toEqual({
    is: "known",
    value: { ref: "refs/heads/<branch>", at: "<commit>" },
  });
  expect(illustrate(value as unknown as Json, () => undefined)).toEqual({
    ref: "refs/heads/«known after cut/do»",
    at: "«known after cut/do»",
  });
});

test.each([
  [{ after: 1, fact: "x" }],
  [{ after: "x", fact: null }],
  [{ after: "x", fact: "y", more: "z" }],
  [{ join: "not parts" }],
  [{ join: [1] }],
  [{ join: [], more: 1 }],
])("%j only looks like a fact", (value) => {
  expect([isFactOf(value), isJoined(value)]).toEqual([false, false]);
  expect(factsIn(value)).toEqual([]);
  expect(resolve(value as Json, () => "known")).toEqual({ is: "known", value });
});

test("a text is only told where there is one", () => {
  expect([textAt({ a: "b" }, "a"), textAt({ a: 1 }, "a"), textAt(["a"], "0"), textAt(undefined, "a")]).toEqual([
    "b",
    undefined,
    undefined,
    undefined,
  ]);
});
