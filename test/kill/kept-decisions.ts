import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "../../src/domain/journal/event.ts";
import type { Journal } from "../../src/domain/ports/journal.ts";
import { pause } from "../../src/host/clock.ts";
import { openSqliteJournal } from "../../src/store/sqlite-journal.ts";
import { openGitStore } from "../../src/testing/git-store.ts";
import { plainGit } from "../../src/testing/git-world.ts";
import { seeded } from "../../src/wiring/faults/seeded.ts";

/** Where decisions are kept. */
export type StoreName = (typeof storeNames)[number];

export const storeNames = ["sqlite", "git"] as const;

export interface Killing {
  /** An empty folder. */
  readonly place: string;
  readonly store: StoreName;
  /** So many are acknowledged at least. */
  readonly decisions: number;
  /** So many processes are killed at least. */
  readonly kills: number;
  /** The same moments of death for the same seed, as far as the machine has the same pace. */
  readonly seed: string;
  readonly onDeath?: (so: Pick<Killed, "decisions" | "kills">) => void;
}

/** What is there after so many processes were killed. */
export interface Killed {
  /** Acknowledged. */
  readonly decisions: number;
  readonly kills: number;
  /** Acknowledged, and not where it was said to be. */
  readonly lost: readonly string[];
  /** In the record, though nobody was told: what was under way at a death. */
  readonly untold: number;
}

/** The same with several state folders and stores of their own at once, each of which has its part. */
export const killDecidingApart = async (killing: Killing, parts: number): Promise<Killed> => {
  const sofar = new Map<number, Pick<Killed, "decisions" | "kills">>();
  const sum = (of: "decisions" | "kills"): number => [...sofar.values()].reduce((total, each) => total + each[of], 0);
  const killed = await Promise.all(
    Array.from({ length: parts }, (_, at) => {
      const place = join(killing.place, String(at));
      mkdirSync(place);
      const [decisions, kills] = [Math.ceil(killing.decisions / parts), Math.ceil(killing.kills / parts)];
      const onDeath: Killing["onDeath"] = (so) => {
        sofar.set(at, so);
        killing.onDeath?.({ decisions: sum("decisions"), kills: sum("kills") });
      };
      return killDeciding({ ...killing, place, decisions, kills, seed: `${killing.seed} ${at}`, onDeath });
    }),
  );
  return {
    decisions: killed.reduce((total, each) => total + each.decisions, 0),
    kills: killed.reduce((total, each) => total + each.kills, 0),
    lost: killed.flatMap(({ lost }) => lost),
    untold: killed.reduce((total, each) => total + each.untold, 0),
  };
};

/** Processes that decide one after another, each killed by SIGKILL at a moment drawn for it; then a reader who was never there looks for all that was acknowledged. */
export const killDeciding = async (killing: Killing): Promise<Killed> => {
  const { place, store, seed, onDeath = () => {} } = killing;
  const remote = join(place, "store.git");
  if (store === "git") plainGit(["init", "--quiet", "--bare", remote]);
  const random = seeded(seed);
  const acknowledged: string[] = [];
  const mean = Math.max(1, killing.decisions / killing.kills);
  let kills = 0;
  while (acknowledged.length < killing.decisions || kills < killing.kills) {
    // A release of some hundred decisions is long; a record of thousands would only measure how fast it is read.
    const argv = [
      join(place, "state"),
      `1.${Math.floor(acknowledged.length / 400)}.0`,
      String(kills),
      ...(store === "git" ? [remote] : []),
    ];
    const after = 1 + Math.floor(2 * mean * random());
    const left = Math.max(1, killing.decisions - acknowledged.length);
    acknowledged.push(...(await life(argv, { after: Math.min(after, left), later: oneDecision[store] * random() })));
    kills += 1;
    onDeath({ decisions: acknowledged.length, kills });
  }
  const kept = await record(killing, remote);
  return {
    decisions: acknowledged.length,
    kills,
    lost: acknowledged.filter((each) => !kept.has(each)),
    untold: kept.size - new Set(acknowledged).size,
  };
};

/** Milliseconds that a decision takes at most on an idle machine: a death some part of that after an acknowledgement falls anywhere within the next. */
const oneDecision: Readonly<Record<StoreName, number>> = { sqlite: 12, git: 250 };

/** The decisions of one process, which dies some milliseconds after so many of them. Rejects when it ended by itself. */
const life = (argv: readonly string[], { after, later }: { readonly after: number; readonly later: number }): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const program = join(import.meta.dirname, "deciding-life.ts");
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...argv], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    // Nobody decides on in folders that whoever ends early is about to remove.
    const end = (): void => void child.kill("SIGKILL");
    process.prependOnceListener("exit", end);
    let output = "";
    let dying = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (dying || output.split("\n").length <= after) return;
      dying = true;
      setTimeout(() => child.kill("SIGKILL"), later);
    });
    child.once("close", (code, signal) => {
      process.off("exit", end);
      // A line without its end was cut by the death and is no acknowledgement.
      if (signal === "SIGKILL") resolve(output.split("\n").slice(0, -1));
      else reject(new Error(`a process that should have been killed ended with ${code ?? signal}`));
    });
  });

/** Every decision of the record as it is told when acknowledged, with its place; the chain of each release is checked by reading it. */
const record = async ({ place, store }: Killing, remote: string): Promise<ReadonlySet<string>> => {
  const journal = store === "git" ? openGitStore(remote, join(place, "reader")) : openSqliteJournal(join(place, "state"), pause);
  try {
    return new Set(await decisionsIn(journal));
  } finally {
    journal.close();
  }
};

const decisionsIn = async (journal: Pick<Journal, "read" | "releases">): Promise<readonly string[]> => {
  const releases = await Promise.all((await journal.releases()).map(({ release }) => journal.read(release)));
  return releases.flat().flatMap(({ release, sequence, event }) => {
    const said = saidBy(event);
    return said === undefined ? [] : [`${release} ${sequence} ${said}`];
  });
};

const saidBy = (event: Event): string | undefined => {
  if (event.is === "held") return `held ${event.reason}`;
  return event.is === "resumed" ? "resumed" : undefined;
};
