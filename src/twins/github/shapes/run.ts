import type { Json } from "../../../domain/known.ts";
import type { Workflow } from "../actions/workflow.ts";
import { filled } from "../blank.ts";
import type { GithubSeed } from "../seed.ts";
import type { Repository, Run } from "../state.ts";
import { apiRepository, idOf, nodeId, page } from "./addresses.ts";
import { repositoryShape } from "./repository.ts";
import { simpleUser } from "./user.ts";

type Fields = { readonly [key: string]: Json };

/** A workflow's id, which GitHub never changes. */
export const workflowId = (name: string, workflow: Workflow): number => idOf(`${name}/${workflow.file}`);

/** A workflow as GitHub lists it. */
export function workflowShape(name: string, workflow: Workflow): Fields {
  const id = workflowId(name, workflow);
  const times = { created_at: "2020-01-01T00:00:00Z", updated_at: "2020-01-01T00:00:00Z" };
  const url = apiRepository(name, `/actions/workflows/${id}`);
  const html = page(`${name}/blob/HEAD/${workflow.file}`);
  return filled("workflow", {
    id,
    node_id: nodeId("Workflow", id),
    name: workflow.name,
    path: workflow.file,
    state: "active",
    url,
    html_url: html,
    ...times,
  });
}

/** One run; its display title is the workflow's name, so that no commit message travels. */
export function runShape(repository: Repository, workflow: Workflow, run: Run, seed: GithubSeed): Fields {
  const url = apiRepository(repository.name, `/actions/runs/${run.id}`);
  const id = workflowId(repository.name, workflow);
  return filled("workflow-run", {
    id: run.id,
    node_id: nodeId("WorkflowRun", run.id),
    name: workflow.name,
    display_title: workflow.name,
    head_branch: run.ref.replace(/^refs\/(heads|tags)\//, ""),
    head_sha: run.sha,
    path: workflow.file,
    run_number: run.ordinal,
    run_attempt: run.attempt,
    event: run.event,
    status: run.phase,
    conclusion: run.conclusion,
    workflow_id: id,
    check_suite_id: run.id,
    url,
    html_url: page(`${repository.name}/actions/runs/${run.id}`),
    created_at: run.createdAt,
    updated_at: run.phase === "completed" ? run.endsAt : run.phase === "in_progress" ? run.startsAt : run.createdAt,
    run_started_at: run.createdAt,
    actor: simpleUser(run.actor, seed),
    triggering_actor: simpleUser(run.actor, seed),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    rerun_url: `${url}/rerun`,
    workflow_url: apiRepository(repository.name, `/actions/workflows/${id}`),
    repository: repositoryShape("minimal-repository", repository, seed),
    head_repository: repositoryShape("minimal-repository", repository, seed),
  });
}

/** One job of a run and the check run of the same job, which share an id as they do at GitHub. */
export type Job = { readonly id: number; readonly name: string; readonly conclusion: "success" | "failure" | null };

/** A job as the run's page shows it. */
export function jobShape(name: string, workflow: Workflow, run: Run, job: Job): Fields {
  const url = apiRepository(name, `/actions/jobs/${job.id}`);
  return filled("job", {
    id: job.id,
    node_id: nodeId("Job", job.id),
    run_id: run.id,
    run_url: apiRepository(name, `/actions/runs/${run.id}`),
    run_attempt: run.attempt,
    workflow_name: workflow.name,
    head_branch: run.ref.replace(/^refs\/(heads|tags)\//, ""),
    head_sha: run.sha,
    name: job.name,
    url,
    html_url: page(`${name}/actions/runs/${run.id}/job/${job.id}`),
    status: run.phase,
    conclusion: job.conclusion,
    created_at: run.createdAt,
    started_at: run.startsAt,
    completed_at: run.phase === "completed" ? run.endsAt : null,
    check_run_url: apiRepository(name, `/check-runs/${job.id}`),
    labels: ["ubuntu-latest"],
  });
}

/** The check run that a job leaves on its commit. */
export function checkRunShape(name: string, run: Run, job: Job): Fields {
  return filled("check-run", {
    id: job.id,
    node_id: nodeId("CheckRun", job.id),
    head_sha: run.sha,
    external_id: String(job.id),
    name: job.name,
    url: apiRepository(name, `/check-runs/${job.id}`),
    html_url: page(`${name}/runs/${job.id}`),
    status: run.phase,
    conclusion: job.conclusion,
    started_at: run.phase === "queued" ? null : run.startsAt,
    completed_at: run.phase === "completed" ? run.endsAt : null,
    check_suite: { id: run.id },
  });
}
