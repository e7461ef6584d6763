import type { RepositoryCall } from "./call.ts";
import { changes, distance, mergeBase } from "./git/changes.ts";
import { mergedTree } from "./git/merge.ts";
import { branchHead, type Git } from "./git/run.ts";
import { type Detail, type Ends, fullPull, simplePull } from "./shapes/pull.ts";
import type { Pull } from "./state.ts";

/** Where the branches of a pull request are: an open one follows its branch, a closed one keeps the head it had. */
export async function endsOf(git: Git, pull: Pull): Promise<Ends> {
  const [head, base] = await Promise.all([pull.state === "open" ? branchHead(git, pull.head) : undefined, branchHead(git, pull.base)]);
  return { headSha: head ?? pull.headSha, baseSha: base ?? pull.headSha };
}

/** Pull requests as a list shows them. */
export const simplePulls = ({ git, hub, repository }: RepositoryCall, pulls: readonly Pull[]) =>
  Promise.all(pulls.map(async (pull) => simplePull(repository(), pull, await endsOf(git, pull), hub.seed)));

/** One pull request on its own page, with what git says of its size and whether it merges. */
export async function pullInFull({ git, hub, repository }: RepositoryCall, pull: Pull) {
  const ends = await endsOf(git, pull);
  return fullPull(repository(), pull, ends, await detailOf(git, pull, ends), hub.seed);
}

/** The pull request with the number in the request's path. */
export function pullOf({ repository, params }: RepositoryCall): Pull | undefined {
  const number = Number(params["pull_number"] ?? params["issue_number"]);
  return repository().pulls.find((pull) => pull.number === number);
}

async function detailOf(git: Git, pull: Pull, { headSha, baseSha }: Ends): Promise<Detail> {
  const since = await mergeBase(git, baseSha, headSha);
  const changed = await changes(git, since, headSha);
  const { ahead } = await distance(git, baseSha, headSha);
  const open = pull.state === "open";
  const clean = open && (await mergedTree(git, baseSha, headSha)) !== undefined;
  const sum = (field: "additions" | "deletions") => changed.reduce((total, change) => total + change[field], 0);
  const size = { commits: ahead, files: changed.length, additions: sum("additions"), deletions: sum("deletions") };
  return { ...size, mergeable: open ? clean : null, state: open ? (clean ? "clean" : "dirty") : "unknown" };
}
