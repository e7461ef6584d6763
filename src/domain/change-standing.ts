import type { CommitMessage, RevertClaim } from "./commit-message.ts";

/**
 * Whether a change is told: in the release's outcome, and not left out by a person. A pair that cancels is `reverted` and `reverts`; a pick whose
 * original is in the range too is a `duplicate`.
 */
export type Standing =
  | { readonly is: "stands" }
  | { readonly is: "reverted"; readonly by: string }
  | { readonly is: "reverts"; readonly of: string }
  | { readonly is: "duplicate"; readonly of: string }
  | { readonly is: "left-out" };

/** A commit with what its text says and the merge that brought it. */
export interface ReadCommit {
  readonly id: string;
  readonly subject: string;
  readonly message: CommitMessage;
  readonly partOf?: string;
  /** Hash of what it changes, where that was looked at: equal for a commit and its pick. */
  readonly patch?: string;
}

/** Settles reverts and picks, oldest first (`commits` are newest first): the revert of a revert lets the first change stand again. */
export const standings = (commits: readonly ReadCommit[]): ReadonlyMap<string, Standing> => {
  const standing = new Map<string, Standing>(commits.map(({ id }) => [id, { is: "stands" }]));
  const seen = commitsSeen();
  for (const commit of commits.toReversed()) {
    const { reverts } = commit.message;
    const original = seen.original(commit, (id) => standing.get(id)?.is === "reverted");
    const target = reverts === undefined || original !== undefined ? undefined : seen.target(reverts);
    if (original !== undefined) standing.set(commit.id, { is: "duplicate", of: original });
    if (target !== undefined && standing.get(target)?.is !== "reverted") {
      const before = standing.get(target);
      standing.set(target, { is: "reverted", by: commit.id });
      standing.set(commit.id, { is: "reverts", of: target });
      if (before?.is === "reverts") standing.set(before.of, { is: "stands" });
    }
    seen.add(commit);
  }
  settleMerges(commits, standing);
  return standing;
};

/** What a merge brought falls with it, and a merge falls when everything it brought has. */
const settleMerges = (commits: readonly ReadCommit[], standing: Map<string, Standing>): void => {
  const fallen = (id: string): Standing | undefined => {
    const found = standing.get(id);
    return found === undefined || found.is === "stands" || found.is === "duplicate" ? undefined : found;
  };
  const parts = new Map<string, string[]>();
  for (const { id, partOf } of commits) {
    if (partOf === undefined) continue;
    const above = fallen(partOf);
    if (above?.is === "reverted" && fallen(id) === undefined) standing.set(id, above);
    const others = parts.get(partOf);
    if (others === undefined) parts.set(partOf, [id]);
    else others.push(id);
  }
  for (const { id } of commits.toReversed()) {
    const brought = parts.get(id)?.map(fallen);
    const first = brought?.[0];
    if (first !== undefined && fallen(id) === undefined && brought?.every((each) => each !== undefined)) standing.set(id, first);
  }
};

/** The commits met so far, found by id or its beginning, by subject with or without its number, by pull request, or by what they change. */
const commitsSeen = () => {
  const ids = new Map<string, string[]>();
  const subjects = new Map<string, string>();
  const pulls = new Map<number, string>();
  const patches = new Map<string, string>();
  const byId = (beginning: string): string | undefined => {
    const found = ids.get(beginning.slice(0, 7))?.filter((id) => id.startsWith(beginning)) ?? [];
    return found.length === 1 ? found[0] : undefined;
  };
  return {
    add: ({ id, subject, message, patch }: ReadCommit): void => {
      const others = ids.get(id.slice(0, 7));
      if (others === undefined) ids.set(id.slice(0, 7), [id]);
      else others.push(id);
      subjects.set(subject, id);
      subjects.set(withoutNumber(subject), id);
      if (message.pull !== undefined) pulls.set(message.pull, id);
      if (patch !== undefined) patches.set(patch, id);
    },
    /** The commit that this one repeats. Made again after it had been reverted, the same change is a new one. */
    original: ({ message, patch }: ReadCommit, isReverted: (id: string) => boolean): string | undefined => {
      const named = message.pickedFrom.map(byId).find((id) => id !== undefined) ?? (patch === undefined ? undefined : patches.get(patch));
      return named === undefined || isReverted(named) ? undefined : named;
    },
    /** An id that is not in the range points before it, whatever the subject says. */
    target: ({ commit, subject, pull }: RevertClaim): string | undefined => {
      if (commit !== undefined) return byId(commit);
      const numbered = pull === undefined ? undefined : pulls.get(pull);
      return numbered ?? (subject === undefined ? undefined : (subjects.get(subject) ?? subjects.get(withoutNumber(subject))));
    },
  };
};

const withoutNumber = (subject: string): string => {
  const open = subject.endsWith(")") ? subject.lastIndexOf(" (#") : -1;
  return open > 0 ? subject.slice(0, open) : subject;
};
