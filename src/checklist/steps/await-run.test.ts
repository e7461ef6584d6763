import { describe, expect, test } from "vitest";
import type { WorkflowRun, WorkflowRuns } from "../../domain/ports/forge.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitRun } from "./await-run.ts";

const run = (state: WorkflowRun["state"], more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: "1",
  name: "CI",
  event: "push",
  ref: "release-1.30.0",
  commit: "c",
  state,
  url: "https://example.com/1",
  ...more,
});

const ofTag = { event: "push", ref: "1.30.0" };
const verdict = async (runs: readonly WorkflowRun[], more: object = {}) => {
  const input = { repository: "acme/shop", commit: "c", ...more };
  const found = await awaitRun.observe({ runs: only<WorkflowRuns>({ of: async () => runs }) }, input, looking());
  return found.is === "present" ? awaitRun.verify(input, found.state).is : found.is;
};

describe("waiting for CI", () => {
  test.each([
    ["no run", [], {}, "absent"],
    ["a run under way", [run("succeeded"), run("running")], {}, "pending"],
    ["a run that waits", [run("waiting")], {}, "pending"],
    ["a run that failed, whatever the others do", [run("failed"), run("running")], {}, "broken"],
    ["runs that succeeded", [run("succeeded"), run("succeeded")], {}, "holds"],
    ["only the branch's run when the tag's is meant", [run("succeeded")], ofTag, "absent"],
    ["the tag's run beside a failed one of the branch", [run("failed"), run("succeeded", { ref: "1.30.0" })], ofTag, "holds"],
    ["a run by hand when a push is meant", [run("succeeded", { ref: "1.30.0", event: "workflow_dispatch" })], ofTag, "absent"],
  ] as const)("with %s", async (_, runs, more, is) => expect(await verdict(runs, more)).toBe(is));
});
