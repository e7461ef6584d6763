import { peopleOf } from "../checklist/people-of.ts";
import { isAmong } from "../checklist/steps/quorum.ts";
import { explain } from "../domain/errors.ts";
import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Json } from "../domain/known.ts";
import type { Train, TrainPerson } from "../domain/train.ts";
import { approvable } from "./approve.ts";
import { say } from "./load-release.ts";
import type { AppParts } from "./parts.ts";
import { requireCaptain, requirePerson, requireReason, requireUnderWay } from "./refuse.ts";

const what = "break the glass";

/**
 * One person awake and a breaking bug: a captain opens the gate of the launch alone. Everything but the number of people still holds, everybody is
 * told by an alarm, and a step is added without which the release does not finish: somebody else reviews what was launched.
 */
export const breakGlass =
  (reason: string) =>
  async (parts: AppParts, version: string): Promise<ReleaseState> => {
    const { train } = parts;
    const captain = requirePerson(train, parts.actor, what);
    requireCaptain(captain, {
      what,
      why: "Only a captain answers for a launch that nobody else has approved.",
      next: "Wake a captain, or gather the approvals that the gate asks for.",
    });
    requireReason(reason, "Breaking the glass", "everybody will read it");
    const reviewers = reviewersOf(train, captain);
    return say(parts, version, (state) => {
      requireUnderWay(state, captain.name, what);
      const { step, key, approvals, glass } = approvable(state, captain.name, "launch");
      if (glass !== undefined) return [];
      const told = `${captain.name} opens the launch of ${version} alone: ${reason}`;
      return [
        { is: "glass-broken", step, key, reason },
        ...(approvals.includes(captain.name) ? [] : [{ is: "approved", step, key } as const]),
        {
          is: "alarm",
          code: "GLASS_BROKEN",
          what: `${told}. It does not finish before one of ${reviewers.names.join(", ")} has reviewed it.`,
        },
        review(state, told, reviewers),
      ];
    });
  };

interface Reviewers {
  readonly names: readonly string[];
  readonly from: readonly string[];
  readonly people: readonly { readonly name: string; readonly roles: readonly string[]; readonly github: string }[];
}

/** Another candidate needs the glass broken again, and a review of its own. */
const review = (state: ReleaseState, told: string, { from, people }: Reviewers): Event => {
  const before = state.added.filter(({ step }) => step.id.startsWith("review/")).length;
  const id = `review/confirm${before === 0 ? "" : `-${before + 1}`}`;
  const input = { what: `say that you have reviewed this: ${told}`, version: state.version, item: "review", from, people };
  return { is: "step-added", step: { id, kind: "confirm", input: input as unknown as Json }, because: told };
};

/** Everybody who may approve a launch and is another human; where there is nobody, anybody else of the train. */
const reviewersOf = ({ people, launchGate }: Train, captain: TrainPerson): Reviewers => {
  const all = peopleOf({ people });
  const others = all.filter((each) => !isAmong(each, [captain.name], all));
  const able = others.filter(({ roles }) => roles.some((role) => launchGate.from.includes(role)));
  const meant = able.length > 0 ? able : others;
  if (meant.length > 0)
    return { names: meant.map(({ name }) => name), from: [...new Set(meant.flatMap(({ roles }) => roles))], people: meant };
  throw explain("NOT_ALLOWED", {
    who: captain.name,
    what,
    why: "Nobody else is listed under people:, so nobody could ever review it.",
    next: "Add somebody to people: in signalbox.yaml first.",
  });
};
