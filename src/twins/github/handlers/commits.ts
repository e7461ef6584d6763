import { filled } from "../blank.ts";
import { notFound, page, type RepositoryCall, type RepositoryHandler, refused } from "../call.ts";
import { changes, distance, mergeBase, patchOf } from "../git/changes.ts";
import { commit, log } from "../git/commits.ts";
import { committish } from "../git/names.ts";

import { simplePulls } from "../pulls.ts";
import { apiRepository, page as html } from "../shapes/addresses.ts";
import { commitShape, fileShape } from "../shapes/commit.ts";

/** GitHub shows no more files than this on one page of a commit or comparison. */
const mostFiles = 300;

const getCommit: RepositoryHandler = async ({ git, name, params }) => {
  const sha = await committish(git, params["ref"] ?? "");
  if (sha === undefined) return refused(422, `No commit found for SHA: ${params["ref"]}`);
  const found = await commit(git, sha);
  const files = await filesBetween({ git, name }, found.parents[0], sha);
  const additions = files.reduce((sum, file) => sum + Number(file["additions"]), 0);
  const deletions = files.reduce((sum, file) => sum + Number(file["deletions"]), 0);
  return { status: 200, body: { ...commitShape(name, found), files, stats: { additions, deletions, total: additions + deletions } } };
};

const listCommits: RepositoryHandler = async (call) => {
  const { git, hub, name, query } = call;
  const from = await committish(git, query.get("sha") ?? hub.main(name));
  if (from === undefined) return notFound();
  const path = query.get("path") ?? undefined;
  const all = await log(git, { to: from, ...(path === undefined ? {} : { path }) }, { skip: 0, count: 10_000 });
  const [since, until] = [query.get("since"), query.get("until")].map((moment) => (moment === null ? undefined : Date.parse(moment)));
  const wanted = all.filter(
    ({ committer }) =>
      Date.parse(committer.date) >= (since ?? Number.NEGATIVE_INFINITY) &&
      Date.parse(committer.date) <= (until ?? Number.POSITIVE_INFINITY),
  );
  const { items, headers } = page(call, wanted);
  return { status: 200, headers, body: items.map((found) => commitShape(name, found)) };
};

const compare: RepositoryHandler = async (call) => {
  const { git, name, params } = call;
  const [baseName = "", headName = ""] = (params["basehead"] ?? "").split("...");
  const [base, head] = await Promise.all([committish(git, baseName), committish(git, headName)]);
  if (base === undefined || head === undefined) return notFound();
  const common = await mergeBase(git, base, head);
  if (common === undefined) return refused(404, `No common ancestor between ${baseName} and ${headName}.`);
  const { ahead, behind } = await distance(git, base, head);
  const all = await log(git, { to: head, without: [base] }, { skip: 0, count: 10_000 });
  const { items, headers } = page(call, [...all].reverse());
  const status = ahead > 0 ? (behind > 0 ? "diverged" : "ahead") : behind > 0 ? "behind" : "identical";
  const between = html(`${name}/compare/${baseName}...${headName}`);
  const body = filled("commit-comparison", {
    url: apiRepository(name, `/compare/${baseName}...${headName}`),
    html_url: between,
    permalink_url: html(`${name}/compare/${base.slice(0, 7)}...${head.slice(0, 7)}`),
    diff_url: `${between}.diff`,
    patch_url: `${between}.patch`,
    base_commit: commitShape(name, await commit(git, base)),
    merge_base_commit: commitShape(name, await commit(git, common)),
    status,
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: items.map((found) => commitShape(name, found)),
    files: await filesBetween(call, common, head),
  });
  return { status: 200, headers, body };
};

const listPulls: RepositoryHandler = async (call) => {
  const sha = call.params["commit_sha"] ?? "";
  const { pulls } = call.repository();
  const found = pulls.filter((pull) => pull.merged?.commit === sha || pull.headSha === sha);
  const { items, headers } = page(call, found);
  return { status: 200, headers, body: simplePulls(call, items) };
};

/** By GitHub's operation id. */
export const commitHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "repos/get-commit": getCommit,
  "repos/list-commits": listCommits,
  "repos/compare-commits-with-basehead": compare,
  "repos/list-pull-requests-associated-with-commit": listPulls,
};

/** The files that changed from one commit to another, with patches, as GitHub shows them. */
export async function filesBetween({ git, name }: Pick<RepositoryCall, "git" | "name">, from: string | undefined, to: string) {
  const changed = (await changes(git, from, to)).slice(0, mostFiles);
  return Promise.all(changed.map(async (change) => fileShape(name, to, change, await patchOf(git, from, to, change.path))));
}
