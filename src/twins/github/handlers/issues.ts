import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import { notFound, page, type RepositoryCall, type RepositoryHandler, text } from "../call.ts";
import { pullOf } from "../pulls.ts";
import { apiRepository, page as html, idOf, nodeId } from "../shapes/addresses.ts";
import { labelShape } from "../shapes/pull.ts";
import { simpleUser } from "../shapes/user.ts";
import type { Comment, Pull } from "../state.ts";

/** A pull request seen as an issue, which every pull request is. */
const getIssue: RepositoryHandler = (call) => {
  const pull = pullOf(call);
  return pull === undefined ? notFound() : { status: 200, body: issueShape(call, pull) };
};

/** Issues and pull requests, newest first; of the filters those for state, labels (all of them) and creator. */
const listIssues: RepositoryHandler = (call) => {
  const { query, repository } = call;
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const wanted = repository().pulls.filter(
    (pull) =>
      (state === "all" || pull.state === state) &&
      labels.every((label) => pull.labels.some((each) => each.toLowerCase() === label.toLowerCase())) &&
      (query.get("creator") === null || pull.author === query.get("creator")),
  );
  const { items, headers } = page(
    call,
    [...wanted].sort((a, b) => b.number - a.number),
  );
  return { status: 200, headers, body: items.map((pull) => issueShape(call, pull)) };
};

const list: RepositoryHandler = (call) => {
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const { items, headers } = page(
    call,
    call.repository().comments.filter(({ number }) => number === pull.number),
  );
  return { status: 200, headers, body: items.map((comment) => commentShape(call, comment)) };
};

const create: RepositoryHandler = (call) => {
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const { hub, name, user } = call;
  const written = { number: pull.number, author: user.login, body: text(call.body, "body") ?? "", at: hub.now() };
  const changed = hub.change(name, (known, id) => ({ ...known, comments: [...known.comments, { id: id(), ...written }] }));
  call.applied("comment", `${name}#${pull.number}`);
  const made = changed.comments.at(-1);
  return made === undefined ? notFound() : { status: 201, body: commentShape(call, made) };
};

/** By GitHub's operation id. */
export const issueHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "issues/get": getIssue,
  "issues/list-for-repo": listIssues,
  "issues/list-comments": list,
  "issues/create-comment": create,
};

function commentShape({ hub, name }: RepositoryCall, comment: Comment): Json {
  return filled("issue-comment", {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    body: comment.body,
    user: simpleUser(comment.author, hub.seed),
    author_association: "MEMBER",
    created_at: comment.at,
    updated_at: comment.at,
    url: apiRepository(name, `/issues/comments/${comment.id}`),
    html_url: html(`${name}/pull/${comment.number}#issuecomment-${comment.id}`),
    issue_url: apiRepository(name, `/issues/${comment.number}`),
  });
}

function issueShape({ hub, name, repository }: RepositoryCall, pull: Pull): Json {
  const page = html(`${name}/pull/${pull.number}`);
  return filled("issue", {
    id: idOf(`${name}#${pull.number}`),
    node_id: nodeId("PullRequest", pull.number),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    user: simpleUser(pull.author, hub.seed),
    labels: pull.labels.map((label) => labelShape(repository(), label)),
    comments: repository().comments.filter(({ number }) => number === pull.number).length,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    url: apiRepository(name, `/issues/${pull.number}`),
    html_url: page,
    repository_url: apiRepository(name),
    author_association: "MEMBER",
    pull_request: {
      url: apiRepository(name, `/pulls/${pull.number}`),
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: pull.merged?.at ?? null,
    },
  });
}
