import type { Ports } from "../../domain/ports/index.ts";
import { githubAccess } from "./access.ts";
import { type GithubOutside, githubApi } from "./api.ts";
import { githubIssues } from "./issues.ts";
import { githubLabels } from "./labels.ts";
import { githubMembers } from "./members.ts";
import { githubPullRequests } from "./pull-requests.ts";
import { githubReleases } from "./releases.ts";
import { githubStatuses } from "./statuses.ts";
import { githubWorkflowRuns } from "./workflow-runs.ts";

/** The ports that GitHub answers. */
export type GithubPorts = Pick<Ports, "pulls" | "issues" | "labels" | "members" | "statuses" | "runs" | "forgeReleases" | "access">;

/** GitHub's REST API with the token `GITHUB_TOKEN`, which needs to write pull requests, contents and commit statuses and to read actions; to write issues where the checklist is kept in one; and to read the organisation that tells who is staff, if there is one. */
export const connectGithub = (outside: GithubOutside): GithubPorts => {
  const api = githubApi(outside);
  return {
    pulls: githubPullRequests(api),
    issues: githubIssues(api),
    labels: githubLabels(api),
    members: githubMembers(api),
    statuses: githubStatuses(api),
    runs: githubWorkflowRuns(api),
    forgeReleases: githubReleases(api),
    access: githubAccess(api),
  };
};
