import { jobsOf } from "../actions/advance-runs.ts";
import { timesOf, workflowsOf } from "../actions/start-runs.ts";
import type { Workflow } from "../actions/workflow.ts";
import { notFound, page, type RepositoryCall, type RepositoryHandler, refused } from "../call.ts";
import { committish } from "../git/names.ts";

import { checkRunShape, type Job, jobShape, runShape, workflowId, workflowShape } from "../shapes/run.ts";
import type { Run } from "../state.ts";

type Found = { readonly run: Run; readonly workflow: Workflow };

const listWorkflows: RepositoryHandler = (call) => {
  const { items, headers } = page(call, workflowsOf(call.hub, call.name));
  const workflows = items.map((workflow) => workflowShape(call.name, workflow));
  return { status: 200, headers, body: { total_count: workflowsOf(call.hub, call.name).length, workflows } };
};

const list: RepositoryHandler = (call) => listed(call, allRuns(call));

const listOfWorkflow: RepositoryHandler = (call) => {
  const asked = call.params["workflow_id"] ?? "";
  const matches = (workflow: Workflow) => String(workflowId(call.name, workflow)) === asked || workflow.file.endsWith(`/${asked}`);
  if (!workflowsOf(call.hub, call.name).some(matches)) return notFound();
  return listed(
    call,
    allRuns(call).filter(({ workflow }) => matches(workflow)),
  );
};

const get: RepositoryHandler = (call) => {
  const found = runOf(call);
  return found === undefined ? notFound() : { status: 200, body: runShape(call.repository(), found.workflow, found.run, call.hub.seed) };
};

const listJobs: RepositoryHandler = (call) => {
  const found = runOf(call);
  if (found === undefined) return notFound();
  const all = jobs(found);
  const { items, headers } = page(call, all);
  return {
    status: 200,
    headers,
    body: { total_count: all.length, jobs: items.map((job) => jobShape(call.name, found.workflow, found.run, job)) },
  };
};

/** Runs everything again from now; a run that is not over cannot be. */
const rerun: RepositoryHandler = (call) => {
  const { hub, name } = call;
  const found = runOf(call);
  if (found === undefined) return notFound();
  const { run, workflow } = found;
  if (run.phase !== "completed") return refused(403, "This workflow is already running");
  const again: Run = {
    ...run,
    attempt: run.attempt + 1,
    phase: "queued",
    conclusion: null,
    ...timesOf({ ...workflow, oddities: [] }, run.ordinal, hub.now()),
  };
  hub.change(name, (known) => ({ ...known, runs: known.runs.map((each) => (each.id === run.id ? again : each)) }));
  call.applied("rerun", `${name} ${run.workflow} ${run.ordinal}`);
  return { status: 201, body: {} };
};

const listChecks: RepositoryHandler = async (call) => {
  const sha = await committish(call.git, call.params["ref"] ?? "");
  if (sha === undefined) return refused(422, `No commit found for SHA: ${call.params["ref"]}`);
  const name = call.query.get("check_name");
  const status = call.query.get("status");
  const found = allRuns(call)
    .filter(({ run }) => run.sha === sha && (status === null || run.phase === status))
    .flatMap((each) => jobs(each).map((job) => ({ ...each, job })))
    .filter(({ job }) => name === null || job.name === name);
  const { items, headers } = page(call, found);
  return {
    status: 200,
    headers,
    body: { total_count: found.length, check_runs: items.map(({ run, job }) => checkRunShape(call.name, run, job)) },
  };
};

/** By GitHub's operation id. */
export const runHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "actions/list-repo-workflows": listWorkflows,
  "actions/list-workflow-runs": listOfWorkflow,
  "actions/list-workflow-runs-for-repo": list,
  "actions/get-workflow-run": get,
  "actions/list-jobs-for-workflow-run": listJobs,
  "actions/re-run-workflow": rerun,
  "checks/list-for-ref": listChecks,
};

function listed(call: RepositoryCall, runs: readonly Found[]) {
  const wants = (name: string, value: string) => call.query.get(name) === null || call.query.get(name) === value;
  const wanted = runs.filter(
    ({ run }) =>
      wants("head_sha", run.sha) &&
      wants("event", run.event) &&
      wants("actor", run.actor) &&
      wants("branch", run.ref.replace(/^refs\/(heads|tags)\//, "")) &&
      (wants("status", run.phase) || wants("status", run.conclusion ?? "")),
  );
  const { items, headers } = page(call, wanted);
  const body = {
    total_count: wanted.length,
    workflow_runs: items.map(({ run, workflow }) => runShape(call.repository(), workflow, run, call.hub.seed)),
  };
  return { status: 200, headers, body };
}

/** Newest first. */
function allRuns({ hub, name, repository }: RepositoryCall): readonly Found[] {
  const workflows = new Map(workflowsOf(hub, name).map((workflow) => [workflow.name, workflow]));
  return [...repository().runs].reverse().flatMap((run) => {
    const workflow = workflows.get(run.workflow);
    return workflow === undefined ? [] : [{ run, workflow }];
  });
}

const runOf = (call: RepositoryCall): Found | undefined => allRuns(call).find(({ run }) => run.id === Number(call.params["run_id"]));

function jobs({ run, workflow }: Found): readonly Job[] {
  return jobsOf(workflow, run).map(({ name, conclusion }, at) => ({
    id: run.id * 100 + at,
    name,
    conclusion: run.phase === "completed" ? conclusion : null,
  }));
}
