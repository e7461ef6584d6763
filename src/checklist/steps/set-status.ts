import { run } from "../../domain/by-hand.ts";
import type { StatusState } from "../../domain/ports/forge.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { tellGithub } from "../by-hand/ask-github.ts";
import { timings } from "./lateness.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly commit: string;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string;
  /** A state that this one gives way to in time: seen later, it is no loss. */
  readonly until?: StatusState;
};

/** GitHub takes no longer description, so a longer one would never be seen to be there. */
const fitted = ({ description }: Input): string => [...description].slice(0, 140).join("");

/** Says something about a commit that branch rules can require; the newest word of a context counts. */
export const setStatus = effect<"statuses", Input, StatusState>({
  name: "set-status",
  needs: ["statuses"],
  class: "set",
  keyedBy: "commit and context: the newest counts",
  looksAt: "the newest status of the context",
  reversible: "yes",
  ...timings.github,
  target: ({ repository, commit, context }) => `${repository} ${commit} ${context}`,
  describe: ({ commit, context, state }) => `set ${context} of ${short(commit)} to ${state}`,
  observe: async ({ statuses }, input) => {
    const there = (await statuses.of(input.repository, input.commit)).find((each) => each.context === input.context);
    if (there !== undefined && there.state === input.until)
      return { is: "superseded", state: there.state, evidence: `it is ${there.state} by now` };
    return there?.state === input.state && there.description === fitted(input) ? present(there.state) : absent;
  },
  apply: async ({ statuses }, input) => {
    const { repository, commit, context, state } = input;
    await statuses.set(repository, commit, { context, state, description: fitted(input) });
    return state;
  },
  verify: ({ commit, context }, state) => holds(`${context} of ${short(commit)} is ${state}`),
  facts: () => ({}),
  byHand: (input) => [
    run(
      tellGithub("POST", `${input.repository}/statuses/${input.commit}`, {
        state: input.state,
        context: input.context,
        description: fitted(input),
      }),
    ),
  ],
});
