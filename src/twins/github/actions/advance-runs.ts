import { compareInstants, type Instant } from "../../../domain/instant.ts";
import type { Hub, Push } from "../hub.ts";
import type { Repository, Run } from "../state.ts";
import { bumpFile } from "./bump-file.ts";
import { workflowsOf } from "./start-runs.ts";
import { fill, type ImageJob, type Oddity, type Workflow } from "./workflow.ts";

/** An image that CI has built: for every platform, labelled with the commit, pushed under these tags. Another seed makes other bytes. */
export type BuiltImage = {
  readonly repository: string;
  readonly tags: readonly string[];
  /** The commit it is built from. */
  readonly revision: string;
  /** The version in the ref's name; empty for a ref without one. */
  readonly version: string;
  readonly seed: string;
};

/** What CI does outside GitHub. Publishing the same image twice must leave one. */
export type Outlets = {
  readonly publishImage: (image: BuiltImage) => Promise<void>;
  readonly pushed: (push: Push) => Promise<void>;
};

/** The next moment at which a run starts or ends. */
export function nextRunDue(hub: Hub): Instant | undefined {
  const pending = hub.repositories().flatMap(({ runs }) => runs.filter((run) => run.phase !== "completed").map(dueAt));
  return pending.sort(compareInstants)[0];
}

/** Moves every run to where it is at this moment, in the order in which things become due, doing each one's work exactly when it ends. */
export async function advanceRuns(hub: Hub, now: Instant, outlets: Outlets): Promise<void> {
  for (;;) {
    const due = hub
      .repositories()
      .flatMap((repository) => repository.runs.map((run) => ({ repository, run })))
      .filter(({ run }) => run.phase !== "completed" && compareInstants(dueAt(run), now) <= 0)
      .sort((a, b) => compareInstants(dueAt(a.run), dueAt(b.run)) || a.run.id - b.run.id)[0];
    if (due === undefined) return;
    await step(hub, due.repository, due.run, outlets);
  }
}

/** Jobs of a run with the way each ended or will end; a second attempt has no oddities. */
export function jobsOf(workflow: Workflow, run: Run): readonly { readonly name: string; readonly conclusion: "success" | "failure" }[] {
  const odd = oddityOf(workflow, run);
  if (workflow.does.is !== "build") return [{ name: workflow.name, conclusion: odd?.fails === true ? "failure" : "success" }];
  return workflow.does.images.map(({ repository }) => ({
    name: `build ${repository}`,
    conclusion: builds(odd, repository) ? "success" : "failure",
  }));
}

const dueAt = (run: Run): Instant => (run.phase === "queued" ? run.startsAt : run.endsAt);

async function step(hub: Hub, { name }: Repository, run: Run, outlets: Outlets): Promise<void> {
  if (run.phase === "queued") return replace(hub, name, { ...run, phase: "in_progress" });
  const workflow = workflowsOf(hub, name).find((each) => each.name === run.workflow);
  if (workflow === undefined) return replace(hub, name, { ...run, phase: "completed", conclusion: "failure" });
  await work(hub, name, workflow, run, outlets);
  const failed = jobsOf(workflow, run).some(({ conclusion }) => conclusion === "failure");
  replace(hub, name, { ...run, phase: "completed", conclusion: failed ? "failure" : "success" });
}

async function work(hub: Hub, name: string, workflow: Workflow, run: Run, { publishImage, pushed }: Outlets): Promise<void> {
  const odd = oddityOf(workflow, run);
  const { does } = workflow;
  if (does.is === "build") {
    for (const image of does.images.filter(({ repository }) => builds(odd, repository))) await publishImage(built(image, name, run));
  }
  if (does.is === "bump" && odd?.fails !== true) {
    const push = await bumpFile(hub, name, run, does);
    if (push !== undefined) await pushed(push);
  }
}

function built({ repository, tags }: ImageJob, name: string, run: Run): BuiltImage {
  const seed = `${name} ${run.workflow} ${run.ordinal}.${run.attempt}`;
  return { repository, tags: tags.map((tag) => fill(tag, run.values)), revision: run.sha, version: run.values["version"] ?? "", seed };
}

function oddityOf(workflow: Workflow, run: Run): Oddity | undefined {
  return run.attempt > 1 ? undefined : workflow.oddities?.find((odd) => odd.run === run.ordinal);
}

const builds = (odd: Oddity | undefined, repository: string): boolean => odd?.fails !== true && (odd?.only?.includes(repository) ?? true);

function replace(hub: Hub, name: string, changed: Run): void {
  hub.change(name, (known) => ({ ...known, runs: known.runs.map((run) => (run.id === changed.id ? changed : run)) }));
}
