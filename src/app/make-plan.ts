import { begunBy, nothingBegun } from "../checklist/begun.ts";
import { planRelease, pointOfNoReturn } from "../checklist/index.ts";
import type { Release } from "../checklist/item.ts";
import { type Correction, corrected } from "../domain/correction.ts";
import type { Order } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Plan } from "../domain/plan.ts";
import type { Story, Survey } from "../domain/survey.ts";
import { fillAll } from "./fill-all.ts";
import { type DraftedSection, lastSection } from "./last-section.ts";
import type { AppParts } from "./parts.ts";
import { refuseEdits } from "./refuse-edits.ts";
import { releaseDays } from "./release-days.ts";
import { takeSurvey } from "./survey.ts";
import { tellStory } from "./tell-story.ts";
import { namesOf } from "./template-names.ts";

/** A plan and the survey it was computed from. */
export interface Made {
  readonly plan: Plan;
  readonly survey: Survey;
}

/** Surveys the world and plans the release, or plans it again when it is under way. Reads only. Raises EDIT_REFUSED for a new release that could not be written. */
export const makePlan = async (parts: AppParts, order: Order, state?: ReleaseState, adopting = false): Promise<Made> => {
  const begun = state === undefined ? nothingBegun : begunBy(state, pointOfNoReturn, parts.kinds);
  const survey = await takeSurvey(parts, order, state, { ...begun, adopting });
  const told = tellAs(parts, {
    order,
    state,
    survey,
    corrections: state === undefined ? [] : standingCorrections(state),
    drafted: state === undefined ? undefined : await lastSection(parts, state),
  });
  const plan = planRelease({ train: parts.train, ...told }, (state?.plan?.revision ?? 0) + 1, begun);
  if (state === undefined && !adopting) refuseEdits(plan, survey);
  return { plan, survey };
};

/** What a release is told from: what was read, and what people corrected in it. */
export interface TellingAs {
  readonly order: Order;
  readonly state: ReleaseState | undefined;
  readonly survey: Survey;
  readonly corrections: readonly Correction[];
  /** The changelog's section as it was drafted last, so that people's edits can be told from it. */
  readonly drafted: DraftedSection | undefined;
}

/** The texts of a release, and what its items are arranged from besides. */
export interface ToldAs {
  readonly release: Release;
  readonly survey: Survey;
  readonly story: Story;
  readonly fill: (template: string) => string;
}

/** Tells the story from the facts as they are corrected. Pure. */
export const tellAs = ({ train }: Pick<AppParts, "train">, { order, state, survey: read, corrections, drafted }: TellingAs): ToldAs => {
  const survey = corrected(read, corrections);
  const names = namesOf(order.version, survey.previous.version);
  const fill = (template: string, more: Readonly<Record<string, string>> = {}): string => fillAll(template, { ...names, ...more });
  const release: Release = {
    version: order.version,
    kind: order.picks.length > 0 ? "patch" : "release",
    branch: fill(train.repository.branch),
    tag: fill(train.repository.tag),
    from: survey.branchHead === undefined || survey.branchHead === survey.base ? "cut" : { head: survey.branchHead },
    cutAt: survey.base,
    picks: order.picks,
    days: releaseDays(order, state),
  };
  return { release, survey, story: tellStory({ train, release, survey, names, earlier: drafted }), fill };
};

/** What people corrected and did not take back. */
export const standingCorrections = ({ corrections }: ReleaseState): readonly Correction[] =>
  corrections.filter((each) => each.withdrawn === undefined).map((each) => each.correction);

/** The release as it is under way, read anew. */
export const surveyOf = (parts: AppParts, state: ReleaseState): Promise<Survey> =>
  takeSurvey(parts, state.order, state, begunBy(state, pointOfNoReturn, parts.kinds));
