import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import { notFound, page, type RepositoryCall, type RepositoryHandler, text } from "../call.ts";
import { pullOf } from "../pulls.ts";
import { apiRepository, page as html, nodeId } from "../shapes/addresses.ts";
import { issueShape } from "../shapes/issue.ts";
import { simpleUser } from "../shapes/user.ts";
import type { Comment, Issue } from "../state.ts";

const getIssue: RepositoryHandler = (call) => {
  const found = issueOf(call) ?? pullOf(call);
  return found === undefined ? notFound() : { status: 200, body: issueShape(call, found) };
};

/** Issues and pull requests, newest first; of the filters those for state, labels (all of them), creator and the last change. */
const listIssues: RepositoryHandler = (call) => {
  const { query, repository } = call;
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const since = query.get("since");
  const { pulls, issues } = repository();
  const wanted = [...pulls, ...issues].filter(
    (each) =>
      (state === "all" || each.state === state) &&
      labels.every((label) => each.labels.some((own) => own.toLowerCase() === label.toLowerCase())) &&
      (query.get("creator") === null || each.author === query.get("creator")) &&
      (since === null || Date.parse(each.updatedAt) >= Date.parse(since)),
  );
  const { items, headers } = page(
    call,
    wanted.sort((a, b) => b.number - a.number),
  );
  return { status: 200, headers, body: items.map((each) => issueShape(call, each)) };
};

const list: RepositoryHandler = (call) => {
  const about = issueOf(call) ?? pullOf(call);
  if (about === undefined) return notFound();
  const { items, headers } = page(
    call,
    call.repository().comments.filter(({ number }) => number === about.number),
  );
  return { status: 200, headers, body: items.map((comment) => commentShape(call, comment)) };
};

const create: RepositoryHandler = (call) => {
  const about = issueOf(call) ?? pullOf(call);
  if (about === undefined) return notFound();
  const { hub, name, user } = call;
  const written = { number: about.number, author: user.login, body: text(call.body, "body") ?? "", at: hub.now() };
  const changed = hub.change(name, (known, id) => ({ ...known, comments: [...known.comments, { id: id(), ...written }] }));
  call.applied("comment", `${name}#${about.number}`);
  const made = changed.comments.at(-1);
  return made === undefined ? notFound() : { status: 201, body: commentShape(call, made) };
};

/** The issue with the number in the request's path. */
export const issueOf = ({ repository, params }: RepositoryCall): Issue | undefined =>
  repository().issues.find(({ number }) => number === Number(params["issue_number"]));

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
