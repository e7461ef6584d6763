import { type ChildProcess, spawn } from "node:child_process";
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

/** How a process ended, and whether it came to the moment that was waited for. `errors` is its standard error. */
export interface Fate {
  readonly reached: boolean;
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
  /** Runs the program to its end, and does something to it when it first passes such a moment. */
  readonly runStruck: (doomed: Doomed, isDue: (passing: Passing) => boolean, strike: Strike) => Promise<Fate>;
}

/** What is done to a process before it is answered; who is dead afterwards is not. */
export type Strike = (process: Pick<ChildProcess, "kill">, ended: Promise<void>) => Promise<"alive" | "dead">;

export const keepBoundaries = (): BoundaryKeeper => {
  let waiting: Waiting | undefined;
  const pass = async (passing: Passing): Promise<void> => {
    if (waiting?.isDue(passing) !== true) return;
    if ((await waiting.strike()) === "alive") return;
    // What had not been applied when it died is not applied either; what had been has nobody to be told.
    if (passing.is === "boundary" || passing.when === "arrived") throw new Error("Who asked is dead.");
  };
  const run = ({ node, program, argv, environment, cwd }: Doomed, isDue: Waiting["isDue"], strike: Strike): Promise<Fate> =>
    new Promise((resolve, reject) => {
      const child = spawn(node, [program, ...argv], { cwd, env: environment, stdio: ["ignore", "ignore", "pipe"] });
      const ended = new Promise<void>((over) => child.once("exit", () => over()));
      let reached = false;
      let errors = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors = `${errors}${text}`.slice(-mostErrors);
      });
      waiting = {
        isDue: (passing) => !reached && isDue(passing),
        strike: () => {
          reached = true;
          const struck = strike(child, ended);
          struck.catch(reject);
          return struck;
        },
      };
      // Programs that a killed one started may hold its standard error open for longer than it lives; what ends by itself has said why.
      child.once("exit", (_, signal) => {
        waiting = undefined;
        if (signal !== null) child.stderr.destroy();
      });
      child.once("close", (code) => resolve({ reached, code, errors }));
    });
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
    runUntil: (doomed, dies) =>
      run(doomed, dies, async (process, ended) => {
        process.kill("SIGKILL");
        await ended;
        return "dead";
      }),
    runStruck: run,
  };
};

/** Until when a process lives undisturbed, and what comes then. */
interface Waiting {
  readonly isDue: (passing: Passing) => boolean;
  readonly strike: () => Promise<"alive" | "dead">;
}

const mostErrors = 16_000;
