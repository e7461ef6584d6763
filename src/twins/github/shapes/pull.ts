import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import type { GithubSeed } from "../seed.ts";
import type { Label, Pull, Repository } from "../state.ts";
import { apiRepository, idOf, nodeId, page } from "./addresses.ts";
import { repositoryShape } from "./repository.ts";
import { simpleUser } from "./user.ts";

type Fields = { readonly [key: string]: Json };

/** Where a pull request's branches are now. */
export type Ends = { readonly headSha: string; readonly baseSha: string };

/** What only one pull request's own page tells. */
export type Detail = {
  readonly mergeable: boolean | null;
  readonly state: string;
  readonly commits: number;
  readonly files: number;
  readonly additions: number;
  readonly deletions: number;
};

/** A label as GitHub shows it; one that the repository does not know any more keeps its name. */
export function labelShape(repository: Repository, name: string): Fields {
  const known = repository.labels.find((label) => label.name === name) ?? unknownLabel(name);
  return filled("label", {
    id: known.id,
    node_id: nodeId("Label", known.id),
    url: apiRepository(repository.name, `/labels/${encodeURIComponent(name)}`),
    name,
    description: known.description,
    color: known.color,
    default: false,
  });
}

/** A pull request as a list shows it. */
export const simplePull = (repository: Repository, pull: Pull, ends: Ends, seed: GithubSeed): Fields =>
  filled("pull-request-simple", common(repository, pull, ends, seed));

/** A pull request on its own. */
export function fullPull(repository: Repository, pull: Pull, ends: Ends, detail: Detail, seed: GithubSeed): Fields {
  return filled("pull-request", {
    ...common(repository, pull, ends, seed),
    merged: pull.merged !== null,
    merged_by: pull.merged === null ? null : simpleUser(pull.merged.by, seed),
    mergeable: detail.mergeable,
    mergeable_state: detail.state,
    commits: detail.commits,
    changed_files: detail.files,
    additions: detail.additions,
    deletions: detail.deletions,
    comments: repository.comments.filter((comment) => comment.number === pull.number).length,
  });
}

const described = ({ labels }: Repository, name: string): string => labels.find((label) => label.name === name)?.description ?? "";

const unknownLabel = (name: string): Label => ({ id: idOf(name), name, color: "ededed", description: null });

function common(repository: Repository, pull: Pull, { headSha, baseSha }: Ends, seed: GithubSeed): Fields {
  const { name } = repository;
  const id = idOf(`${name}#${pull.number}`);
  const own = apiRepository(name, `/pulls/${pull.number}`);
  const issue = apiRepository(name, `/issues/${pull.number}`);
  const html = page(`${name}/pull/${pull.number}`);
  const [owner = ""] = name.split("/");
  const end = (ref: string, sha: string): Fields => ({
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: simpleUser(owner, seed),
    repo: repositoryShape("repository", repository, seed),
  });
  return {
    id,
    node_id: nodeId("PullRequest", id),
    number: pull.number,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    user: simpleUser(pull.author, seed),
    // GitHub's description knows no null here, unlike everywhere else.
    labels: pull.labels.map((label) => ({ ...labelShape(repository, label), description: described(repository, label) })),
    head: end(pull.head, headSha),
    base: end(pull.base, baseSha),
    merge_commit_sha: pull.merged?.commit ?? null,
    merged_at: pull.merged?.at ?? null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    author_association: "MEMBER",
    draft: false,
    url: own,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${own}/commits`,
    comments_url: `${issue}/comments`,
    review_comments_url: `${own}/comments`,
    review_comment_url: `${own}/comments{/number}`,
    statuses_url: apiRepository(name, `/statuses/${headSha}`),
    _links: {
      self: { href: own },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      commits: { href: `${own}/commits` },
    },
  };
}
