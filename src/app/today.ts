import { explain } from "../domain/errors.ts";
import type { PlainDate } from "../domain/plain-date.ts";
import type { ZoneName } from "../domain/ports/zones.ts";
import type { AppParts } from "./parts.ts";

/** The train's zone, which the configuration's check has accepted. */
export const zoneOf = ({ ports, train }: Pick<AppParts, "ports" | "train">): ZoneName => {
  if (ports.zones.isZone(train.zone)) return train.zone;
  throw explain("BUG", { what: `The zone ${train.zone} passed the configuration's check but is not known.` });
};

/** The day it is now in the train's zone. */
export const today = (parts: Pick<AppParts, "ports" | "train" | "clock">): PlainDate =>
  parts.ports.zones.dateOf(parts.clock.now(), zoneOf(parts));
