import { expect, test } from "vitest";
import { optionOf, shellCommands } from "./shell-words.ts";

const wordsOf = (code: string) => shellCommands(code).map(({ words }) => words);

test("prompts and comments are dropped, quoted words stay together, and chained commands are parted", () => {
  expect(wordsOf('# first\n$ git tag -a v1 -m "Version 1" && git push origin v1\n')).toEqual([
    ["git", "tag", "-a", "v1", "-m", "Version 1"],
    ["git", "push", "origin", "v1"],
  ]);
});

test("variables that the block sets are put in, and others stay as they are written", () => {
  const name = "$" + "{tag}";
  expect(wordsOf(`tag="v$(< VERSION)"\ngit tag -s "${name}" $other`)).toEqual([["git", "tag", "-s", "v$(< VERSION)", "$other"]]);
});

test("each command knows its line in the block", () => {
  expect(shellCommands("\ngit log a..b > log.txt\n")).toEqual([
    { words: ["git", "log", "a..b", ">", "log.txt"], line: "git log a..b > log.txt", at: 1 },
  ]);
});

test("an option's value is the next word, or what stands behind its sign of equality", () => {
  expect(optionOf(["git", "tag", "-m", "x"], "-m")).toBe("x");
  expect(optionOf(["git", "tag", "--message=x"], "-m", "--message")).toBe("x");
  expect(optionOf(["git", "tag"], "-m")).toBeUndefined();
});
