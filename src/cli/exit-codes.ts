import type { Fault } from "../domain/errors.ts";

/** Every way a command can end. Stable: scripts depend on the numbers. */
export const exits = {
  done: { code: 0, means: "done: nothing more is asked of anybody" },
  failed: {
    code: 1,
    means:
      "a rehearsal did not end as it should, and its report says where; `backtest --strict` found a difference; or `doctor` found what would stop a release",
  },
  usage: { code: 2, means: "the command line was not understood" },
  waiting: { code: 3, means: "waiting for the world or the clock; run `signalbox tick` again at the moment named" },
  person: { code: 4, means: "a person is needed; the commands to type are in the output" },
  held: { code: 5, means: "the release is held, or was aborted" },
  unknown: { code: 6, means: "it is not known whether something happened; a person must look" },
  refused: { code: 7, means: "refused, because of the release's state or a gate" },
  input: { code: 8, means: "the configuration or another input is wrong" },
  world: { code: 9, means: "a system outside refuses: a credential, a permission, an answer" },
  machine: { code: 69, means: "this machine cannot do it: git, the state folder, a port" },
  bug: { code: 70, means: "a mistake in Signalbox" },
  interrupted: { code: 130, means: "interrupted by a signal; nothing is lost" },
} as const;

export type Exit = keyof typeof exits;

const ofFault: Readonly<Record<Fault, Exit>> = {
  usage: "usage",
  input: "input",
  world: "world",
  machine: "machine",
  state: "refused",
  bug: "bug",
};

/** How a command ends that failed with this error of the catalogue. */
export const exitOfError = (code: string, fault: Fault): Exit => {
  if (code === "INTERRUPTED" || code === "REHEARSAL_STOPPED") return "interrupted";
  if (code === "UNKNOWN_OUTCOME") return "unknown";
  return ofFault[fault];
};

/** Of several releases' ends the one that most needs to be seen. */
export const worstExit = (all: readonly Exit[]): Exit =>
  (["bug", "machine", "input", "world", "refused", "unknown", "person", "held", "interrupted", "waiting"] as const).find((each) =>
    all.includes(each),
  ) ?? "done";
