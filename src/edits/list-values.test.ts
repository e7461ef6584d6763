import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "./apply-edit.ts";
import { listValues } from "./list-values.ts";
import { readValue } from "./read-value.ts";

const found = (file: string, text: string) =>
  listValues(text, file).map(({ at, value, isNamed, start, end }) => [at, value, text.slice(start, end), isNamed]);

describe("the values of a structured file", () => {
  test.each<
    readonly [file: string, text: string, values: readonly (readonly [at: string, value: string, spelt: string, isNamed: boolean])[]]
  >([
    ["a.yaml", "a:\n  b: 'x' # y\n", [["a.b", "x", "'x'", true]]],
    [
      "kustomization.yaml",
      "images:\n- name: acme/app\n  newTag: v1\n- name: acme/db\n  newTag: v1\n",
      [
        ['images[name="acme/app"].name', "acme/app", "acme/app", true],
        ['images[name="acme/app"].newTag', "v1", "v1", true],
        ['images[name="acme/db"].name', "acme/db", "acme/db", true],
        ['images[name="acme/db"].newTag', "v1", "v1", true],
      ],
    ],
    [
      "a.yaml",
      "l:\n- name: a\n  v: 1\n- name: a\n  v: 2\n",
      [
        ["l[0].name", "a", "a", false],
        ["l[0].v", "1", "1", false],
        ["l[1].name", "a", "a", false],
        ["l[1].v", "2", "2", false],
      ],
    ],
    [
      "package-lock.json",
      '{"packages":{"":{"version":"1"},"a/b.c":{"version":"2"}}}',
      [
        ['packages[""].version', "1", '"1"', true],
        ['packages["a/b.c"].version', "2", '"2"', true],
      ],
    ],
    [
      "Cargo.lock",
      '[[package]]\nname = "app"\nversion = "1"\n',
      [
        ['package[name="app"].name', "app", '"app"', true],
        ['package[name="app"].version', "1", '"1"', true],
      ],
    ],
    [
      ".env",
      "# x\nA=1\nexport TAG='v 1' # y\nB=2\nB=3\n",
      [
        ["A", "1", "1", true],
        ["TAG", "v 1", "'v 1'", true],
      ],
    ],
    ["gradle.properties", "app.version=1\n", [["app.version", "1", "1", true]]],
    ["a.yaml", "a: |\n  1\nb: *x\n", []],
    ["a.yaml", "a: 1\n---\na: 2\n", []],
    ["a.json", "[".repeat(50_000), []],
    ["README.md", "a: 1\n", []],
  ])("%s: %j", (file, text, values) => expect(found(file, text)).toEqual(values));

  test("are where they are read, and where an edit puts another", () => {
    const text = fc.array(
      fc.constantFrom("a: ", "- ", "name: x", "\n", "  ", "b", '"', "[", "]", "{", "}", ",", ":", "=", "1.2", "#", "'", "\ufeff"),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.constantFrom("a.yaml", "a.json", "a.toml", ".env", "a.properties"), text, (file, parts) => {
        const before = parts.join("");
        for (const { at, value, start, end } of listValues(before, file)) {
          if (value === "") continue;
          expect(readValue(before, file, at)).toBe(value);
          const edited = applyEdit(before, { is: "set", file, at, to: "9.8.7" });
          if (edited.is === "edited")
            expect([edited.text.slice(0, start), edited.text.slice(edited.text.length - before.length + end)]).toEqual([
              before.slice(0, start),
              before.slice(end),
            ]);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
