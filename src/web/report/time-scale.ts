/** Places moments on a line from 0 to `width`. */
export interface TimeScale {
  /** Where the moment with this index in the given list stands: moments at one instant stand beside each other. */
  readonly places: readonly number[];
  readonly at: (millis: number) => number;
  /** Whole UTC days that the line crosses, each from its left to its right edge. */
  readonly days: readonly { readonly start: number; readonly left: number; readonly right: number }[];
}

const day = 86_400_000;

/**
 * A release is busy for minutes and quiet for days, so the space between two moments grows with the logarithm of the time between them.
 * Order is kept, and every moment gets room of its own. `moments` are milliseconds since 1970, ascending, with repetitions.
 */
export const timeScale = (moments: readonly number[], width: number): TimeScale => {
  const weights = moments.map((moment, at) => (at === 0 ? 0 : 1 + Math.log2(1 + (moment - (moments[at - 1] ?? moment)) / 60_000) / 4));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const places: number[] = [];
  for (const weight of weights) places.push((places.at(-1) ?? 0) + (weight / total) * width);
  const at = (millis: number): number => interpolate(moments, places, millis);
  return { places, at, days: daysBetween(moments[0], moments.at(-1)).map((start) => ({ start, left: at(start), right: at(start + day) })) };
};

/** More days than this are not told apart. */
const mostDays = 400;

const daysBetween = (first: number | undefined, last: number | undefined): readonly number[] => {
  if (first === undefined || last === undefined) return [];
  const start = Math.floor(first / day) * day;
  return Array.from({ length: Math.min(mostDays, Math.floor((last - start) / day) + 1) }, (_, at) => start + at * day);
};

const interpolate = (moments: readonly number[], places: readonly number[], millis: number): number => {
  const after = moments.findIndex((moment) => moment >= millis);
  if (after === -1) return places.at(-1) ?? 0;
  const [right = 0, left = 0] = [places[after], places[after - 1]];
  const [later = 0, earlier = 0] = [moments[after], moments[after - 1]];
  return after === 0 || later === earlier ? right : left + ((millis - earlier) / (later - earlier)) * (right - left);
};
