/** A day of the proleptic Gregorian calendar without a zone, `YYYY-MM-DD`, years 0001 to 9999. Compares correctly as text. */
export type PlainDate = string & { readonly plainDate: unique symbol };

/** A month, `YYYY-MM`. */
export type PlainMonth = string & { readonly plainMonth: unique symbol };

/** Monday first, as weeks are counted here (ISO 8601). */
export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

const firstDayNumber = -719_162;
const lastDayNumber = 2_932_896;

/** The day that a text names, or nothing when it is not a day that exists. */
export const parsePlainDate = (text: string): PlainDate | undefined => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return text as PlainDate;
};

/** For days known when the code is written; throws RangeError when the day does not exist. */
export const plainDate = (text: string): PlainDate => {
  const date = parsePlainDate(text);
  if (date === undefined) throw new RangeError(`Not a day: ${JSON.stringify(text.slice(0, 40))}`);
  return date;
};

/** The month that a text `YYYY-MM` names, or nothing. */
export const parsePlainMonth = (text: string): PlainMonth | undefined =>
  parsePlainDate(`${text}-01`) === undefined ? undefined : (text as PlainMonth);

/** Days since 1970-01-01, negative before. Algorithm: days_from_civil, H. Hinnant, "chrono-compatible low-level date algorithms". */
export const dayNumber = (date: PlainDate): number => {
  const { year, month, day } = partsOf(date);
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
};

/** The day with this number; throws RangeError outside the years 0001 to 9999. */
export const dateOfDayNumber = (number: number): PlainDate => {
  if (!Number.isInteger(number) || number < firstDayNumber || number > lastDayNumber)
    throw new RangeError(`No day has the number ${number}`);
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return written(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1);
};

export const addDays = (date: PlainDate, days: number): PlainDate => dateOfDayNumber(dayNumber(date) + days);

/** Days from one date to another, negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from);

/** 0 for Monday to 6 for Sunday. */
export const weekdayNumber = (date: PlainDate): number => (((dayNumber(date) + 3) % 7) + 7) % 7;

export const weekdayOf = (date: PlainDate): Weekday => weekdays[weekdayNumber(date)] as Weekday;

/** The Monday of the ISO week in which the date lies. */
export const startOfWeek = (date: PlainDate): PlainDate => addDays(date, -weekdayNumber(date));

export const monthOf = (date: PlainDate): PlainMonth => date.slice(0, 7) as PlainMonth;

/** Months since January of year 0, so that months can be counted and stepped. */
export const monthNumber = (month: PlainMonth): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** The month with this number; throws RangeError outside the years 0001 to 9999. */
export const monthOfNumber = (number: number): PlainMonth => {
  const year = Math.floor(number / 12);
  if (!Number.isInteger(number) || year < 1 || year > 9999) throw new RangeError(`No month has the number ${number}`);
  return written(year, number - year * 12 + 1, 1).slice(0, 7) as PlainMonth;
};

export const firstOfMonth = (month: PlainMonth): PlainDate => `${month}-01` as PlainDate;

export const lastOfMonth = (month: PlainMonth): PlainDate =>
  `${month}-${daysIn(Number(month.slice(0, 4)), Number(month.slice(5)))}` as PlainDate;

const partsOf = (date: PlainDate) => ({ year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8)) });

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

const written = (year: number, month: number, day: number): PlainDate =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as PlainDate;
