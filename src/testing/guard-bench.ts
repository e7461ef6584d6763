import { type AnyGuard, type Guard, waitOf } from "../checklist/guards/guard.ts";
import type { Json } from "../domain/known.ts";
import type { Objects } from "../domain/ports/git.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Need } from "../domain/step.ts";
import { looking, only } from "./step-bench.ts";

/** The candidate of tests. */
export const candidate = "ca4d".padEnd(40, "0");

/** What a guard comes to as the step that stands in a plan: what it asks, or the evidence by which it holds. */
export const guarding = async <Names extends keyof Ports, Input extends Json, Seen>(
  guard: Guard<Names, Input, Seen>,
  need: Need<Names>,
  input: Input,
): Promise<{ readonly asks: string; readonly answers: readonly string[] } | { readonly holds: string }> => {
  const step = waitOf(guard as unknown as AnyGuard);
  const found = await step.observe(need as unknown as Ports, input, looking());
  if (found.is === "conflicting") return { asks: `${found.code}: ${found.found}`, answers: found.answers ?? [] };
  if (found.is !== "present") throw new Error(`A guard says what it saw, not ${found.is}.`);
  const verified = step.verify(input, found.state);
  if (verified.is !== "holds") throw new Error(`A guard that asks nothing holds: ${JSON.stringify(verified)}`);
  return { holds: verified.evidence };
};

/** Objects of which only these files can be read, by `commit path`. */
export const filesAt = (files: Readonly<Record<string, string>>): Objects =>
  only<Objects>({
    file: async (_, commit, path) => files[`${commit} ${path}`],
    files: async (_, commit, prefix) =>
      Object.keys(files)
        .filter((each) => each.startsWith(`${commit} ${prefix}`))
        .map((each) => each.slice(commit.length + 1)),
  });
