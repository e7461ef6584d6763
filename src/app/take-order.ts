import { type Departure, departures, freezeDayFor } from "../domain/calendar.ts";
import { explain, ReleaseError } from "../domain/errors.ts";
import type { Order } from "../domain/journal/event.ts";
import { type PlainDate, plainDate } from "../domain/plain-date.ts";
import type { Schedule } from "../domain/schedule.ts";
import type { Train } from "../domain/train.ts";
import { formatVersion, parseVersion, tagFor } from "../domain/version.ts";
import { chooseVersion } from "./choose-version.ts";
import type { AppParts } from "./parts.ts";
import { requireOneMoment } from "./require-one-moment.ts";
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
export const takeOrder = async (parts: AppParts, wish: Wish, adopting = false): Promise<Order & { readonly kind: "release" | "patch" }> => {
  const { train } = parts;
  const tags = (await parts.ports.refs.list(train.repository.name, "refs/tags/")).map((each) => each.ref.slice("refs/tags/".length));
  const others = adopting ? tags.filter((tag) => tag !== ownTag(train, wish.version)) : tags;
  const { version, kind } = chooseVersion(train, others, wish.version, wish.reason);
  const picks = wish.picks ?? [];
  if (kind === "patch" && picks.length === 0) {
    throw explain("USAGE", {
      what: `${formatVersion(version)} is a patch, and no fix is named.`,
      next: "Add --pick COMMIT for each fix, oldest first.",
    });
  }
  if (kind === "release" && picks.length > 0) {
    throw explain("USAGE", {
      what: `${formatVersion(version)} is not a patch, and fixes are named.`,
      next: "Leave out --pick: a release takes what is on the main branch.",
    });
  }
  requireCommits(picks);
  await requireThere(parts, picks);
  if (!adopting) requireComing(parts, wish.day);
  const { day, freezeDay } = daysOf(parts, kind, wish.day);
  if (kind === "release") requireOneMoment(parts, plainDate(day));
  return { version: formatVersion(version), kind, picks, day, freezeDay, ...(wish.reason === undefined ? {} : { reason: wish.reason }) };
};

/** The tag that people may have pushed already. */
const ownTag = (train: Train, version: string | undefined): string | undefined => {
  const parsed = version === undefined ? undefined : parseVersion(version);
  return parsed === undefined ? undefined : tagFor(train.repository.tag, parsed);
};

/** An abbreviated id may name another commit tomorrow, and a branch another one in a minute. */
const requireCommits = (picks: readonly string[]): void => {
  const vague = picks.find((each) => !/^(?!0{40}$)[0-9a-f]{40}$/.test(each));
  if (vague === undefined) return;
  throw explain("USAGE", {
    what: `--pick ${JSON.stringify(vague.slice(0, 80))} is no whole commit id.`,
    next: "Name the fix by all 40 digits: `git rev-parse COMMIT` tells them.",
  });
};

const requireThere = async ({ train, ports }: AppParts, picks: readonly string[]): Promise<void> => {
  const { name } = train.repository;
  for (const pick of picks) {
    try {
      await ports.history.dateOf(name, pick);
    } catch (error) {
      if (!(error instanceof ReleaseError) || error.code !== "NOT_FOUND") throw error;
      const what = `There is no commit ${pick} in ${name}.`;
      throw explain("USAGE", { what, next: "Push the fix there first, or name the commit it became there." }, { cause: error });
    }
  }
};

const requireComing = (parts: AppParts, day: string | undefined): void => {
  const now = plainDate(today(parts));
  if (day === undefined || day >= now) return;
  throw explain("USAGE", { what: `--day ${day} is over: it is ${now} in the train's time zone.`, next: "Name today or a day to come." });
};

/** A patch leaves today; a release takes the next departure, or the one of the day that was wished for. */
const daysOf = (parts: AppParts, kind: "release" | "patch", wished: string | undefined): Pick<Order, "day" | "freezeDay"> => {
  const now = plainDate(today(parts));
  if (kind === "patch") return { day: wished ?? now, freezeDay: now };
  const { schedule } = parts.train;
  const departure = departureOn(schedule, wished === undefined ? undefined : plainDate(wished), now);
  if (departure !== undefined) return { day: departure.releaseDay, freezeDay: departure.freezeDay };
  if (wished === undefined) return { day: now, freezeDay: now };
  return { day: wished, freezeDay: freezeDayFor(schedule, plainDate(wished)) };
};

/** The departure that really leaves on a day, or the next one from `now`. */
export const departureOn = (schedule: Schedule, day: PlainDate | undefined, now: PlainDate): Departure | undefined =>
  departures({ schedule, from: day ?? now, count: 24 }).find(
    (each) => each.skipped === undefined && (day === undefined || each.releaseDay === day),
  );
