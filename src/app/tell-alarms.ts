import { ReleaseError } from "../domain/errors.ts";
import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { PlannedStep } from "../domain/plan.ts";
import { isOver, progressOf } from "../domain/progress.ts";
import { dialOf, type SlackMessage, type Train } from "../domain/train.ts";
import { advanceOnly } from "../engine/advance.ts";
import { release, takeUp } from "../engine/driving.ts";
import { forSlack } from "../texts/for-slack.ts";
import { withRunbook } from "./make-runbook.ts";
import type { AppParts } from "./parts.ts";

/** Longer texts show no more of what is wrong. */
const longest = 1000;

/**
 * The same events with a message for each alarm among them and each of the team's own channels. They are written together, so there is one message for
 * an alarm however many look at the same time, and the engine posts it once.
 */
export const withMessages = (train: Train, state: ReleaseState, events: readonly Event[]): readonly Event[] => {
  const alarms = events.filter((each) => each.is === "alarm");
  const messages = alarms.flatMap((alarm, at) =>
    teamChannels(train).map(({ workspace, channel }): Event => {
      const id = `${prefix}${state.alarms.length + at + 1}-to-${workspace}-${channel.toLowerCase()}`;
      const input = { workspace, channel, text: textOf(state, alarm) };
      return { is: "step-added", step: { id, kind: "post-message", input }, because: "an alarm is told to the team" };
    }),
  );
  return [...events, ...messages];
};

/**
 * Posts what is to be told and not told yet, also of a release that is over, or that the alarm itself holds. Says what could not be told now; the next look
 * tries again, and what a person must decide is a question in the release.
 */
export const tellAlarms = async (given: AppParts, state: ReleaseState): Promise<readonly string[]> => {
  if (untoldIn(state).length === 0) return [];
  try {
    const driving = takeUp(withRunbook(given), state);
    try {
      await advanceOnly(driving, isMessage);
    } finally {
      await release(driving);
    }
    return untoldIn(driving.state());
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.code === "INTERRUPTED") throw error;
    return [`an alarm is not told yet: ${error.explanation.what}`];
  }
};

const untoldIn = (state: ReleaseState): readonly string[] =>
  progressOf(state).flatMap(({ step, standing }) => {
    if (!isMessage(step) || isOver(standing)) return [];
    const { parked, pending } = standing.is === "ready" ? standing.record : { parked: undefined, pending: undefined };
    return [`${step.id} is not told yet: ${parked?.what ?? pending?.why ?? "its turn has not come"}`];
  });

const prefix = "watch-launched/alarm-";

const isMessage = ({ id }: PlannedStep): boolean => id.startsWith(prefix);

/**
 * Channels that are told of the freeze are the team's own. One that is told of the launch as well is read by others, and hears of no alarm; and where people
 * tell of the freeze themselves, Signalbox was given no leave to post.
 */
const teamChannels = (train: Train): readonly SlackMessage[] =>
  dialOf(train, "announce-freeze") !== "signalbox"
    ? []
    : train.slack.filter((each, at) => {
        const same = train.slack.filter(({ workspace, channel }) => workspace === each.workspace && channel === each.channel);
        return each.at === "freeze" && same.every((other) => other.at === "freeze") && same[0] === train.slack[at];
      });

/** What was found comes from outside: it stays one line, and mentions nobody. */
const textOf = ({ train, version }: ReleaseState, { what, over }: Extract<Event, { readonly is: "alarm" }>): string => {
  const found = forSlack(what.replaceAll(/\s+/g, " ").slice(0, longest));
  return over === true
    ? `An alarm about ${forSlack(train)} ${version} is over: ${found}`
    : `*Alarm* about ${forSlack(train)} ${version}, which was launched: ${found}\n\`signalbox verify ${version}\` looks at all of it again; \`signalbox rollback ${version}\` takes it back.`;
};
