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
  /** What it changes, where that was looked at: equal for a commit and its pick. */
  readonly patch?: string;
}

/**
 * Settles reverts and picks; `commits` are newest first. Whether a revert counts is decided by what came after it, so that of a chain of reverts every
 * second one counts, and of several reverts of one commit the first that was made.
 */
export const standings = (commits: readonly ReadCommit[]): ReadonlyMap<string, Standing> => {
  const { targets, originals } = meant(commits);
  const takenBackBy = new Map<string, string>();
  const fallen = new Set<string>();
  for (const { id, partOf } of commits) {
    if (partOf !== undefined && (takenBackBy.has(partOf) || fallen.has(partOf))) fallen.add(id);
    const target = targets.get(id);
    if (target !== undefined && !takenBackBy.has(id) && !fallen.has(id)) takenBackBy.set(target, id);
  }
  const place = new Map(commits.map(({ id }, at) => [id, at]));
  const isOlder = (one: string, other: string): boolean => (place.get(one) ?? 0) > (place.get(other) ?? 0);
  const standing = new Map(
    commits.map(({ id }): [string, Standing] => {
      const [by, target, original] = [takenBackBy.get(id), targets.get(id), originals.get(id)];
      if (by !== undefined) return [id, { is: "reverted", by }];
      if (target !== undefined && takenBackBy.get(target) === id) return [id, { is: "reverts", of: target }];
      // Made again after it had been taken back, the same change is a new one.
      const before = original === undefined ? undefined : takenBackBy.get(original);
      if (original !== undefined && (before === undefined || !isOlder(before, id))) return [id, { is: "duplicate", of: original }];
      return [id, { is: "stands" }];
    }),
  );
  settleMerges(commits, standing);
  return standing;
};

/** Which commits of the list the texts speak of: each can only speak of older ones. */
const meant = (commits: readonly ReadCommit[]) => {
  const targets = new Map<string, string>();
  const originals = new Map<string, string>();
  const seen = commitsSeen();
  for (const commit of commits.toReversed()) {
    const original = seen.original(commit);
    const target = commit.message.reverts === undefined || original !== undefined ? undefined : seen.target(commit.message.reverts);
    if (original !== undefined) originals.set(commit.id, original);
    if (target !== undefined) targets.set(commit.id, target);
    seen.add(commit);
  }
  return { targets, originals };
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
    /** The commit that this one repeats. */
    original: ({ message, patch }: ReadCommit): string | undefined =>
      message.pickedFrom.map(byId).find((id) => id !== undefined) ?? (patch === undefined ? undefined : patches.get(patch)),
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
