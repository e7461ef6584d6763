import type { RawCommit } from "./commit.ts";

type InGraph = Pick<RawCommit, "id" | "parents">;

/**
 * For each commit that a merge brought, that merge (the nearest one): walks first parents from each merged side until it meets what is already on a line.
 * `commits` are newest first; commits outside the list end a walk. Linear in commits and parents.
 */
export const broughtBy = (commits: readonly InGraph[]): ReadonlyMap<string, string> => {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const taken = new Set<string>();
  const owner = new Map<string, string>();

  /** The line of first parents from a commit down to what is taken; oldest first. */
  const line = (from: string | undefined, by: string | undefined): InGraph[] => {
    const found: InGraph[] = [];
    for (let at = byId.get(from ?? ""); at !== undefined && !taken.has(at.id); at = byId.get(at.parents[0] ?? "")) {
      taken.add(at.id);
      if (by !== undefined) owner.set(at.id, by);
      found.push(at);
    }
    return found.reverse();
  };

  // An explicit stack, for histories deeper than the call stack; merges lower on a line claim before those above.
  const stack = mergesOf(line(commits[0]?.id, undefined)).reverse();
  for (let merge = stack.pop(); merge !== undefined; merge = stack.pop()) {
    const { id } = merge;
    stack.push(
      ...merge.parents
        .slice(1)
        .flatMap((parent) => mergesOf(line(parent, id)))
        .reverse(),
    );
  }
  return owner;
};

const mergesOf = (commits: readonly InGraph[]): InGraph[] => commits.filter((commit) => commit.parents.length > 1);
