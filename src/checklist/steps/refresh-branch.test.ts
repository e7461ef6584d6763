import { expect, test } from "vitest";
import type { History, Objects, Refs } from "../../domain/ports/git.ts";
import { once, only } from "../../testing/step-bench.ts";
import { refreshBranch } from "./refresh-branch.ts";

/** A chart's main that says a version, and a draft of 1.30.1 that was made on it or, when main has moved since, on something older. */
const refresh = async (main: string, draftedOn: "main" | "older", keepLater: boolean) => {
  let branch = "draft";
  const made: unknown[] = [];
  const world = {
    refs: only<Refs>({
      look: async (_, ref) => ({ ref, object: branch, commit: branch }),
      push: async (_, { object }) => {
        branch = object;
      },
    }),
    objects: only<Objects>({
      file: async () => `appVersion: ${main}\n`,
      commit: async (_, { files, merges }) => {
        made.push([merges, files.map(({ text }) => text)]);
        return "refreshed";
      },
    }),
    history: only<History>({ isAncestor: async () => draftedOn === "main", dateOf: async () => 7 }),
  };
  const edit = { is: "set" as const, file: "Chart.yaml", at: "appVersion", to: "1.30.1", ...(keepLater && { keepLater: true as const }) };
  const input = {
    repository: "acme/charts",
    branch: "b",
    head: "draft",
    onto: "main",
    message: "m",
    edits: [edit],
    by: { name: "n", email: "e" },
  };
  await once(refreshBranch, world, input);
  return { branch, made: made[0] };
};

test("a draft made on what it will be merged into stays as it is", async () => {
  expect(await refresh("1.30.0", "main", true)).toEqual({ branch: "draft", made: undefined });
  expect(await refresh("1.31.0", "main", false)).toEqual({ branch: "draft", made: undefined });
});

test("where main has moved, the edits are made anew on it", async () => {
  expect(await refresh("1.30.0", "older", true)).toEqual({ branch: "refreshed", made: [["draft"], ["appVersion: 1.30.1\n"]] });
});

test.each(["main", "older"] as const)(
  "what says something later on main stays, though the draft on %s would take it back",
  async (draftedOn) => {
    expect(await refresh("1.31.0", draftedOn, true)).toEqual({ branch: "refreshed", made: [["draft"], []] });
  },
);
