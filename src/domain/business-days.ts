import { addDays, type PlainDate, weekdayNumber } from "./plain-date.ts";

/** Monday to Friday, unless it is a holiday. */
export const isBusinessDay = (date: PlainDate, holidays: ReadonlySet<PlainDate>): boolean => weekdayNumber(date) < 5 && !holidays.has(date);

/** The day that lies so many business days before this one, which itself does not count. */
export const businessDaysBefore = (date: PlainDate, days: number, holidays: ReadonlySet<PlainDate>): PlainDate => {
  let day = date;
  for (let left = days; left > 0; left -= 1) day = nearestBusinessDay(addDays(day, -1), -1, holidays);
  return day;
};

/** This day if it is a business day, else the next one in the direction. */
export const nearestBusinessDay = (date: PlainDate, direction: 1 | -1, holidays: ReadonlySet<PlainDate>): PlainDate => {
  let day = date;
  while (!isBusinessDay(day, holidays)) day = addDays(day, direction);
  return day;
};
