import { closest } from "./closest.ts";
import { type Weekday, weekdays } from "./plain-date.ts";
import type { DayOfMonth, FreezeRule, Shift, Weeks } from "./schedule.ts";

/** The words could be read, or exactly what would have been. Suggestions are complete sentences that this parser accepts. */
export type Parsed<T> = { readonly is: "rule"; readonly rule: T } | RuleRefused;

export interface RuleRefused {
  readonly is: "refused";
  readonly found: string;
  readonly expected: string;
  readonly suggestions: readonly string[];
}

/** `every: month | N months | quarter | week | N weeks[, 1 spare in M | from the last]`, M being the weeks of a round. */
export type EveryRule =
  | { readonly is: "months"; readonly every: number }
  | ({ readonly is: "weeks" } & Pick<Weeks, "every" | "round" | "counted">);

/** `release: last monday | third tuesday | day 15 | 26 | last day` in a month, `monday` in a week; each `or next business day`, `or previous business day`. */
export type ReleaseRule =
  | { readonly is: "in-month"; readonly on: DayOfMonth; readonly shift: Shift }
  | { readonly is: "in-week"; readonly on: Weekday; readonly shift: Shift };

export const parseEvery = (text: string): Parsed<EveryRule> => {
  const words = tidy(text);
  const month = /^(?:(\d{1,2}) )?months?$/.exec(words);
  if (month !== null && within(month[1] ?? 1, 1, 24)) return rule({ is: "months", every: Number(month[1] ?? 1) });
  if (words === "quarter") return rule({ is: "months", every: 3 });
  const week = /^(?:(\d{1,2}) )?weeks?(?:, ?(\d{1,2}) spare in (\d{1,3})|( from the last))?$/.exec(words);
  const every = Number(week?.[1] ?? 1);
  const round = Number(week?.[3] ?? every);
  const spare = Number(week?.[2] ?? round % every);
  if (week !== null && within(every, 1, 52) && within(round, every, 104) && round % every === spare)
    return rule({ is: "weeks", every, round, counted: week[4] === undefined ? "from the start" : "from the last" });
  return refused(words, "month, N months, quarter, week, N weeks, N weeks from the last, or with spare weeks: 4 weeks, 1 spare in 13", [
    ...["month", "quarter", "week", "2 months", "2 weeks", "4 weeks", "6 weeks", "6 weeks from the last", "4 weeks, 1 spare in 13"],
  ]);
};

export const parseRelease = (text: string): Parsed<ReleaseRule> => {
  const { words, shift } = withShift(tidy(text));
  const day = /^(?:day )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(words);
  if (day !== null && within(day[1], 1, 31)) return rule({ is: "in-month", on: { is: "day", day: Number(day[1]) }, shift });
  if (words === "last day") return rule({ is: "in-month", on: { is: "day", day: "last" }, shift });
  const [first = "", second = "", ...more] = words.split(" ");
  const nth = ordinals.get(first);
  if (nth !== undefined && isWeekday(second) && more.length === 0)
    return rule({ is: "in-month", on: { is: "nth-weekday", nth, weekday: second }, shift });
  if (isWeekday(words)) return rule({ is: "in-week", on: words, shift });
  return refused(
    tidy(text),
    "a weekday of the month (last monday), a day of the month (day 15) or, with weeks, a weekday (monday)",
    releaseSentences,
  );
};

/** `freeze: friday of the week before | wednesday before | thursday 2 weeks before | 3 days before | 2 weeks before | 3 business days before | same day`. */
export const parseFreeze = (text: string): Parsed<FreezeRule> => {
  const { words, shift } = withShift(tidy(text));
  if (words === "same day" && shift === "none") return rule({ is: "days", days: 0, shift });
  const amount = /^(\d{1,3}) (day|week|business day)s? before$/.exec(words);
  if (amount !== null && within(amount[1], 1, 180)) {
    if (amount[2] !== "business day") return rule({ is: "days", days: Number(amount[1]) * (amount[2] === "week" ? 7 : 1), shift });
    if (shift === "none") return rule({ is: "business-days", days: Number(amount[1]) });
  }
  const [weekday = "", ...rest] = words.split(" ");
  const weeks = rest.join(" ") === "of the week before" ? 1 : Number(/^(\d{1,2}) weeks? before$/.exec(rest.join(" "))?.[1] ?? 0);
  if (isWeekday(weekday) && within(weeks, 1, 26)) return rule({ is: "weekday-of-week", weekday, weeks, shift });
  if (isWeekday(weekday) && rest.join(" ") === "before") return rule({ is: "weekday-before", weekday, shift });
  return refused(
    tidy(text),
    "a weekday before the release (friday of the week before) or a distance (3 days before)",
    freezeSentences(words),
  );
};

const ordinals: ReadonlyMap<string, 1 | 2 | 3 | 4 | "last"> = new Map(
  (["first 1st", "second 2nd", "third 3rd", "fourth 4th", "last"] as const).flatMap((words, at) =>
    words.split(" ").map((word) => [word, ([1, 2, 3, 4, "last"] as const)[at] ?? "last"] as const),
  ),
);

const releaseSentences = [
  ...["last", "first", "second", "third", "fourth"].flatMap((nth) => weekdays.map((weekday) => `${nth} ${weekday}`)),
  ...weekdays,
  ...["day 15", "day 15 or next business day", "day 15 or previous business day", "last day", "last day or previous business day"],
];

/** Built with the number that was written, so that a suggestion keeps it. */
const freezeSentences = (words: string): readonly string[] => {
  const written = Number(/\d{1,3}/.exec(words)?.[0] ?? 3);
  const number = within(written, 2, 180) ? written : 3;
  const distances = ["days", "weeks", "business days"].map((unit) => `${number} ${unit} before`);
  const days = weekdays.flatMap((weekday) => [`${weekday} of the week before`, `${weekday} before`]);
  return [...distances, "1 day before", "1 week before", "1 business day before", "same day", ...days];
};

const withShift = (text: string): { readonly words: string; readonly shift: Shift } => {
  const found = /^(.+) or (next|previous) business day$/.exec(text);
  if (found === null) return { words: text, shift: "none" };
  return { words: found[1] ?? "", shift: found[2] === "next" ? "next business day" : "previous business day" };
};

const tidy = (text: string): string => text.slice(0, 80).trim().toLowerCase().replace(/\s+/g, " ");

const isWeekday = (word: string): word is Weekday => (weekdays as readonly string[]).includes(word);

const within = (number: string | number | undefined, least: number, most: number): boolean =>
  Number(number) >= least && Number(number) <= most;

const rule = <T>(read: T): Parsed<T> => ({ is: "rule", rule: read });

const refused = (found: string, expected: string, sentences: readonly string[]): RuleRefused => {
  const near = closest(found, sentences);
  return { is: "refused", found, expected, suggestions: near.length > 0 ? near : sentences.slice(0, 3) };
};
