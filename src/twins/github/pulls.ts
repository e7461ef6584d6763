import type { RepositoryCall } from "./call.ts";
import { changes, distance, mergeBase } from "./git/changes.ts";
import { mergesCleanly } from "./git/merge.ts";
import { branchHead } from "./git/names.ts";
import type { Git } from "./git/run.ts";
import { type Detail, type Ends, fullPull, simplePull } from "./shapes/pull.ts";
import type { Pull, Repository } from "./state.ts";

/** Where the branches of a pull request are: an open one follows its branch, a closed one keeps the head it had. */
export function endsOf(git: Git, pull: Pull): Ends {
  const head = pull.state === "open" ? branchHead(git, pull.head) : undefined;
  return { headSha: head ?? pull.headSha, baseSha: branchHead(git, pull.base) ?? pull.headSha };
}

/** Pull requests as a list shows them. */
export const simplePulls = ({ git, hub, repository }: RepositoryCall, pulls: readonly Pull[]) =>
  pulls.map((pull) => simplePull(repository(), pull, endsOf(git, pull), hub.seed));

/** One pull request on its own page, with what git says of its size and whether it merges. */
export async function pullInFull(call: RepositoryCall, pull: Pull) {
  const ends = endsOf(call.git, pull);
  return fullPull(call.repository(), pull, ends, await detailOf(call, pull, ends), call.hub.seed);
}

/** The pull request with the number in the request's path. */
export function pullOf({ repository, params }: RepositoryCall): Pull | undefined {
  const number = Number(params["pull_number"] ?? params["issue_number"]);
  return repository().pulls.find((pull) => pull.number === number);
}

/** Pull requests and issues are numbered together. */
export const nextNumber = ({ pulls, issues }: Repository): number =>
  1 + [...pulls, ...issues].reduce((most, { number }) => Math.max(most, number), 0);

/** Kept by commits and state, since a person who waits for a merge asks for the same pull request again and again. */
function detailOf({ git, hub, name }: RepositoryCall, pull: Pull, ends: Ends): Promise<Detail> {
  const key = `${name} ${pull.state} ${ends.headSha} ${ends.baseSha}`;
  const kept = hub.known.get(key) ?? measured(git, pull.state === "open", ends);
  hub.known.set(key, kept);
  return kept;
}

async function measured(git: Git, open: boolean, { headSha, baseSha }: Ends): Promise<Detail> {
  const since = await mergeBase(git, baseSha, headSha);
  const changed = await changes(git, since, headSha);
  const { ahead } = await distance(git, baseSha, headSha);
  const clean = open && (await mergesCleanly(git, baseSha, headSha));
  const sum = (field: "additions" | "deletions") => changed.reduce((total, change) => total + change[field], 0);
  const size = { commits: ahead, files: changed.length, additions: sum("additions"), deletions: sum("deletions") };
  return { ...size, mergeable: open ? clean : null, state: open ? (clean ? "clean" : "dirty") : "unknown" };
}
