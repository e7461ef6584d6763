import { addDuration, type Duration, type Instant } from "../../../domain/instant.ts";
import { resolve } from "../git/run.ts";
import type { Hub, Push } from "../hub.ts";
import type { Pull, Run } from "../state.ts";
import { matchRef, type Workflow } from "./workflow.ts";

/** The workflows of a repository, none for an unknown one. */
export function workflowsOf(hub: Hub, name: string): readonly Workflow[] {
  return hub.seed.repositories.find((each) => each.name === name)?.workflows ?? [];
}

/** Queues a run of each workflow that a push of this ref starts; a deleted ref starts none. */
export async function startOnPush(hub: Hub, { repository, ref, after, login }: Push): Promise<void> {
  if (/^0+$/.test(after)) return;
  // A run names a commit, also for an annotated tag.
  const sha = (await resolve(hub.git(repository), after)) ?? after;
  for (const workflow of workflowsOf(hub, repository)) {
    const values = workflow.on
      .flatMap((trigger) => (trigger.is === "push" ? [matchRef(trigger.ref, ref)] : []))
      .find((found) => found !== undefined);
    if (values !== undefined) queue(hub, repository, workflow, { event: "push", ref, sha, actor: login, values: { ...values, sha } });
  }
}

/** Queues a run of each workflow that waits for a merged pull request with exactly this label: another spelling starts nothing, and nobody is told. */
export function startOnMerge(hub: Hub, name: string, pull: Pull): void {
  if (pull.merged === null) return;
  const { by, commit } = pull.merged;
  for (const workflow of workflowsOf(hub, name)) {
    const starts = workflow.on.some(
      (trigger) => trigger.is === "merged" && trigger.base === pull.base && pull.labels.includes(trigger.label),
    );
    if (starts)
      queue(hub, name, workflow, {
        event: "pull_request",
        ref: `refs/heads/${pull.base}`,
        sha: commit,
        actor: by,
        values: { sha: commit },
      });
  }
}

/** When a run that is queued at a moment starts and ends. */
export function timesOf(workflow: Workflow, ordinal: number, from: Instant): Pick<Run, "createdAt" | "startsAt" | "endsAt"> {
  const late = workflow.oddities?.find(({ run }) => run === ordinal)?.late ?? 0;
  const minutes = (count: number) => (count * 60_000) as Duration;
  const wait = Math.min(1, workflow.minutes / 2);
  return { createdAt: from, startsAt: addDuration(from, minutes(wait)), endsAt: addDuration(from, minutes(workflow.minutes + late)) };
}

function queue(hub: Hub, name: string, workflow: Workflow, started: Pick<Run, "event" | "ref" | "sha" | "actor" | "values">): void {
  hub.change(name, (known, id) => {
    const ordinal = 1 + known.runs.filter((run) => run.workflow === workflow.name).length;
    const fresh = { id: id(), workflow: workflow.name, ordinal, attempt: 1, phase: "queued", conclusion: null } as const;
    return { ...known, runs: [...known.runs, { ...fresh, ...started, ...timesOf(workflow, ordinal, hub.now()) }] };
  });
}
