/** A commit by its id and its parents' ids. */
interface InGraph {
  readonly id: string;
  readonly parents: readonly string[];
}

/**
 * The commits with every child before its parents, otherwise in the order given (newest first). git's own order goes by dates, and clocks lie:
 * what is read off the order, such as which of two commits reverts the other, must not depend on them. Parents outside the list do not count.
 */
export const childrenFirst = <Commit extends InGraph>(commits: readonly Commit[]): readonly Commit[] => {
  if (isChildrenFirst(commits)) return commits;
  const children = new Map<string, number>(commits.map(({ id }) => [id, 0]));
  for (const { parents } of commits)
    for (const parent of parents) if (children.has(parent)) children.set(parent, (children.get(parent) ?? 0) + 1);
  const early = new Map<string, Commit>();
  const ordered: Commit[] = [];
  for (const commit of commits) {
    if (children.get(commit.id) !== 0) {
      early.set(commit.id, commit);
      continue;
    }
    // What came before its children follows the last of them; a stack, because a history may be deeper than the call stack.
    const next = [commit];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      ordered.push(one);
      for (const parent of one.parents) {
        children.set(parent, (children.get(parent) ?? 0) - 1);
        const freed = children.get(parent) === 0 ? early.get(parent) : undefined;
        if (freed !== undefined) next.push(freed);
      }
    }
  }
  return ordered;
};

const isChildrenFirst = (commits: readonly InGraph[]): boolean => {
  const seen = new Set<string>();
  for (const { id, parents } of commits) {
    if (parents.some((parent) => seen.has(parent))) return false;
    seen.add(id);
  }
  return true;
};
