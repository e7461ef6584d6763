import type { Json } from "../../../domain/known.ts";
import { invalid, notFound, page, type RepositoryHandler, text } from "../call.ts";
import { distance, mergeBase } from "../git/changes.ts";
import { log } from "../git/commits.ts";
import { branchHead } from "../git/names.ts";
import type { Git } from "../git/run.ts";
import { endsOf, nextNumber, pullInFull, pullOf, simplePulls } from "../pulls.ts";
import { commitShape } from "../shapes/commit.ts";
import type { Pull, Repository } from "../state.ts";
import { filesBetween } from "./commits.ts";

const list: RepositoryHandler = async (call) => {
  const { name, query, repository } = call;
  const [owner] = name.split("/");
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const wanted = repository().pulls.filter(
    (pull) =>
      (state === "all" || pull.state === state) &&
      (query.get("base") === null || pull.base === query.get("base")) &&
      // GitHub ignores a head that does not name its owner, and then lists everything.
      (head === null || !head.includes(":") || `${owner}:${pull.head}` === head),
  );
  const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const newestFirst = [...wanted].sort((a, b) => (b[key] === a[key] ? b.number - a.number : b[key] < a[key] ? -1 : 1));
  const { items, headers } = page(call, query.get("direction") === "asc" ? newestFirst.reverse() : newestFirst);
  return { status: 200, headers, body: simplePulls(call, items) };
};

const get: RepositoryHandler = async (call) => {
  const pull = pullOf(call);
  return pull === undefined ? notFound() : { status: 200, body: await pullInFull(call, pull) };
};

const create: RepositoryHandler = async (call) => {
  const { body, git, hub, name, repository, user } = call;
  const [owner = ""] = name.split("/");
  const head = (text(body, "head") ?? "").replace(new RegExp(`^${owner}:`), "");
  const base = text(body, "base") ?? "";
  const title = text(body, "title");
  if (title === undefined) return invalid("PullRequest", "title", "missing_field", "title is missing");
  const [headSha, baseSha] = [branchHead(git, head), branchHead(git, base)];
  if (headSha === undefined) return invalid("PullRequest", "head", "invalid", "head is not a branch");
  if (baseSha === undefined) return invalid("PullRequest", "base", "invalid", "base is not a branch");
  if (!(await hasNews(git, baseSha, headSha))) return invalid("PullRequest", "base", "custom", `No commits between ${base} and ${head}`);
  const open = repository().pulls.some((pull) => pull.state === "open" && pull.head === head && pull.base === base);
  if (open) return invalid("PullRequest", "base", "custom", `A pull request already exists for ${owner}:${head}.`);
  const number = nextNumber(repository());
  const now = hub.now();
  const times = { createdAt: now, updatedAt: now, closedAt: null };
  const made: Pull = {
    number,
    title,
    body: text(body, "body") ?? null,
    author: user.login,
    head,
    base,
    headSha,
    state: "open",
    labels: [],
    merged: null,
    merging: null,
    ...times,
  };
  hub.change(name, (known) => ({ ...known, pulls: [...known.pulls, made] }));
  call.applied("open-pull-request", `${name} ${head} into ${base}`);
  return { status: 201, body: await pullInFull(call, made) };
};

const update: RepositoryHandler = async (call) => {
  const { body, git, hub, name } = call;
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const base = text(body, "base") ?? pull.base;
  if (branchHead(git, base) === undefined) return invalid("PullRequest", "base", "invalid", "base is not a branch");
  const state = text(body, "state") ?? pull.state;
  if (state === "open" && pull.merged !== null)
    return invalid("PullRequest", "state", "invalid", "state cannot be changed. The pull request is merged.");
  const { headSha } = endsOf(git, pull);
  const changed: Pull = {
    ...pull,
    base,
    headSha,
    title: text(body, "title") ?? pull.title,
    body: "body" in body ? (text(body, "body") ?? null) : pull.body,
    state: state === "closed" ? "closed" : "open",
    updatedAt: hub.now(),
    closedAt: state === "closed" ? (pull.closedAt ?? hub.now()) : null,
  };
  hub.change(name, (known) => replacePull(known, changed));
  call.applied("update-pull-request", `${name}#${pull.number}`);
  return { status: 200, body: await pullInFull(call, changed) };
};

const listFiles: RepositoryHandler = async (call) => {
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const { headSha, baseSha } = endsOf(call.git, pull);
  const { items, headers } = page(call, await filesBetween(call, await mergeBase(call.git, baseSha, headSha), headSha));
  return { status: 200, headers, body: items as readonly Json[] };
};

const listCommits: RepositoryHandler = async (call) => {
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const { headSha, baseSha } = endsOf(call.git, pull);
  const own = await log(call.git, { to: headSha, without: [baseSha] }, { skip: 0, count: 250 });
  const { items, headers } = page(call, [...own].reverse());
  return { status: 200, headers, body: items.map((each) => commitShape(call.name, each)) };
};

/** By GitHub's operation id. */
export const pullHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "pulls/list": list,
  "pulls/get": get,
  "pulls/create": create,
  "pulls/update": update,
  "pulls/list-files": listFiles,
  "pulls/list-commits": listCommits,
};

/** A repository with one of its pull requests replaced. */
export function replacePull(repository: Repository, changed: Pull): Repository {
  return { ...repository, pulls: repository.pulls.map((pull) => (pull.number === changed.number ? changed : pull)) };
}

async function hasNews(git: Git, base: string, head: string): Promise<boolean> {
  return (await distance(git, base, head)).ahead > 0;
}
