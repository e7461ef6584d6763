import { type PlainDate, weekdayNumber } from "./plain-date.ts";

/**
 * How a text spells days: `dddd` Thursday, `ddd` Thu, `D` 1, `DD` 01, `Do` 1st, `MMMM` October, `MMM` Oct, `MM` 10, `YYYY` 2021, `YY` 21,
 * everything else as it stands. English names only.
 */
export type DateForm = string;

/** A day found in a text, where it stands and how it is spelt. */
export interface DateFound {
  readonly at: number;
  readonly text: string;
  readonly form: DateForm;
}

/** The first day in a text. `9/10/2021` is read as month and day unless only day and month are possible; with dots the day comes first. */
export const findDate = (text: string): DateFound | undefined => {
  const line = text.slice(0, 400);
  const found = spellings.flatMap(({ pattern, form }) => {
    const match = pattern.exec(line);
    return match === null ? [] : [{ at: match.index, text: match[0], form: form(match) }];
  });
  // The longest of those that begin first: `Thursday 21 October 2021` holds `21 October 2021`.
  return found.sort((a, b) => a.at - b.at || b.text.length - a.text.length)[0];
};

/** Whether a day's number in this spelling shows if single digits are padded: 21 does not. */
export const showsPadding = ({ text, form }: DateFound): boolean => !/\bD\b/.test(form) || /(?<!\d)[1-9](?!\d)/.test(text);

export const formatDate = (date: PlainDate, form: DateForm): string => {
  const [year, month, day] = [date.slice(0, 4), Number(date.slice(5, 7)), Number(date.slice(8))];
  const weekday = weekdayNames[weekdayNumber(date)] ?? "";
  const values: Readonly<Record<string, string>> = {
    dddd: weekday,
    ddd: weekday.slice(0, 3),
    Do: `${day}${ordinal(day)}`,
    DD: date.slice(8),
    D: String(day),
    MMMM: monthNames[month - 1] ?? "",
    MMM: (monthNames[month - 1] ?? "").slice(0, 3),
    MM: date.slice(5, 7),
    M: String(month),
    YYYY: year,
    YY: year.slice(2),
  };
  return form.replaceAll(/dddd|ddd|Do|DD|D|MMMM|MMM|MM|M|YYYY|YY/g, (part) => values[part] ?? part);
};

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const anyWeekday = weekdayNames.map((name) => `${name}|${name.slice(0, 3)}`).join("|");
const anyMonth = monthNames.map((name) => `${name}|${name.slice(0, 3)}`).join("|");

const dayForm = (day: string, suffix: string | undefined): string => (suffix ? "Do" : day.startsWith("0") ? "DD" : "D");
const monthForm = (month: string): string => (month.length > 3 || month === "May" ? "MMMM" : "MMM");
const weekdayForm = (weekday: string | undefined): string =>
  weekday === undefined ? "" : weekday.replace(/[A-Z][a-z]+/, (name) => (name.length > 3 ? "dddd" : "ddd"));

interface Spelling {
  readonly pattern: RegExp;
  readonly form: (match: RegExpExecArray) => DateForm;
}

const spellings: readonly Spelling[] = [
  {
    pattern: new RegExp(`(?:\\b((?:${anyWeekday}),? ))?\\b(\\d{1,2})(st|nd|rd|th)?( (?:of )?)(${anyMonth})(,? )(\\d{4})\\b`),
    form: ([, weekday, day = "", suffix, gap = " ", month = "", end = " "]) =>
      `${weekdayForm(weekday)}${dayForm(day, suffix)}${gap}${monthForm(month)}${end}YYYY`,
  },
  {
    pattern: new RegExp(`(?:\\b((?:${anyWeekday}),? ))?\\b(${anyMonth}) (\\d{1,2})(st|nd|rd|th)?(,? )(\\d{4})\\b`),
    form: ([, weekday, month = "", day = "", suffix, end = " "]) =>
      `${weekdayForm(weekday)}${monthForm(month)} ${dayForm(day, suffix)}${end}YYYY`,
  },
  {
    pattern: /(?<![\d.])\d{4}([-/. ])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?![\d.])/,
    form: ([, mark = "-"]) => `YYYY${mark}MM${mark}DD`,
  },
  {
    pattern: /(?<![\d.])(?:0[1-9]|[12]\d|3[01])([.-])(?:0[1-9]|1[0-2])\1(\d{4}|\d{2})(?![\d.])/,
    form: ([, mark = ".", year = ""]) => `DD${mark}MM${mark}${year.length === 2 ? "YY" : "YYYY"}`,
  },
  {
    pattern: /(?<![\d/])(\d{1,2})\/(\d{1,2})\/\d{4}(?![\d/])/,
    form: ([, first = "", second = ""]) => {
      const dayFirst = Number(first) > 12;
      const [month, day] = [dayFirst ? second : first, dayFirst ? first : second];
      const parts = [month.length < 2 ? "M" : "MM", day.length < 2 ? "D" : "DD"];
      return `${dayFirst ? parts.toReversed().join("/") : parts.join("/")}/YYYY`;
    },
  },
];

const ordinal = (day: number): string => (day > 10 && day < 14 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th"));
