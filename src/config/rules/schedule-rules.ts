import { closest } from "../../domain/closest.ts";
import { parseSchedule, type ScheduleWords } from "../../domain/parse-schedule.ts";
import type { Words } from "../sections/index.ts";
import { rule } from "./rule.ts";

export const zoneExists = rule(["schedule"], ({ schedule }, { isZone, zones }) => {
  const zone = schedule["time-zone"];
  return isZone(zone)
    ? []
    : [
        {
          path: ["schedule", "time-zone"],
          found: zone,
          expected: "a zone by its IANA name, such as Europe/London",
          suggestion: closest(zone, zones(), 1)[0],
        },
      ];
});

export const scheduleCanBeRead = rule(["schedule", "captains"], (words) => {
  const parsed = parseSchedule(scheduleWords(words));
  if (parsed.is === "schedule") return [];
  return parsed.problems.map(({ at, found, expected, suggestions }) => ({
    path: ["schedule", ...at],
    atKey: at.at(-1) === found,
    found,
    expected,
    suggestion: suggestions[0],
  }));
});

/** The section as the schedule's own parser takes it; a month is meant where neither a rule nor days say otherwise. */
export const scheduleWords = ({ schedule, captains }: Pick<Words, "schedule" | "captains">): ScheduleWords => {
  const { every, release, freeze, starting, change, holidays, skip, move } = schedule;
  const cadence = Array.isArray(release) && every === undefined ? {} : { every: every ?? "month" };
  return {
    ...cadence,
    release,
    freeze,
    ...(starting === undefined ? {} : { starting }),
    change: valuesOf(change, written),
    holidays,
    skip,
    move: valuesOf(move, written),
    captains,
  };
};

const valuesOf = <T, U>(entries: Readonly<Record<string, T>>, map: (value: T) => U): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, map(value)]));

/** The shape's words that are there, without those that are not. */
const written = <T extends object>(words: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
