import type { TrainClock } from "../cli/surroundings.ts";
import { explain } from "../domain/errors.ts";
import type { Instant } from "../domain/instant.ts";
import { launchMoment, parseLaunchTime } from "../domain/launch-time.ts";
import type { PlainDate } from "../domain/plain-date.ts";
import type { Train } from "../domain/train.ts";
import { runtimeZones } from "../host/zones.ts";

/** The clock in the zone where the train's days begin and end. */
export const trainClock = ({ zone, launchAt }: Pick<Train, "zone" | "launchAt">, now: Instant): TrainClock => {
  const zones = runtimeZones();
  const at = parseLaunchTime(launchAt);
  if (at === undefined || !zones.isZone(zone))
    throw explain("BUG", { what: `${launchAt} in ${zone} passed the configuration's check but names no time.` });
  const dayOf = (moment: Instant): PlainDate => zones.dateOf(moment, zone);
  return { today: dayOf(now), launchOn: (day) => launchMoment(zones, day, at, zone), dayOf };
};
