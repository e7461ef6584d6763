import type { Release } from "../checklist/item.ts";
import type { Order } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";

/** The days of a release: as ordered, unless its departure was moved or its heading dated anew by a decision. */
export const releaseDays = (order: Order, state: ReleaseState | undefined): Release["days"] => {
  const planned = state?.departure?.to ?? order.day;
  return { freeze: order.freezeDay, planned, heading: state?.heading ?? planned };
};
