import type { Release } from "../checklist/item.ts";
import { freezeDayOf } from "../domain/calendar.ts";
import type { Order } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { parsePlainDate } from "../domain/plain-date.ts";
import type { Train } from "../domain/train.ts";

/** The days of a release: as ordered, unless its departure was moved or its heading dated anew by a decision. */
export const releaseDays = (train: Train, order: Order, state: ReleaseState | undefined): Release["days"] => {
  const planned = state?.departure?.to ?? order.day;
  const day = parsePlainDate(order.day);
  const freeze =
    order.picks.length > 0 || day === undefined
      ? order.freezeDay
      : freezeDayOf(train.schedule.freeze, day, new Set(train.schedule.holidays));
  return { freeze, planned, heading: state?.heading ?? planned };
};
