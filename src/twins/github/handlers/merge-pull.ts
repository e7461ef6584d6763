import type { Instant } from "../../../domain/instant.ts";
import { notFound, type RepositoryCall, type RepositoryHandler, refused, text } from "../call.ts";
import { type MergeMethod, merge } from "../git/merge.ts";
import { endsOf, pullOf } from "../pulls.ts";
import { missingContext } from "../rules.ts";
import type { Pull } from "../state.ts";
import { replacePull } from "./pulls.ts";

const checkIfMerged: RepositoryHandler = (call) => (pullOf(call)?.merged ? { status: 204 } : notFound());

/**
 * Merges like GitHub: a closed pull request, a conflict or a missing status is 405, a head that moved is 409. The commit is noted
 * before the branch moves, so that a twin that dies in between knows afterwards what happened.
 */
const mergePull: RepositoryHandler = async (call) => {
  const { body, git, hub, name, repository, user } = call;
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  if (pull.state === "closed") return refused(405, "Pull Request is not mergeable");
  const { headSha, baseSha } = endsOf(git, pull);
  const wanted = text(body, "sha");
  if (wanted !== undefined && wanted !== headSha) return refused(409, "Head branch was modified. Review and try the merge again.");
  const missing = missingContext(repository(), `refs/heads/${pull.base}`, headSha, hub.main(name));
  if (missing !== undefined) return refused(405, `Repository rule violations found\n\nRequired status check "${missing}" is expected.`);
  const commit = await makeCommit(call, pull, { headSha, baseSha });
  if (commit === undefined) return refused(405, "Pull Request is not mergeable");
  const merging = { commit, by: user.login, at: hub.now() };
  hub.change(name, (known) => replacePull(known, { ...pull, headSha, merging }));
  const moved = await git(["update-ref", "--end-of-options", `refs/heads/${pull.base}`, commit, baseSha]);
  if (moved.code !== 0) {
    hub.change(name, (known) => replacePull(known, { ...pull, headSha, merging: null }));
    return refused(409, "Base branch was modified. Review and try the merge again.");
  }
  hub.change(name, (known) => replacePull(known, finished(pull, headSha, merging)));
  call.applied("merge-pull-request", `${name}#${pull.number}`);
  await call.merged(name, finished(pull, headSha, merging));
  await call.pushed({ repository: name, ref: `refs/heads/${pull.base}`, before: baseSha, after: commit, login: user.login });
  return { status: 200, body: { sha: commit, merged: true, message: "Pull Request successfully merged" } };
};

/** By GitHub's operation id. */
export const mergeHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "pulls/check-if-merged": checkIfMerged,
  "pulls/merge": mergePull,
};

/** A pull request after its merge. */
export function finished(
  pull: Pull,
  headSha: string,
  merged: { readonly commit: string; readonly by: string; readonly at: Instant },
): Pull {
  return { ...pull, headSha, state: "closed", merged, merging: null, updatedAt: merged.at, closedAt: merged.at };
}

function makeCommit(
  { body, git, hub, name, user }: RepositoryCall,
  pull: Pull,
  ends: { readonly headSha: string; readonly baseSha: string },
) {
  const method = (text(body, "merge_method") ?? "merge") as MergeMethod;
  const [owner = ""] = name.split("/");
  const usual = method === "merge" ? `Merge pull request #${pull.number} from ${owner}/${pull.head}` : `${pull.title} (#${pull.number})`;
  const detail = text(body, "commit_message") ?? (method === "merge" ? pull.title : "");
  const message = [text(body, "commit_title") ?? usual, detail].filter((part) => part !== "").join("\n\n");
  const author = { name: user.login, email: `${user.login}@users.noreply.github.com`, date: hub.now() };
  const committer = { name: "GitHub", email: "noreply@github.com", date: hub.now() };
  return merge(git, method, { base: ends.baseSha, head: ends.headSha, message, author, committer });
}
