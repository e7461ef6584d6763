import { explain } from "../../domain/errors.ts";
import { compareInstants, type Instant } from "../../domain/instant.ts";
import { plainDate } from "../../domain/plain-date.ts";
import { parsePlainTime, type Zones } from "../../domain/ports/zones.ts";
import { holds, pending, present, wait } from "../../domain/step.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly day: string;
  /** `HH:MM` in `zone`, from which on the launch may happen. */
  readonly time: string;
  readonly zone: string;
  /** The date that stands in the changelog's heading. */
  readonly heading: string;
};

type State = { readonly day: string; readonly opensAt: Instant; readonly isOpen: boolean };

/** Waits for the release day and hour, and notices when the day has slipped past the one the changelog names. */
export const launchDay = wait<"zones", Input, State>({
  name: "launch-day",
  momentary: true,
  needs: ["zones"],
  poll: lookAgain.later,
  describe: ({ day, time, zone }) => `the launch opens on ${day} at ${time} (${zone})`,
  observe: async ({ zones }, input, { now }) => {
    const { opensAt, day } = momentOf(zones, input, now);
    const isOpen = compareInstants(now, opensAt) >= 0;
    const state = { day, opensAt, isOpen };
    if (!isOpen || day === input.heading) return present(state);
    const found = `today is ${day}; the changelog's heading says ${input.heading}`;
    return { is: "conflicting", code: "LAUNCH_SLIPPED", found, state, answers: ["keep-heading", "new-candidate", "move-departure"] };
  },
  verify: ({ time, zone }, { day, opensAt, isOpen }) =>
    isOpen ? holds(`it is ${day}, after ${time} (${zone})`) : pending(`the launch opens at ${opensAt}`, opensAt),
  facts: (_, { day }) => ({ day }),
});

const momentOf = (zones: Zones, { day, time, zone }: Input, now: Instant): { readonly opensAt: Instant; readonly day: string } => {
  const at = parsePlainTime(time);
  if (at === undefined || !zones.isZone(zone))
    throw explain("BUG", { what: `${time} in ${zone} passed the configuration's check but names no time.` });
  return { opensAt: zones.instantOf(plainDate(day), at, zone).instant, day: zones.dateOf(now, zone) };
};
