import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { WorkflowRun, WorkflowRuns } from "../../domain/ports/forge.ts";
import type { GithubApi } from "./api.ts";
import { objectId } from "./statuses.ts";

const Run = z.object({
  id: z.int(),
  name: z.string().nullish(),
  event: z.string(),
  // The branch, or the tag of a push of a tag.
  head_branch: z.string().nullish(),
  head_sha: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  html_url: z.string(),
});

const RunPage = z.object({ total_count: z.int(), workflow_runs: z.array(Run) });

/** More runs of one commit than this cannot be told apart from a flood. */
const most = 100;

/** Runs of GitHub Actions for a commit, newest first. */
export const githubWorkflowRuns = (api: GithubApi): WorkflowRuns => ({
  of: async (repository, commit) => {
    const query = { head_sha: objectId(commit), per_page: String(most) };
    const found = await api.get(repository, "actions/runs", RunPage, query);
    const asked = { system: "GitHub", request: `GET ${repository} actions/runs` };
    if (found === undefined) throw explain("NOT_FOUND", asked);
    if (found.total_count > most) throw explain("BAD_ANSWER", { ...asked, found: `${found.total_count} runs of one commit` });
    return found.workflow_runs.filter(({ head_sha }) => head_sha === commit).map(toRun);
  },
});

const toRun = (run: z.infer<typeof Run>): WorkflowRun => ({
  id: String(run.id),
  name: run.name ?? "",
  event: run.event,
  ref: run.head_branch ?? "",
  commit: run.head_sha,
  state: stateOf(run.status, run.conclusion),
  url: run.html_url,
});

const stateOf = (status: string | null, conclusion: string | null): WorkflowRun["state"] => {
  if (status === "completed") return ["success", "neutral", "skipped"].includes(conclusion ?? "") ? "succeeded" : "failed";
  return status === "in_progress" ? "running" : "waiting";
};
