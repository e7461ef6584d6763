import { describe, expect, test } from "vitest";
import type { Labels } from "../../domain/ports/forge.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { labelPullRequest } from "./label-pull-request.ts";

const input = { repository: "acme/chart", number: "7", label: "bump minor" };

const world = (known: readonly string[], has: readonly string[] = []) => {
  const added: string[] = [];
  const labels = only<Labels>({
    of: async () => [...has, ...added],
    known: async () => known,
    add: async (_, __, label) => {
      added.push(label);
    },
  });
  return { labels, added };
};

describe("labelling a pull request", () => {
  test("adds the label once", async () => {
    const there = world(["bump minor", "bug"]);
    expect(await once(labelPullRequest, there, input)).toMatchObject({ sent: true, found: { is: "present" } });
    expect(await once(labelPullRequest, there, input)).toMatchObject({ sent: false });
    expect(there.added).toEqual(["bump minor"]);
  });

  test("makes no new label for one that is spelt otherwise there", async () => {
    const found = await labelPullRequest.observe(world(["Bump Minor"], ["Bump Minor"]), input, looking());
    expect(found).toMatchObject({ is: "conflicting", found: expect.stringContaining("it has Bump Minor") });
  });
});
