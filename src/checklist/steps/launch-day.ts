import { act, repeat } from "../../domain/by-hand.ts";
import { explain } from "../../domain/errors.ts";
import { compareInstants, type Instant } from "../../domain/instant.ts";
import { type LaunchMoment, launchMoment, parseLaunchTime } from "../../domain/launch-time.ts";
import { plainDate } from "../../domain/plain-date.ts";
import type { Zones } from "../../domain/ports/zones.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { holds, pending, present, wait } from "../../domain/step.ts";
import { kept } from "../by-hand/git-words.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly day: string;
  /** `HH:MM` in `zone`, from which on the launch may happen; `HH:MM second` where clocks show it twice. */
  readonly time: string;
  readonly zone: string;
  /** The date that stands in the changelog's heading. */
  readonly heading: string;
};

type State = {
  readonly day: string;
  readonly opensAt: Instant;
  readonly zone: string;
  /** Version of the zone rules by which the moment was found. */
  readonly rules: string;
  readonly oddity?: string;
  readonly isOpen: boolean;
};

/** Waits for the release day and hour, and notices when the day has slipped past the one the changelog names. */
export const launchDay = wait<"zones", Input, State>({
  name: "launch-day",
  momentary: true,
  needs: ["zones"],
  poll: lookAgain.later,
  describe: ({ day, time, zone }) => `the launch opens on ${day} at ${time} (${zone})`,
  observe: async ({ zones }, input, { now }) => {
    const { isTwofold: _, ...moment } = momentOf(zones, input);
    const day = zones.dateOf(now, moment.zone);
    const isOpen = compareInstants(now, moment.opensAt) >= 0;
    const state = { day, ...moment, isOpen };
    if (!isOpen || day === input.heading) return present(state);
    const found = `today is ${day}; the changelog's heading says ${input.heading}`;
    return { is: "conflicting", code: "LAUNCH_SLIPPED", found, state, answers: ["keep-heading", "new-candidate", "move-departure"] };
  },
  verify: ({ time, zone }, { day, opensAt, isOpen, oddity }) => {
    const odd = oddity === undefined ? "" : `; ${oddity}`;
    return isOpen ? holds(`it is ${day}, after ${time} (${zone})${odd}`) : pending(`the launch opens at ${opensAt}${odd}`, opensAt);
  },
  facts: (_, { day, opensAt, zone, rules }) => ({ day, opensAt, zone, rules }),
  byHand: ({ day, time, zone, heading }, { keeps }) => {
    const [clock = "00:00"] = time.split(" ");
    const now = (format: string): string => `TZ=${shellWord(zone)} date ${shellWord(`+${format}`)}`;
    return [
      act(`The launch opens on ${day} at ${time} (${zone}), not before. The changelog's heading says ${heading}.`),
      repeat(`test "$(${now("%Y%m%d%H%M")})" -ge ${`${day}${clock}`.replaceAll(/[^0-9]/g, "")}`, ...kept(keeps("day"), now("%Y-%m-%d"))),
    ];
  },
});

const momentOf = (zones: Zones, { day, time, zone }: Input): LaunchMoment => {
  const at = parseLaunchTime(time);
  if (at === undefined || !zones.isZone(zone))
    throw explain("BUG", { what: `${time} in ${zone} passed the configuration's check but names no time.` });
  return launchMoment(zones, plainDate(day), at, zone);
};
