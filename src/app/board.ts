import { canonical } from "../domain/canonical.ts";
import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { PlannedStep } from "../domain/plan.ts";
import type { PullRequest } from "../domain/ports/forge.ts";
import type { Freeze } from "../domain/train.ts";
import { judge } from "../domain/verdict.ts";
import { fillAll } from "./fill-all.ts";
import type { AppParts } from "./parts.ts";
import { namesOf } from "./template-names.ts";

/** A verdict for every pull request that asks to board, whenever it changes, and the status that publishes it. */
export const boardingEvents = async (parts: AppParts, state: ReleaseState, branch: string): Promise<readonly Event[]> => {
  const { repository } = parts.train;
  if (parts.train.freeze === undefined) return [];
  const label = fillAll(parts.train.freeze.label, namesOf(state.version, state.plan?.previous ?? ""));
  const freeze = { ...parts.train.freeze, label };
  const asking = await parts.ports.pulls.openInto(repository.name, branch);
  const judged = asking.flatMap((pull) => verdictOn(pull, state, freeze));
  const verdicts = [...state.verdicts.filter((each) => !judged.some((fresh) => fresh.pull === each.pull)), ...judged];
  const publishing = verdicts.flatMap((verdict) => statusStep(state, verdict, { repository: repository.name, context: freeze.context }));
  return [...judged, ...publishing.map((step): Event => ({ is: "step-added", step, because: "a pull request asks to board" }))];
};

type Verdict = Extract<Event, { readonly is: "verdict-given" }>;

/** A person's verdict holds for the commit it was given on. The guard's own is given again when anything it rests on changed: title, text, labels, findings. */
const verdictOn = (pull: PullRequest, state: ReleaseState, freeze: Freeze): readonly Verdict[] => {
  const known = state.verdicts.find((each) => each.pull === pull.number);
  const sameCommit = known?.commit === pull.headCommit;
  if (sameCommit && known.by !== "signalbox") return [];
  const { verdict, reason } = judge(pull, freeze, state.findings);
  if (sameCommit && known.title === pull.title && known.verdict === verdict && known.reason === reason) return [];
  return [{ is: "verdict-given", pull: pull.number, commit: pull.headCommit, title: pull.title, author: pull.author, verdict, reason }];
};

/** The status of a verdict, unless it is the one published last; it goes behind the one before, so that the newest word counts. */
const statusStep = (
  state: ReleaseState,
  { pull, commit, verdict, reason }: Omit<Verdict, "is">,
  { repository, context }: { readonly repository: string; readonly context: string },
): readonly PlannedStep[] => {
  const prefix = `guard-branch/pull-${pull}-${commit.slice(0, 12)}-`;
  const before = state.added.map((each) => each.step).filter((each) => each.id.startsWith(prefix));
  const last = before.at(-1);
  const input = {
    repository,
    commit,
    context,
    state: verdict === "refused" ? "failure" : "success",
    description: [...reason].slice(0, 140).join(""),
  };
  if (last !== undefined && canonical(last.input) === canonical(input)) return [];
  const name = before.some((each) => each.id === `${prefix}${verdict}`) ? `${verdict}-${before.length + 1}` : verdict;
  return [{ id: `${prefix}${name}`, kind: "set-status", input, ...(last === undefined ? {} : { after: [last.id] }) }];
};
