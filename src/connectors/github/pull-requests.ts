import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { PullRequest, PullRequests } from "../../domain/ports/forge.ts";
import type { GithubApi } from "./api.ts";

const End = z.object({ ref: z.string(), sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() });

const Pull = z.object({
  number: z.int().positive(),
  state: z.enum(["open", "closed"]),
  title: z.string(),
  body: z.string().nullable(),
  user: z.object({ login: z.string() }).nullable(),
  head: End,
  base: End,
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
  labels: z.array(z.object({ name: z.string() })),
  html_url: z.string(),
});

type Pull = z.infer<typeof Pull>;

/** Pull requests of a repository. GitHub refuses a second open one per head and base (422), but not after a merge: callers count. */
export const githubPullRequests = (api: GithubApi): PullRequests => ({
  find: async (repository, { head, base }) => {
    const [owner] = repository.split("/");
    const found = await api.list(repository, "pulls", z.array(Pull), { head: `${owner}:${head}`, base, state: "all" });
    // GitHub lists everything when it does not understand `head`, so the answer is not taken on trust.
    return found.filter((pull) => pull.head.ref === head && pull.base.ref === base && isOwn(pull)).map(toPullRequest);
  },

  openInto: async (repository, base) => {
    const found = await api.list(repository, "pulls", z.array(Pull), { base, state: "open" });
    return found.filter((pull) => pull.base.ref === base).map(toPullRequest);
  },

  get: async (repository, number) => {
    const found = await api.get(repository, `pulls/${digits(number)}`, Pull);
    return found === undefined ? undefined : toPullRequest(found);
  },

  open: async (repository, { head, base, title, body }) => {
    const { number } = await api.send(repository, { method: "POST", path: "pulls", body: { head, base, title, body } }, Pull);
    return { number: String(number) };
  },

  merge: async (repository, { number, sha, method }) => {
    const path = `pulls/${digits(number)}/merge`;
    await api.send(repository, { method: "PUT", path, body: { sha, merge_method: method } }, z.object({ merged: z.literal(true) }));
  },
});

/** A number of a pull request or id of GitHub's, which goes into a path as it is. */
export const digits = (text: string): string => {
  if (!/^[1-9][0-9]{0,15}$/.test(text)) throw explain("BUG", { what: `${JSON.stringify(text.slice(0, 40))} is not a number of GitHub's.` });
  return text;
};

// The head of a deleted fork has no repository, and is not ours either.
const isOwn = ({ head, base }: Pull): boolean => head.repo?.full_name.toLowerCase() === base.repo?.full_name.toLowerCase();

const toPullRequest = (pull: Pull): PullRequest => ({
  number: String(pull.number),
  state: pull.merged_at === null ? pull.state : "merged",
  title: pull.title,
  body: pull.body ?? "",
  author: pull.user?.login ?? "ghost",
  head: pull.head.ref,
  base: pull.base.ref,
  headCommit: pull.head.sha,
  // While it is open this names a commit that GitHub made to try the merge.
  mergeCommit: pull.merged_at === null ? undefined : (pull.merge_commit_sha ?? undefined),
  labels: pull.labels.map(({ name }) => name),
  url: pull.html_url,
});
