import { expect, test } from "vitest";
import type { Objects, Refs } from "../../domain/ports/git.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitFinishedDraft } from "./await-finished-draft.ts";

const input = { repository: "acme/site", branch: "array", file: "post.md", drafted: "0", told: ["- Remove a TODO (#12)"] };

const judged = async (text: string | undefined) => {
  const refs = only<Refs>({ look: async (_, ref) => ({ ref, object: "c1", commit: "c1" }) });
  const objects = only<Objects>({ file: async () => text });
  const found = await awaitFinishedDraft.observe({ refs, objects }, input, looking());
  return found.is === "present"
    ? { verified: awaitFinishedDraft.verify(input, found.state), facts: awaitFinishedDraft.facts(input, found.state) }
    : found;
};

test("a post with nothing left to fill in is finished at the commit where it was seen", async () => {
  expect(await judged("# 1.30.0\n\n- Remove a TODO (#12)\n")).toMatchObject({ verified: { is: "holds" }, facts: { commit: "c1" } });
});

test("one that is not waits, and says where", async () => {
  expect(await judged("# 1.30.0\n\n- TODO\n")).toMatchObject({
    verified: { is: "pending", why: expect.stringMatching(/^post\.md on array is not finished: line 3, column 3: TODO\. .* backticks$/) },
  });
});

test("one that people moved waits too, because every text leads to it; so does one that nobody has pushed", async () => {
  expect(await judged(undefined)).toMatchObject({ verified: { is: "pending", why: expect.stringContaining("every text leads to it") } });
  const nowhere = only<Refs>({ look: async () => undefined });
  expect(await awaitFinishedDraft.observe({ refs: nowhere, objects: only<Objects>({}) }, input, looking())).toEqual({ is: "absent" });
});
