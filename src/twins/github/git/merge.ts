import { mergeBase } from "./changes.ts";
import { type Commit, commit, log, type Person } from "./commits.ts";
import { type Git, type GitResult, must } from "./run.ts";

/** How a pull request may be merged. */
export type MergeMethod = "merge" | "squash" | "rebase";

/** What to merge: full commit ids, the message for the one new commit, and who merges when. */
export type Merge = {
  readonly base: string;
  readonly head: string;
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
};

/** Whether two commits merge without a conflict. */
export async function mergesCleanly(git: Git, base: string, head: string): Promise<boolean> {
  return treeIn(await git(mergeTree(base, head))) !== undefined;
}

/** The tree that merging two commits gives, written; undefined when they conflict. A remembered answer would not write it. */
async function mergedTree(git: Git, base: string, head: string): Promise<string | undefined> {
  return treeIn(await git(mergeTree(base, head), { input: "" }));
}

const mergeTree = (base: string, head: string) => ["merge-tree", "--write-tree", "--no-messages", "--end-of-options", base, head];

function treeIn({ code, text, error }: GitResult): string | undefined {
  if (code > 1) throw new Error(`git merge-tree exited with ${code}: ${error.trim()}`);
  return code === 0 ? text.trim() : undefined;
}

/** Makes the commits of a merge without moving a branch; the id of the new head, or undefined when they conflict. */
export async function merge(git: Git, method: MergeMethod, wanted: Merge): Promise<string | undefined> {
  if (method === "rebase") return rebase(git, wanted);
  const tree = await mergedTree(git, wanted.base, wanted.head);
  if (tree === undefined) return undefined;
  const parents = method === "merge" ? [wanted.base, wanted.head] : [wanted.base];
  return commitTree(git, { tree, parents, ...wanted });
}

/** Writes one commit object and gives its id. */
export function commitTree(git: Git, made: Pick<Commit, "tree" | "parents" | "message" | "author" | "committer">): Promise<string> {
  const environment = { ...identity("AUTHOR", made.author), ...identity("COMMITTER", made.committer) };
  const parents = made.parents.flatMap((parent) => ["-p", parent]);
  return must(git, ["commit-tree", made.tree, ...parents], { input: `${made.message}\n`, environment });
}

/** Replays the head's own commits on the base, as GitHub does: each gets a new committer, merges are left out. */
async function rebase(git: Git, { base, head, committer }: Merge): Promise<string | undefined> {
  const since = await mergeBase(git, base, head);
  const own = await log(git, { to: head, without: since === undefined ? [] : [since] }, { skip: 0, count: 1000 });
  let onto: string = base;
  for (const each of [...own].reverse().filter(({ parents }) => parents.length === 1)) {
    const picked = await pick(git, each, onto, committer);
    if (picked === undefined) return undefined;
    onto = picked;
  }
  return onto;
}

/** Merges against a stand-in whose tree is ours and whose parent is the pick's: git 2.39 has no other way to name a merge base. */
async function pick(git: Git, picked: Commit, onto: string, committer: Person): Promise<string | undefined> {
  const { tree, author } = await commit(git, onto);
  const standIn = await commitTree(git, { tree, parents: picked.parents, message: "base", author, committer });
  const merged = await mergedTree(git, standIn, picked.sha);
  if (merged === undefined) return undefined;
  return commitTree(git, { tree: merged, parents: [onto], message: picked.message, author: picked.author, committer });
}

function identity(role: "AUTHOR" | "COMMITTER", { name, email, date }: Person): Readonly<Record<string, string>> {
  return { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: email, [`GIT_${role}_DATE`]: `${Math.floor(Date.parse(date) / 1000)} +0000` };
}
