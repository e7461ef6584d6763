import { expect, test } from "vitest";
import type { Refs } from "../../domain/ports/git.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { findBranchHead } from "./find-branch-head.ts";

test("tells where the branch is, as soon as it is there", async () => {
  const input = { repository: "acme/shop", branch: "main" };
  const refs = (there: boolean) => only<Refs>({ look: async (_, ref) => (there ? { ref, object: ref, commit: ref } : undefined) });
  expect(await findBranchHead.observe({ refs: refs(false) }, input, looking())).toEqual({ is: "absent" });
  expect(await findBranchHead.observe({ refs: refs(true) }, input, looking())).toEqual({
    is: "present",
    state: { commit: "refs/heads/main" },
  });
});
