import { explain } from "../domain/errors.ts";
import { launchMoment, parseLaunchTime } from "../domain/launch-time.ts";
import type { PlainDate } from "../domain/plain-date.ts";
import type { AppParts } from "./parts.ts";
import { zoneOf } from "./today.ts";

/** A release day on which clocks show the launch's time twice is asked about before anything is promised. Raises LAUNCH_TIME_TWICE. */
export const requireOneMoment = (parts: Pick<AppParts, "ports" | "train">, day: PlainDate): void => {
  const at = parseLaunchTime(parts.train.launchAt);
  if (at === undefined) throw explain("BUG", { what: `The time ${parts.train.launchAt} passed the configuration's check but names none.` });
  const zone = zoneOf(parts);
  if (launchMoment(parts.ports.zones, day, at, zone).isTwofold) throw explain("LAUNCH_TIME_TWICE", { day, time: at.time, zone });
};
