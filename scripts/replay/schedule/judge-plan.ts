import { departureOf, departures } from "../../../src/domain/calendar.ts";
import { addDays, type PlainDate } from "../../../src/domain/plain-date.ts";
import type { Schedule } from "../../../src/domain/schedule.ts";
import { configured, shown } from "./configured.ts";
import { type Exception, fitPlan, type PlanEntry } from "./fit-plan.ts";
import { type PlannedDays, type PublishedPlan, type ReadPlan, readPlan } from "./read-plan.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Writes the configuration of a plan, lets the product compute it, and holds every planned day against it. Where the maintainers published a day
 * that is not the rule's, a team would write a move: it is told, and where moves outnumber the rule's own days the rule was not understood.
 * A day that nobody published must be the rule's. A rule that calls itself an aim is configured as the list that was published.
 */
export const judgePlan = (published: PublishedPlan): Verdict => {
  const plan = readPlan(published);
  const { differs, remarks, computed } = plan.rule.isAim ? judgeList(plan) : judgeRule(plan);
  const held = plan.planned.flatMap((each) => heldAgainst(each, computed.get(each.name)));
  return { differs: [...plan.problems, ...differs, ...held], remarks };
};

interface Judged extends Verdict {
  /** What the product computed for each entry, by the name of its release. */
  readonly computed: ReadonlyMap<string, Computed>;
}

interface Computed {
  readonly release: PlainDate;
  readonly freeze: PlainDate;
}

const failed = (why: string): Judged => ({ differs: [why], remarks: [], computed: new Map() });

const judgeRule = ({ rule, entries, planned }: ReadPlan): Judged => {
  const fitted = fitPlan(rule, entries);
  if (fitted === undefined) return failed("the rule was not understood");
  const found = configured(fitted.words);
  if (found.is === "refused") return failed(`the configuration is refused: ${shown(found.problems)}`);
  const { exceptions } = fitted;
  const isPublished = ({ name }: Exception): boolean => entries.some((each) => each.name === name && each.isPublished);
  const { move = {}, skip = {}, ...words } = fitted.words;
  const days = entries.flatMap(({ release, freeze }) => [release ?? [], freeze ?? []].flat()).length;
  return {
    differs: [
      ...(["release", "freeze"] as const).flatMap((which) => tooFew(which, entries, exceptions)),
      ...exceptions.filter((each) => !isPublished(each)).map((each) => told(each, planned)),
      ...unplanned(found.schedule, fitted.departures),
    ],
    remarks: [
      `${days - exceptions.length} of ${days} planned days are the rule's: ${JSON.stringify(words)}`,
      ...(Object.keys(move).length === 0
        ? []
        : [
            `published otherwise, so moved: ${exceptions
              .filter(isPublished)
              .map((each) => told(each, planned))
              .join("; ")}`,
          ]),
      ...(Object.keys(skip).length === 0 ? [] : [`skipped, because the plan has no release: ${Object.keys(skip).join(", ")}`]),
    ],
    computed: computedFor(found.schedule, entries, fitted.departures),
  };
};

const told = ({ name, which, rule, planned }: Exception, all: readonly PlannedDays[]): string => {
  const isOut = all.some((each) => each.name === name && each.out === planned);
  return `${name} ${which}: the rule says ${rule}, planned is ${planned}${isOut ? ", the day on which it was out" : ""}`;
};

const tooFew = (which: Exception["which"], entries: readonly PlanEntry[], exceptions: readonly Exception[]): readonly string[] => {
  const all = entries.filter((entry) => entry[which] !== undefined).length;
  const other = exceptions.filter((each) => each.which === which).length;
  return other * 2 > all ? [`only ${all - other} of ${all} ${which} days are the rule's`] : [];
};

/** Departures that the configuration has and the plan has not. */
const unplanned = (schedule: Schedule, planned: readonly PlainDate[]): readonly string[] => {
  const [first, last] = [planned[0], planned.at(-1)];
  if (first === undefined || last === undefined) return [];
  return departures({ schedule, from: addDays(first, -366), count: 4 * planned.length + 400 })
    .filter((each) => each.skipped === undefined && each.planned >= first && each.planned <= last && !planned.includes(each.planned))
    .map((each) => `the configuration has a departure on ${each.releaseDay}, the plan has none`);
};

const judgeList = ({ rule, entries, planned }: ReadPlan): Judged => {
  const days = entries.flatMap(({ release }) => release ?? []);
  const found = configured({ release: days, freeze: "same day" });
  if (found.is === "refused") return failed(`the list is refused: ${shown(found.problems)}`);
  const own = days.length - (fitPlan(rule, entries)?.exceptions.length ?? days.length);
  const out = planned.filter((each) => each.release !== undefined && each.release === each.out).map(({ name }) => name);
  return {
    differs: entries.filter((each) => !each.isPublished).map(({ name }) => `${name}: the rule is only an aim, and no day was published`),
    remarks: [
      `the rule is an aim (${own} of ${days.length} days are its own): the days are listed as published`,
      ...(out.length === 0 ? [] : [`published is the day on which it was out: ${out.join(", ")}`]),
    ],
    computed: computedFor(found.schedule, entries, days),
  };
};

const computedFor = (schedule: Schedule, entries: readonly PlanEntry[], planned: readonly PlainDate[]): Judged["computed"] =>
  new Map(
    entries.flatMap(({ name }, at) => {
      const day = planned[at];
      const found = day && departureOf(schedule, day);
      return found === undefined ? [] : [[name, { release: found.releaseDay, freeze: found.freezeDay }] as const];
    }),
  );

const heldAgainst = (planned: PlannedDays, found: Computed | undefined): readonly string[] =>
  (["release", "freeze"] as const)
    .filter((which) => planned[which] !== undefined && planned[which] !== found?.[which])
    .map((which) => `${planned.name} ${which}: computed ${found?.[which] ?? "nothing"}, planned is ${planned[which]}`);
