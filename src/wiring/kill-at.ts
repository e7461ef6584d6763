import { spawn } from "node:child_process";
import { textAt } from "../domain/known.ts";
import type { Moment } from "../twins/kernel/faults.ts";
import type { Twin } from "../twins/kernel/twin.ts";
import { boundaryAddress } from "./boundaries.ts";

/** A process of the built program. */
export interface Doomed {
  readonly node: string;
  readonly program: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** A moment of a process of which the world knows: it asks to cross a boundary, or one of its requests is at a twin. */
export type Passing =
  | { readonly is: "boundary"; readonly step: string; readonly boundary: string }
  | ({ readonly is: "request" } & Pick<Moment, "twin" | "operation" | "path" | "changes" | "when">);

/** How a process ended; `killed` when it came to the moment at which it was to die. `errors` is its standard error. */
export interface Fate {
  readonly killed: boolean;
  readonly code: number | null;
  readonly errors: string;
}

/** Answers for boundaries: lets everything cross, except where a process is doomed. */
export interface BoundaryKeeper {
  readonly twin: Twin;
  /** To be told of each moment of each request at the other twins. */
  readonly watch: (moment: Moment) => Promise<void>;
  /** Runs the program until it passes a moment at which `dies` says so, and ends it there with SIGKILL, unanswered. */
  readonly runUntil: (doomed: Doomed, dies: (passing: Passing) => boolean) => Promise<Fate>;
}

export const keepBoundaries = (): BoundaryKeeper => {
  let waiting: { readonly dies: (passing: Passing) => boolean; readonly kill: () => Promise<void> } | undefined;
  const pass = async (passing: Passing): Promise<void> => {
    if (waiting?.dies(passing) !== true) return;
    await waiting.kill();
    // What had not been applied when it died is not applied either; what had been has nobody to be told.
    if (passing.is === "boundary" || passing.when === "arrived") throw new Error("Who asked is dead.");
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
          problems: ({ json }) => (textAt(json, "step") === undefined ? ["step is missing"] : []),
          replyProblems: () => [],
          handle: async ({ json }) => {
            await pass({ is: "boundary", step: textAt(json, "step") ?? "", boundary: textAt(json, "boundary") ?? "" });
            return { status: 204 };
          },
        },
      ],
      refuse: (status, problems) => ({ status, body: problems.join("\n") }),
      holdings: () => ({}),
    },
    watch: ({ twin, operation, path, changes, when }) => pass({ is: "request", twin, operation, path, changes, when }),
    runUntil: ({ node, program, argv, environment, cwd }, dies) =>
      new Promise((resolve) => {
        const child = spawn(node, [program, ...argv], { cwd, env: environment, stdio: ["ignore", "ignore", "pipe"] });
        const ended = new Promise<void>((over) => child.once("exit", () => over()));
        let killed = false;
        let errors = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
          errors = `${errors}${text}`.slice(-mostErrors);
        });
        waiting = {
          dies: (passing) => !killed && dies(passing),
          kill: () => {
            killed = true;
            child.kill("SIGKILL");
            return ended;
          },
        };
        // Programs that it started may hold its standard error open for longer than it lives.
        child.once("exit", (code) => {
          waiting = undefined;
          child.stderr.destroy();
          resolve({ killed, code, errors });
        });
      }),
  };
};

const mostErrors = 16_000;
