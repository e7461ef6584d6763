import { act } from "../../domain/by-hand.ts";
import type { CommitStatus } from "../../domain/ports/forge.ts";
import { broken, holds, pending, present, wait } from "../../domain/step.ts";
import { githubPage } from "../by-hand/ask-github.ts";
import { lookAgain } from "./lateness.ts";
import { short } from "./short.ts";

type Input = { readonly repository: string; readonly branch: string; readonly commit: string };

/** Each required context with its newest state. */
type State = readonly { readonly context: string; readonly state: CommitStatus["state"] | "missing" }[];

/** Waits until every status that the base branch requires is a success on the commit. */
export const awaitStatuses = wait<"statuses", Input, State>({
  name: "await-statuses",
  momentary: true,
  needs: ["statuses"],
  poll: lookAgain.soon,
  describe: ({ branch, commit }) => `what ${branch} requires holds for ${short(commit)}`,
  observe: async ({ statuses }, { repository, branch, commit }) => {
    const required = await statuses.required(repository, branch);
    const there = required.length === 0 ? [] : await statuses.of(repository, commit);
    return present(required.map((context) => ({ context, state: there.find((each) => each.context === context)?.state ?? "missing" })));
  },
  verify: ({ branch }, required) => {
    const bad = required.filter((each) => each.state === "failure" || each.state === "error");
    if (bad.length > 0) return broken(bad.map((each) => `${each.context}: ${each.state}`).join(", "));
    const open = required.filter((each) => each.state !== "success");
    if (open.length > 0) return pending(`waiting for ${open.map((each) => `${each.context} (${each.state})`).join(", ")}`);
    return holds(required.length === 0 ? `${branch} requires no status` : required.map((each) => each.context).join(", "));
  },
  facts: () => ({}),
  byHand: ({ repository, branch, commit }) => [
    act(`Everything that ${branch} requires must be green for ${commit}: ${githubPage(`${repository}/commit/${commit}`)}`),
  ],
});
