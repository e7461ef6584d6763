import { readFileSync } from "node:fs";
import { chain } from "../../src/domain/journal/chain.ts";
import type { Entry, Event } from "../../src/domain/journal/event.ts";

/** The text of a recorded journal: a line for each entry, without the name of the machine that it was recorded on, and so with hashes of its own. */
export const recordedFrom = (entries: readonly Entry[]): string =>
  chain(
    entries[0]?.release ?? "",
    undefined,
    entries.map(({ at, actor, event }) => ({ at, actor, event: withoutMachine(event) })),
  )
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join("");

const withoutMachine = (event: Event): Event => (event.is === "owner-claimed" ? { ...event, owner: "recorder:1" } : event);

export const readRecorded = (file: string): readonly Entry[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Entry);
