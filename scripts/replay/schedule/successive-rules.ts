import { z } from "zod";
import { departureOf } from "../../../src/domain/calendar.ts";
import { firstOfMonth, monthOf, type PlainDate, parsePlainDate } from "../../../src/domain/plain-date.ts";
import { plannedDays } from "../../../src/domain/planned-days.ts";
import { configured, shown } from "./configured.ts";
import { readRule } from "./read-rule.ts";
import type { Verdict } from "./verdict.ts";

const release = z.looseObject({
  version: z.string(),
  released: z.string(),
  rule: z.string(),
  freeze_by_rule: z.string().nullish(),
  on_rule_day: z.boolean().nullish(),
});

/** A calendar whose rule changed: sentences by letter, and for each release the letter that was in force. */
export const successiveRules = z.looseObject({ rules: z.record(z.string(), z.string()), releases: z.array(release).min(1) });
type Calendar = z.output<typeof successiveRules>;
type Release = Calendar["releases"][number];

/** The days on which it was released are given; what the rule in force planned around them is computed by one configuration with dated changes. */
export const judgeRules = ({ rules, releases }: Calendar): Verdict => {
  const ordered = releases.toSorted((a, b) => (a.released < b.released ? -1 : 1));
  const begun = ordered.filter((each, at) => at === 0 || each.rule !== ordered[at - 1]?.rule);
  const unread = begun.filter(({ rule }) => freezeOf(rules, rule) === undefined);
  if (unread.length > 0) return { differs: unread.map(({ rule }) => `rule ${rule} was not understood`), remarks: [] };
  const [first, ...later] = begun;
  const change = later.map(({ released, rule }) => [released, { freeze: freezeOf(rules, rule) ?? "", reason: `rule ${rule}` }] as const);
  const words = {
    release: ordered.map(({ released }) => released),
    freeze: freezeOf(rules, first?.rule ?? "") ?? "",
    change: Object.fromEntries(change),
  };
  const found = configured(words);
  if (found.is === "refused") return { differs: [`the configuration is refused: ${shown(found.problems)}`], remarks: [] };
  const frozen = (day: PlainDate): PlainDate | undefined => departureOf(found.schedule, day)?.freezeDay;
  return {
    differs: ordered.flatMap((each) => [
      ...inMonth(each),
      ...onRuleDay(rules, each),
      ...withDay(each, (day) => differing(`${each.version} freeze by rule ${each.rule}`, frozen(day), each.freeze_by_rule)),
    ]),
    remarks: [`as configuration: ${JSON.stringify({ freeze: words.freeze, change: words.change })}`],
  };
};

const freezeOf = (rules: Calendar["rules"], letter: string): string | undefined => {
  const sentence = rules[letter];
  return sentence === undefined ? undefined : readRule(sentence).freeze;
};

const withDay = ({ version, released }: Release, judge: (day: PlainDate) => readonly string[]): readonly string[] => {
  const day = parsePlainDate(released);
  return day === undefined ? [`${version}: ${released} is no day`] : judge(day);
};

const differing = (what: string, found: string | undefined, planned: unknown): readonly string[] =>
  planned === null || planned === undefined || planned === found
    ? []
    : [`${what}: computed ${found ?? "nothing"}, planned is ${String(planned)}`];

/** Fields such as `last_monday_of_month` are rules by their names. */
const inMonth = (of: Release): readonly string[] =>
  Object.entries(of)
    .filter(([field]) => /^[a-z]+_[a-z]+day_of_month$/.test(field))
    .flatMap(([field, planned]) => {
      const [words] = readRule(field.replaceAll("_", " ")).release;
      return withDay(of, (day) => differing(`${of.version} ${field}`, words && ruleDay(words, day), planned));
    });

const onRuleDay = (rules: Calendar["rules"], of: Release): readonly string[] => {
  const { every, release: words } = readRule(rules[of.rule] ?? "");
  const [rule] = words;
  if (every !== "month" || rule === undefined) return [];
  return withDay(of, (day) => differing(`${of.version} on the rule's day`, String(ruleDay(rule, day) === day), asText(of.on_rule_day)));
};

const asText = (value: boolean | null | undefined): string | undefined => (typeof value === "boolean" ? String(value) : undefined);

const ruleDay = (words: string, day: PlainDate): PlainDate | undefined => {
  const found = configured({ every: "month", release: words, freeze: "same day" });
  if (found.is === "refused") return undefined;
  const planned = plannedDays(found.schedule);
  return planned.at(planned.indexFrom(firstOfMonth(monthOf(day))));
};
