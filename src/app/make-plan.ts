import { drafts, planRelease } from "../checklist/index.ts";
import type { Release } from "../checklist/item.ts";
import type { ChangelogSection } from "../domain/edit.ts";
import type { Order } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Plan, PlannedItem } from "../domain/plan.ts";
import { progressOf } from "../domain/progress.ts";
import type { Survey } from "../domain/survey.ts";
import { fillAll } from "./fill-all.ts";
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
export const makePlan = async (parts: AppParts, order: Order, state?: ReleaseState): Promise<Made> => {
  const { train } = parts;
  const survey = await takeSurvey(parts, order, state);
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
  const story = tellStory({ train, release, survey, names, earlier: earlierSection(state) });
  const plan = planRelease({ train, release, survey, story, fill }, (state?.plan?.revision ?? 0) + 1, draftedItems(state));
  if (state === undefined) refuseEdits(plan, survey);
  return { plan, survey };
};

/** Drafts that are open already, or on their way. */
const draftedItems = (state: ReleaseState | undefined): ReadonlyMap<string, PlannedItem> => {
  if (state === undefined) return new Map();
  const begun = progressOf(state).filter(
    ({ standing }) => standing.is === "done" || (standing.is === "ready" && standing.record.intent !== undefined),
  );
  return new Map(
    begun.flatMap(({ item, step }) =>
      item !== undefined && drafts.has(item.id) && step.kind !== "find-branch-head" ? [[item.id, item] as const] : [],
    ),
  );
};

/** The section as Signalbox drafted it last, so that people's edits can be told from it. */
const earlierSection = (state: ReleaseState | undefined): Pick<ChangelogSection, "text" | "takes"> | undefined => {
  const input = state?.plan?.items.find((each) => each.id === "write-changelog")?.steps[0]?.input;
  const commits = (input as { readonly commits?: readonly { readonly edits?: readonly Partial<ChangelogSection>[] }[] } | undefined)
    ?.commits;
  const [edit] = commits?.[0]?.edits ?? [];
  return edit?.text === undefined ? undefined : { text: edit.text, ...(edit.takes !== undefined && { takes: edit.takes }) };
};
