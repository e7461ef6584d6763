import { act } from "../../domain/by-hand.ts";
import { holds, present, wait } from "../../domain/step.ts";
import { githubPage } from "../by-hand/ask-github.ts";
import { lookAgain } from "./lateness.ts";

type Input = { readonly repository: string; readonly branch: string; readonly context: string };

/** A verdict that the branch's rules do not require stops nobody: then a person must change the rules, or answer for it. */
export const awaitRequiredStatus = wait<"statuses", Input, readonly string[]>({
  name: "await-required-status",
  momentary: true,
  needs: ["statuses"],
  poll: lookAgain.later,
  describe: ({ branch, context }) => `the rules of ${branch} require ${context}`,
  observe: async ({ statuses }, { repository, branch, context }) => {
    const required = await statuses.required(repository, branch);
    if (required.includes(context)) return present(required);
    const found = `the rules of ${branch} in ${repository} require ${required.join(", ") || "no status"}, but not ${context}`;
    return { is: "conflicting", code: "FREEZE_NOT_ENFORCED", found, state: required, answers: ["retry", "accept", "abandon"] };
  },
  verify: ({ branch }, required) => holds(`${branch} requires ${required.join(", ")}`),
  facts: () => ({}),
  byHand: ({ repository, branch, context }) => [
    act(
      `The rules of ${branch} must require the status ${context}, or nothing stops a feature from boarding: ${githubPage(`${repository}/settings/rules`)}`,
    ),
  ],
});
