import { isBusinessDay, nearestBusinessDay } from "./business-days.ts";
import {
  addDays,
  dayNumber,
  daysBetween,
  firstOfMonth,
  lastOfMonth,
  monthNumber,
  monthOf,
  monthOfNumber,
  type PlainDate,
  type PlainMonth,
  type Weekday,
  weekdayNumber,
  weekdays,
} from "./plain-date.ts";
import type { Cadence, DayOfMonth, Months, Shift, Weeks } from "./schedule.ts";

/** Days as a numbered line, endless in both directions unless they are a list. */
export interface DayLine {
  /** The day with this number, or nothing beyond the ends of a list or of the calendar. */
  at(index: number): PlainDate | undefined;
  /** Number of the first day on or after the date; for a list that has ended, one past its last. */
  indexFrom(date: PlainDate): number;
}

/** The days that one cadence plans, as if it had always been in force. */
export const cadenceDays = (cadence: Cadence, holidays: ReadonlySet<PlainDate>): DayLine => {
  const day = dayAt(cadence, holidays);
  const at = (index: number) => withinCalendar(() => day(index));
  return { at, indexFrom: (date) => firstFrom(at, guess(cadence, date), date) };
};

/** Day arithmetic throws RangeError at the ends of the calendar, where there are simply no more departures. */
export const withinCalendar = <T>(compute: () => T): T | undefined => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

const dayAt = (cadence: Cadence, holidays: ReadonlySet<PlainDate>): ((index: number) => PlainDate | undefined) => {
  switch (cadence.is) {
    case "months":
      return (index) => {
        const month = monthOfNumber(monthNumber(cadence.from) + index * cadence.every);
        return shifted(dayOfMonth(cadence.on, month), cadence.shift, holidays, (day) => monthOf(day) === month);
      };
    case "weeks":
      return (index) => weekly(cadence, index, holidays);
    case "list":
      return (index) => cadence.days[index];
  }
};

const dayOfMonth = (on: DayOfMonth, month: PlainMonth): PlainDate => {
  const last = lastOfMonth(month);
  if (on.is === "day") return on.day === "last" || on.day > Number(last.slice(8)) ? last : addDays(firstOfMonth(month), on.day - 1);
  if (on.nth === "last") return addDays(last, -daysFrom(on.weekday, last));
  const first = firstOfMonth(month);
  return addDays(first, ((weekdays.indexOf(on.weekday) - weekdayNumber(first) + 7) % 7) + (on.nth - 1) * 7);
};

/** How many days ago the weekday last was, 0 when the date is one. */
const daysFrom = (weekday: Weekday, date: PlainDate): number => (weekdayNumber(date) - weekdays.indexOf(weekday) + 7) % 7;

const weekly = (cadence: Weeks, index: number, holidays: ReadonlySet<PlainDate>): PlainDate => {
  const perRound = Math.floor(cadence.round / cadence.every);
  const round = Math.floor(index / perRound);
  const weeks = round * cadence.round + (index - round * perRound) * cadence.every;
  const first = addDays(cadence.from, 6 - daysFrom(cadence.on, addDays(cadence.from, 6)));
  const day = addDays(first, weeks * 7);
  return shifted(day, cadence.shift, holidays, (other) => Math.abs(daysBetween(day, other)) < 7);
};

/** A shift that would leave its month or week goes the other way; where neither way has a business day the day stays. */
const shifted = (date: PlainDate, shift: Shift, holidays: ReadonlySet<PlainDate>, stays: (day: PlainDate) => boolean): PlainDate => {
  if (shift === "none" || isBusinessDay(date, holidays)) return date;
  const direction = shift === "next business day" ? 1 : -1;
  const ways = [nearestBusinessDay(date, direction, holidays), nearestBusinessDay(date, direction === 1 ? -1 : 1, holidays)];
  return ways.find(stays) ?? date;
};

const guess = (cadence: Cadence, date: PlainDate): number => {
  if (cadence.is === "list") return 0;
  return cadence.is === "months" ? monthGuess(cadence, date) : weekGuess(cadence, date);
};

const monthGuess = ({ from, every }: Months, date: PlainDate): number =>
  Math.floor((monthNumber(monthOf(date)) - monthNumber(from)) / every) - 1;

const weekGuess = ({ from, every, round }: Weeks, date: PlainDate): number =>
  Math.floor((dayNumber(date) - dayNumber(from)) / (7 * round)) * Math.floor(round / every) - 2;

const firstFrom = (at: (index: number) => PlainDate | undefined, start: number, date: PlainDate): number => {
  let index = start;
  for (let day = at(index); day !== undefined && day < date; day = at(index)) index += 1;
  return index;
};
