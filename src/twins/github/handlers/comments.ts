import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import { notFound, page, type RepositoryCall, type RepositoryHandler, text } from "../call.ts";
import { pullOf } from "../pulls.ts";
import { apiRepository, page as html, idOf, nodeId } from "../shapes/addresses.ts";
import { labelShape } from "../shapes/pull.ts";
import { simpleUser } from "../shapes/user.ts";
import type { Comment } from "../state.ts";

/** A pull request seen as an issue, which every pull request is. */
const getIssue: RepositoryHandler = (call) => {
  const { hub, name, repository } = call;
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const url = apiRepository(name, `/issues/${pull.number}`);
  const page = html(`${name}/pull/${pull.number}`);
  const api = apiRepository(name, `/pulls/${pull.number}`);
  const body = filled("issue", {
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
    url,
    html_url: page,
    repository_url: apiRepository(name),
    author_association: "MEMBER",
    pull_request: { url: api, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: pull.merged?.at ?? null },
  });
  return { status: 200, body };
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
export const commentHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "issues/get": getIssue,
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
