import { type Instant, instantOfMillis } from "../../domain/instant.ts";
import type { Processes } from "../../host/processes.ts";
import { gitOf } from "./git.ts";
import { inspectLocal } from "./local.ts";

/** When a tag was made. */
export interface TagMoment {
  /** Without `refs/tags/`; hostile. */
  readonly tag: string;
  readonly moment: Instant;
}

/**
 * When each tag of somebody's own clone was made: an annotated tag says so itself, a plain one is as old as its commit. Only reads. Tags of a tree
 * or a file have no moment, and moments that no calendar knows are left out. Raises NOT_A_REPOSITORY, SHALLOW_CLONE, GIT_MISSING.
 */
export const tagMoments = async (processes: Processes, path: string): Promise<readonly TagMoment[]> => {
  const { folder } = await inspectLocal(processes, path);
  const format = "%(creatordate:unix) %(refname:strip=2)";
  const listed = await gitOf(processes).must({ argv: [`--git-dir=${folder}`, "for-each-ref", `--format=${format}`, "refs/tags/"] });
  return listed.toString("utf8").split("\n").flatMap(momentOf);
};

const momentOf = (line: string): readonly TagMoment[] => {
  const [, seconds, tag] = /^(-?\d{1,12}) (.+)$/s.exec(line) ?? [];
  const millis = Number(seconds) * 1000;
  if (tag === undefined || !(millis >= firstMoment && millis <= lastMoment)) return [];
  return [{ tag, moment: instantOfMillis(millis) }];
};

/** A day apart from the ends, so that the day in any zone is one of the calendar's. */
export const [firstMoment, lastMoment] = [Date.parse("0001-01-03T00:00:00Z"), Date.parse("9999-12-29T00:00:00Z")];
