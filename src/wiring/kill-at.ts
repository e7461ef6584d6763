import { spawn } from "node:child_process";
import { fieldAt } from "../domain/known.ts";
import type { Boundary } from "../engine/driving.ts";
import type { Twin } from "../twins/kernel/twin.ts";
import { boundaryAddress } from "./boundaries.ts";

/** A process of the built program, and where it is to die. */
export interface Doomed {
  readonly node: string;
  readonly program: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Answers for boundaries: lets everything cross, except where a process is doomed. */
export interface BoundaryKeeper {
  readonly twin: Twin;
  /** Runs the program until it asks to cross this boundary, and ends it there with SIGKILL, unanswered. Says whether it came so far. */
  readonly runUntil: (doomed: Doomed, at: { readonly step: string; readonly boundary: Boundary }) => Promise<boolean>;
}

export const keepBoundaries = (): BoundaryKeeper => {
  let waiting: { readonly step: string; readonly boundary: Boundary; readonly kill: () => void } | undefined;
  const cross = async (step: unknown, boundary: unknown): Promise<void> => {
    if (waiting === undefined || waiting.step !== step || waiting.boundary !== boundary) return;
    waiting.kill();
    await new Promise(() => {});
  };
  return {
    twin: {
      name: "boundary",
      origins: [new URL(boundaryAddress).origin],
      operations: [
        {
          name: "cross",
          method: "POST",
          path: "/cross",
          changes: false,
          problems: ({ json }) => (fieldAt(json, "step") === undefined ? ["step is missing"] : []),
          replyProblems: () => [],
          handle: async ({ json }) => {
            await cross(fieldAt(json, "step"), fieldAt(json, "boundary"));
            return { status: 204 };
          },
        },
      ],
      refuse: (status, problems) => ({ status, body: problems.join("\n") }),
      holdings: () => ({}),
    },
    runUntil: ({ node, program, argv, environment, cwd }, at) =>
      new Promise((resolve) => {
        let killed = false;
        const child = spawn(node, [program, ...argv], { cwd, env: environment, stdio: "ignore" });
        waiting = {
          ...at,
          kill: () => {
            killed = true;
            child.kill("SIGKILL");
          },
        };
        child.once("close", () => {
          waiting = undefined;
          resolve(killed);
        });
      }),
  };
};
