import type { Train } from "../../domain/train.ts";
import { coverageOf } from "../coverage-of.ts";
import type { RehearsedRelease, RowShown } from "./rehearsal.ts";

/** The 21 rows of the handbook's checklist with what the rehearsal shows for each. */
export const rowsShown = (train: Train, releases: readonly RehearsedRelease[], guessed: readonly string[]): readonly RowShown[] =>
  coverageOf(train, guessed).map((row) => ({ ...row, evidence: evidenceFor(row.row, releases) }));

const evidenceFor = (row: number, releases: readonly RehearsedRelease[]): readonly string[] =>
  releases.flatMap((release) => [...ofTrain(row, release), ...ofItems(row, release)]).slice(0, 24);

const ofItems = (row: number, { state, steps }: RehearsedRelease): readonly string[] =>
  (state.plan?.items ?? [])
    .filter((item) => item.rows.includes(row))
    .flatMap((item) => steps.filter((each) => each.item === item.id && each.is === "done"))
    .map((each) => `${state.version} ${each.step}: ${each.says}`);

/** Rows that are about the release as a whole: its day, its number, who answered for it, what could not be bypassed. */
const ofTrain = (row: number, { state }: RehearsedRelease): readonly string[] => {
  const { plan, version } = state;
  if (plan === undefined) return [];
  switch (row) {
    case 1:
      return plan.kind === "patch" ? [] : [`freeze ${plan.days.freeze}, planned ${plan.days.planned}`];
    case 2:
      return [`${version} follows ${plan.previous}${plan.kind === "patch" ? " as a patch with a shorter checklist" : ""}`];
    case 4:
      return state.verdicts.map((each) => `pull request #${each.pull} ${each.verdict}: ${each.reason}`);
    case 20:
      return [`${plan.items.length} items in order, captain ${state.captain}`];
    case 21:
      return plan.items.filter((each) => each.interlock !== undefined).map((each) => `${each.id}: ${each.interlock}`);
    default:
      return [];
  }
};
