import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { PlannedStep } from "../domain/plan.ts";
import type { PullRequest } from "../domain/ports/forge.ts";
import { judge } from "../domain/verdict.ts";
import type { AppParts } from "./parts.ts";

/** A verdict for every pull request that asks to board and has none for its present head and title, and the status that publishes it. */
export const boardingEvents = async (parts: AppParts, state: ReleaseState, branch: string): Promise<readonly Event[]> => {
  const { freeze, repository } = parts.train;
  if (freeze === undefined) return [];
  const asking = await parts.ports.pulls.openInto(repository.name, branch);
  const judged = asking.flatMap((pull) => verdictOn(pull, state, freeze));
  const verdicts = [...state.verdicts.filter((each) => !judged.some((fresh) => fresh.pull === each.pull)), ...judged];
  const publishing = verdicts
    .map(
      (verdict): PlannedStep => ({
        id: `guard-branch/pull-${verdict.pull}-${verdict.commit.slice(0, 12)}-${verdict.verdict}`,
        kind: "set-status",
        input: {
          repository: repository.name,
          commit: verdict.commit,
          context: freeze.context,
          state: verdict.verdict === "refused" ? "failure" : "success",
          description: verdict.reason.slice(0, 140),
        },
      }),
    )
    .filter((step) => !state.added.some((each) => each.step.id === step.id));
  return [...judged, ...publishing.map((step): Event => ({ is: "step-added", step, because: "a pull request asks to board" }))];
};

type Verdict = Extract<Event, { readonly is: "verdict-given" }>;

const verdictOn = (pull: PullRequest, state: ReleaseState, freeze: Parameters<typeof judge>[1]): readonly Verdict[] => {
  const known = state.verdicts.find((each) => each.pull === pull.number);
  if (known?.commit === pull.headCommit && (known.title === pull.title || known.verdict === "exception")) return [];
  const { verdict, reason } = judge(pull, freeze, state.findings);
  return [{ is: "verdict-given", pull: pull.number, commit: pull.headCommit, title: pull.title, author: pull.author, verdict, reason }];
};
