import { departures } from "../domain/calendar.ts";
import { explain } from "../domain/errors.ts";
import type { Order } from "../domain/journal/event.ts";
import { plainDate } from "../domain/plain-date.ts";
import { formatVersion } from "../domain/version.ts";
import { chooseVersion } from "./choose-version.ts";
import type { AppParts } from "./parts.ts";
import { today } from "./today.ts";

/** What a person asks `plan` or `start` for. */
export interface Wish {
  readonly version?: string;
  readonly picks?: readonly string[];
  readonly reason?: string;
  /** Release day instead of the next departure's. */
  readonly day?: string;
}

/** Fixes what was wished for: the version, and the days of the departure it takes. Reads the tags, changes nothing. */
export const takeOrder = async (parts: AppParts, wish: Wish): Promise<Order & { readonly kind: "release" | "patch" }> => {
  const { train } = parts;
  const tags = (await parts.ports.refs.list(train.repository.name, "refs/tags/")).map((each) => each.ref.slice("refs/tags/".length));
  const { version, kind } = chooseVersion(train, tags, wish.version, wish.reason);
  const picks = wish.picks ?? [];
  if (kind === "patch" && picks.length === 0) {
    throw explain("USAGE", {
      what: `${formatVersion(version)} is a patch, and no fix is named.`,
      next: "Add --pick COMMIT for each fix, oldest first.",
    });
  }
  const now = plainDate(today(parts));
  const departure = departures({ schedule: train.schedule, from: now, count: 24 }).find((each) => each.skipped === undefined);
  const day = wish.day ?? (kind === "patch" ? now : (departure?.releaseDay ?? now));
  const freezeDay = kind === "patch" ? now : (departure?.freezeDay ?? now);
  return { version: formatVersion(version), kind, picks, day, freezeDay, ...(wish.reason === undefined ? {} : { reason: wish.reason }) };
};
