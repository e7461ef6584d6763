import { describe, expect, test } from "vitest";
import type { PullRequest, PullRequests } from "../../domain/ports/forge.ts";
import type { History, Refs } from "../../domain/ports/git.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { mergePullRequest } from "./merge-pull-request.ts";

const input = { repository: "acme/shop", number: "7", sha: "reviewed", method: "merge" } as const;

const world = (there: Partial<PullRequest> | undefined, { main = "later" }: { readonly main?: string | undefined } = {}) => {
  let pull =
    there === undefined ? undefined : ({ number: "7", state: "open", base: "main", headCommit: "reviewed", ...there } as PullRequest);
  const merges: unknown[] = [];
  const pulls = only<PullRequests>({
    get: async () => pull,
    merge: async (_, wanted) => {
      merges.push(wanted);
      if (pull !== undefined) pull = { ...pull, state: "merged", mergeCommit: "mmm" };
    },
  });
  const refs = only<Refs>({ look: async (_, ref) => (main === "gone" ? undefined : { ref, object: main, commit: main }) });
  const history = only<History>({ isAncestor: async (_, older, newer) => (older === "m" ? newer === "later" : older === "mmm") });
  return { pulls, refs, history, merges };
};

describe("merging a pull request", () => {
  test("merges the reviewed head once", async () => {
    const there = world({});
    expect(await once(mergePullRequest, there, input)).toMatchObject({ sent: true, verified: { is: "holds" } });
    expect(await once(mergePullRequest, there, input)).toMatchObject({ sent: false });
    expect(there.merges).toEqual([{ number: "7", sha: "reviewed", method: "merge" }]);
  });

  test.each([
    ["open at another head", { headCommit: "newer" }, "conflicting", false],
    ["merged at another head", { headCommit: "newer", state: "merged", mergeCommit: "m" }, "conflicting", true],
    ["closed", { state: "closed" }, "conflicting", false],
    ["unknown", undefined, "conflicting", false],
    ["merged", { state: "merged", mergeCommit: "m" }, "present", true],
  ] as const)("finds it %s", async (_, there, is, hasState) => {
    const found = await mergePullRequest.observe(world(there), input, looking());
    expect(found.is).toBe(is);
    expect("state" in found).toBe(hasState);
  });

  test.each([
    ["is it", "m", "holds"],
    ["has grown since", "later", "holds"],
    ["was moved back", "before", "pending"],
    ["is gone", "gone", "pending"],
  ])("is over when the base branch has the commit: it %s", async (_, main, is) => {
    const found = await mergePullRequest.observe(world({ state: "merged", mergeCommit: "m" }, { main }), input, looking());
    expect(found.is === "present" && mergePullRequest.verify(input, found.state).is).toBe(is);
  });

  test("waits for the merge commit", () => {
    expect(mergePullRequest.verify(input, { commit: undefined }).is).toBe("pending");
  });
});
