import type { TaggedCommit, TakeCommit } from "../../domain/ports/local-clone.ts";
import type { Processes } from "../../host/processes.ts";
import { readEverything, taggedCommits } from "./everything.ts";
import { gitOf } from "./git.ts";
import { inspectLocal, type LocalRepository } from "./local.ts";
import { type ObjectReader, objectReader } from "./object-reader.ts";

/** What git was asked about somebody's clone before anybody knew for sure what it is needed for. */
export interface BegunClone {
  readonly local: Promise<LocalRepository>;
  /** Started, and waiting for its first question. */
  readonly objects?: ObjectReader;
  readonly history?: BegunHistory;
}

/** The commits up to HEAD and every tag, by date, to be taken once, and the tags. */
export interface BegunHistory {
  readonly everything: (take: TakeCommit) => Promise<void>;
  readonly tags: Promise<readonly TaggedCommit[]>;
}

/**
 * Starts what a list of changes asks first of all, or a whole history. All at once: to start another
 * process costs Node the less the less it has done since the last one.
 */
export const beginClone = (processes: Processes, path: string, what: "changes" | "history"): BegunClone => {
  const git = gitOf(processes);
  // The shortest first: Node waits until a process has begun, which takes its time beside others that run. No commit finds its place before all tags are known.
  const local = inspectLocal(processes, path);
  const tags = what === "history" ? taggedCommits(git, path) : undefined;
  const history = tags === undefined ? undefined : { tags, everything: readEverything(git, path, "date", undefined) };
  const objects = what === "changes" ? objectReader(git, "-C", path) : undefined;
  objects?.warm();
  // Whoever wants the answer is told what is wrong with it.
  for (const one of [local, tags]) one?.catch(() => undefined);
  return { local, ...(objects !== undefined && { objects }), ...(history !== undefined && { history }) };
};
