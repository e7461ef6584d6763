import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import type { RepositoryCall } from "../call.ts";
import type { Issue, Pull } from "../state.ts";
import { apiRepository, page as html, idOf, nodeId } from "./addresses.ts";
import { labelShape } from "./pull.ts";
import { simpleUser } from "./user.ts";

/** An issue in full, or a pull request seen as one, which every pull request is. */
export function issueShape(call: RepositoryCall, issue: Issue | Pull): Json {
  const { hub, name, repository } = call;
  const page = html(`${name}/${"merged" in issue ? "pull" : "issues"}/${issue.number}`);
  return filled("issue", {
    id: idOf(`${name}#${issue.number}`),
    node_id: nodeId("merged" in issue ? "PullRequest" : "Issue", issue.number),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    user: simpleUser(issue.author, hub.seed),
    labels: issue.labels.map((label) => labelShape(repository(), label)),
    comments: repository().comments.filter(({ number }) => number === issue.number).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    url: apiRepository(name, `/issues/${issue.number}`),
    html_url: page,
    repository_url: apiRepository(name),
    author_association: "MEMBER",
    ...("merged" in issue ? { pull_request: pullLinks(call, issue, page) } : { state_reason: issue.reason }),
  });
}

const pullLinks = ({ name }: RepositoryCall, { number, merged }: Pull, page: string): Json => ({
  url: apiRepository(name, `/pulls/${number}`),
  html_url: page,
  diff_url: `${page}.diff`,
  patch_url: `${page}.patch`,
  merged_at: merged?.at ?? null,
});
