import { act, repeat } from "../../domain/by-hand.ts";
import type { WorkflowRun } from "../../domain/ports/forge.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, broken, holds, pending, present, wait } from "../../domain/step.ts";
import { askGithub, githubPage } from "../by-hand/ask-github.ts";
import { lookAgain } from "./lateness.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly commit: string;
  readonly event?: string;
  /** Only runs for this branch or tag: the same commit is built for its branch and again for its tag. */
  readonly ref?: string;
};

const isMeant = (run: WorkflowRun, { event, ref }: Input): boolean =>
  ((event ?? "") === "" || run.event === event) && ((ref ?? "") === "" || run.ref === ref);

/** Waits until every workflow run of a commit has succeeded, and there is at least one. */
export const awaitRun = wait<"runs", Input, readonly WorkflowRun[]>({
  name: "await-run",
  needs: ["runs"],
  poll: lookAgain.soon,
  describe: ({ commit, ref }) => `CI of ${short(commit)}${(ref ?? "") === "" ? "" : ` for ${ref}`}`,
  observe: async ({ runs }, input) => {
    const meant = (await runs.of(input.repository, input.commit)).filter((run) => isMeant(run, input));
    return meant.length === 0 ? absent : present(meant);
  },
  verify: ({ commit }, runs) => {
    const failed = runs.filter((run) => run.state === "failed");
    if (failed.length > 0) return broken(`failed: ${failed.map((run) => `${run.name} ${run.url}`).join(", ")}`);
    const open = runs.filter((run) => run.state !== "succeeded");
    if (open.length > 0) return pending(`CI of ${short(commit)} is under way: ${open.map((run) => run.name).join(", ")}`);
    return holds(runs.map((run) => run.url).join(" "));
  },
  facts: (_, runs) => ({ runs: runs.map((run) => run.id).join(" ") }),
  byHand: ({ repository, commit, event, ref }) => {
    const wanted = [
      ...((event ?? "") === "" ? [] : [`.event == ${JSON.stringify(event)}`]),
      ...((ref ?? "") === "" ? [] : [`.head_branch == ${JSON.stringify(ref)}`]),
    ];
    const meant = `[.workflow_runs[]${wanted.length === 0 ? "" : ` | select(${wanted.join(" and ")})`}]`;
    return [
      act(`Wait until CI of ${short(commit)} has succeeded: ${githubPage(`${repository}/actions`)}`),
      repeat(
        `${askGithub(`${repository}/actions/runs?head_sha=${commit}`)} | jq -e ${shellWord(`${meant} | length > 0 and all(.conclusion == "success")`)}`,
      ),
    ];
  },
});
