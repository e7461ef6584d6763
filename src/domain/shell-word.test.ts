import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellWord, variable, withoutVariables, withVariablesNamed } from "./shell-word.ts";

/** What a shell makes of words, each ended by NUL. */
const inShell = (words: readonly string[], environment: Readonly<Record<string, string>> = {}): readonly string[] =>
  execFileSync("sh", ["-c", `printf '%s\\0' ${words.join(" ")}`], { encoding: "utf8", env: environment })
    .split("\0")
    .slice(0, -1);

const hostile = [
  "",
  "it's",
  '$(rm -rf /) `id` $HOME \\ " ; & | > < * ? [a] {a,b} ~ ! #',
  "-n",
  "line\nline\ttab",
  "end with a line\n",
  "\u001b[2J\u0007\r\u0000\u009b31m",
  "\u202egnp.exe\u2066",
  "'\u001b'",
  "\uFFFD\u{1F682}",
];

test("a shell takes a word as it is, whatever is in it", () => {
  expect(inShell(hostile.map(shellWord))).toEqual(hostile.map((each) => each.replaceAll("\u0000", "")));
});

test("any text at all comes out of the shell as it went in", () => {
  const texts = fc.sample(fc.string({ unit: "grapheme", maxLength: 60 }), 300).map((each) => withoutVariables(each).toWellFormed());
  expect(inShell(texts.map(shellWord))).toEqual(texts.map((each) => each.replaceAll("\u0000", "")));
});

test("nothing that a terminal obeys stands in a word", () => {
  for (const each of hostile) expect(shellWord(each)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
});

test("a variable stands in the middle of a word, and outside text is never one", () => {
  expect(shellWord(`refs/heads/x:${variable("commit")}`)).toBe(`'refs/heads/x:'"$commit"`);
  expect(inShell([shellWord(`a b:${variable("commit")}'`)], { commit: "c d" })).toEqual(["a b:c d'"]);
  expect(shellWord(withoutVariables(variable("commit")))).not.toContain("$commit");
  expect(withVariablesNamed(`at ${variable("commit")}`)).toBe("at $commit");
});
