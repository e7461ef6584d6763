import { expect, test } from "vitest";
import { openMemory } from "./memory.ts";

test("finds out once what is asked again, keeps only what is worth it, and forgets what was asked for longest ago", async () => {
  const memory = openMemory<number>(2);
  const found: string[] = [];
  const ask = (question: string): Promise<number> =>
    memory.ask(
      question,
      async () => {
        found.push(question);
        return question.length;
      },
      (answer) => answer > 0,
    );
  for (const question of ["a", "a", "", "", "bb", "a", "ccc", "bb"]) expect(await ask(question)).toBe(question.length);
  expect(found).toEqual(["a", "", "", "bb", "ccc", "bb"]);
});
