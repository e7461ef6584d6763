/** A day as a plan publishes it: `2024-11-14`, `2019.07.12`, `Friday, Apr. 5, 2024`. It need not exist. */
export interface PublishedDay {
  /** `YYYY-MM-DD`, which may be the 31st of June. */
  readonly day: string;
  /** The weekday that stands beside it, in small letters. */
  readonly weekday: string | undefined;
}

/** The day that a text names, or nothing. */
export const readPublishedDay = (text: string): PublishedDay | undefined => {
  const words = text.trim().replace(/\s+/g, " ").toLowerCase();
  const numbers = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(words);
  if (numbers !== null) return { day: written(numbers[1], Number(numbers[3]), numbers[4]), weekday: undefined };
  const named = /^(?:([a-z]+),? )?([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(words);
  const month = months.indexOf(named?.[2] ?? "") + 1;
  return named === null || month === 0 ? undefined : { day: written(named[4], month, named[3]), weekday: named[1] };
};

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

const written = (year: string | undefined, month: number, day: string | undefined): string =>
  `${year}-${String(month).padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
