import { z } from "zod";
import { type PlainDate, parsePlainDate, weekdayOf } from "../../../src/domain/plain-date.ts";
import { configured } from "./configured.ts";
import type { PlanEntry } from "./fit-plan.ts";
import { type PublishedDay, readPublishedDay } from "./published-day.ts";
import { type ReadRule, readRule } from "./read-rule.ts";

const day = z.string().nullish();
const release = z.looseObject({
  series: z.string(),
  planned_first_rc: day,
  planned_first_rc_text: day,
  planned_ga: day,
  planned_ga_text: day,
  actual_ga: day,
});

/** A plan: one sentence that is the rule, and for each release the days that were planned. */
export const publishedPlan = z.looseObject({ rule: z.string(), releases: z.array(release).min(1) });
export type PublishedPlan = z.output<typeof publishedPlan>;

/** What is expected of one release. */
export interface PlannedDays {
  readonly name: string;
  readonly release: string | undefined;
  readonly freeze: string | undefined;
  /** The day on which it was really released. */
  readonly out: string | undefined;
}

export interface ReadPlan {
  readonly rule: ReadRule;
  /** By day. */
  readonly entries: readonly PlanEntry[];
  readonly planned: readonly PlannedDays[];
  readonly problems: readonly string[];
}

/** A day that was published as text is read from the text: the day that the case tells beside it is what must come out. */
export const readPlan = ({ rule: sentence, releases }: PublishedPlan): ReadPlan => {
  const rule = readRule(sentence);
  const read = releases.map((each) => readRelease(rule, each));
  return {
    rule,
    entries: read.flatMap(({ entry }) => entry ?? []).toSorted((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1)),
    planned: releases.map((each) => ({ name: each.series, out: each.actual_ga ?? undefined, ...expectedOf(rule, each) })),
    problems: read.flatMap(({ problems }) => problems),
  };
};

type Release = PublishedPlan["releases"][number];

const firstDay = ({ release: day, freeze }: PlanEntry): string => day ?? freeze ?? "";

/** Without a rule for the freeze, the one day that is planned is the one that the rule counts. */
const expectedOf = (rule: ReadRule, of: Release): Pick<PlannedDays, "release" | "freeze"> =>
  rule.freeze === undefined
    ? { release: of.planned_first_rc ?? undefined, freeze: undefined }
    : { release: of.planned_ga ?? undefined, freeze: of.planned_first_rc ?? undefined };

const readRelease = (rule: ReadRule, of: Release): { readonly entry: PlanEntry | undefined; readonly problems: readonly string[] } => {
  const cut = readDay(of.series, of.planned_first_rc, of.planned_first_rc_text);
  const out = readDay(of.series, of.planned_ga, of.planned_ga_text);
  const [released, frozen] = rule.freeze === undefined ? [cut, undefined] : [out, cut];
  const isPublished = [of.planned_first_rc_text, of.planned_ga_text].some((text) => typeof text === "string");
  const unruled = rule.freeze === undefined && out.day !== undefined ? [`${of.series}: the rule says nothing of a later release day`] : [];
  return {
    entry:
      released.day === undefined && frozen?.day === undefined
        ? undefined
        : { name: of.series, release: released.day, freeze: frozen?.day, isPublished },
    problems: [...cut.problems, ...out.problems, ...unruled],
  };
};

/** One that does not exist must be refused by the product, and be no planned day. */
const readDay = (
  name: string,
  told: string | null | undefined,
  text: string | null | undefined,
): { readonly day: PlainDate | undefined; readonly problems: readonly string[] } => {
  const published = typeof text === "string" ? readPublishedDay(text) : undefined;
  const written = published?.day ?? told ?? undefined;
  const found = written === undefined ? undefined : parsePlainDate(written);
  if (published !== undefined && found === undefined) return { day: undefined, problems: refusal(name, published, told) };
  const isOtherDay = found !== undefined && published?.weekday !== undefined && published.weekday !== weekdayOf(found);
  return { day: found, problems: isOtherDay ? [`${name}: ${text} is a ${weekdayOf(found)}`] : [] };
};

const refusal = (name: string, { day: written }: PublishedDay, told: string | null | undefined): readonly string[] => {
  const found = configured({ release: [written], freeze: "same day" });
  const isPlaced = found.is === "refused" && found.problems.some(({ path }) => path === "schedule.release[0]");
  return [
    ...(isPlaced ? [] : [`${name}: ${written} does not exist, and the configuration is not refused at its place`]),
    ...(typeof told === "string" ? [`${name}: ${told} is planned, ${written} was published`] : []),
  ];
};
