import { resolve } from "node:path";
import { type BegunClone, beginClone } from "../connectors/git/begin-clone.ts";
import { openProcesses, type Processes } from "../host/processes.ts";

/** A clone that is being looked at before anybody has asked. */
export interface Ahead {
  readonly path: string;
  readonly clone: BegunClone;
  readonly processes: Processes;
}

/**
 * Asks git about the clone that `changes` will probably read, while the command line is still being loaded and understood: on another core, the
 * answer is there when it is wanted. Only a guess from the words as they are typed; whoever parses them decides, and closes the processes in the end.
 */
export const lookAhead = (argv: readonly string[], cwd: string, environment: Readonly<Record<string, string | undefined>>): Ahead => {
  const path = resolve(cwd, pathIn(argv));
  const processes = openProcesses(environment);
  return { path, clone: beginClone(processes, path, argv.includes("--all") ? "history" : "changes"), processes };
};

const pathIn = (argv: readonly string[]): string => {
  const at = argv.findIndex((word) => word === "--repository" || word.startsWith("--repository="));
  const word = at < 0 ? undefined : argv[at] === "--repository" ? argv[at + 1] : argv[at]?.slice("--repository=".length);
  return word?.replace(/=[^=]+?\.\.[^=]*$/, "") ?? ".";
};
