import { describe, expect, test } from "vitest";
import type { History, Refs } from "../../domain/ports/git.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { pushBranch } from "./push-branch.ts";

const input = { repository: "acme/shop", branch: "release-1.30.0", commit: "aaa" };

const world = (head: string | undefined, grownFrom: readonly string[] = []) => {
  let at = head;
  const pushes: unknown[] = [];
  return {
    pushes,
    refs: only<Refs>({
      look: async (_, ref) => (at === undefined ? undefined : { ref, object: at, commit: at }),
      push: async (_, push) => {
        pushes.push(push);
        at = push.object;
      },
    }),
    history: only<History>({ isAncestor: async (_, older) => grownFrom.includes(older) }),
  };
};

describe("making the release branch", () => {
  test("is pushed where there is none, and never again", async () => {
    const there = world(undefined);
    expect(await once(pushBranch, there, input)).toMatchObject({ sent: true, found: { is: "present" } });
    expect(await once(pushBranch, there, input)).toMatchObject({ sent: false, found: { is: "present", state: { commit: "aaa" } } });
    expect(there.pushes).toEqual([{ ref: "refs/heads/release-1.30.0", object: "aaa", expect: "absent" }]);
  });

  test("may have grown since", async () => {
    const found = await pushBranch.observe(world("bbb", ["aaa"]), input, looking());
    expect(found).toMatchObject({ is: "superseded", state: { commit: "aaa" } });
  });

  test("is somebody else's when it stands elsewhere", async () => {
    expect(await pushBranch.observe(world("bbb"), input, looking())).toMatchObject({ is: "conflicting", code: "BRANCH_TAKEN" });
  });
});
