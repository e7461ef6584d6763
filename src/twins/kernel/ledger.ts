import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One application of an effect at a twin, even if a later one overwrote it. */
export interface Application {
  readonly twin: string;
  readonly effect: string;
  readonly subject: string;
  /** Virtual instant. */
  readonly at: string;
}

/** Counts what was really applied. */
export interface Ledger {
  readonly record: (application: Application) => void;
  readonly all: () => readonly Application[];
  readonly count: (effect: string, subject: string) => number;
}

/** Keeps the ledger in `<folder>/ledger.jsonl`, so that it outlives the world's process. */
export const openLedger = (folder: string): Ledger => {
  const file = join(folder, "ledger.jsonl");
  const held: Application[] = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Application)
    : [];
  return {
    record: (application) => {
      appendFileSync(file, `${JSON.stringify(application)}\n`);
      held.push(application);
    },
    all: () => held,
    count: (effect, subject) => held.filter((each) => each.effect === effect && each.subject === subject).length,
  };
};
