/** Places moments on a line from 0 to `width`, in pixels. */
export interface TimeScale {
  /** Where the moment with this index in the given list stands: moments at one instant stand beside each other. */
  readonly places: readonly number[];
  readonly width: number;
  readonly at: (millis: number) => number;
  /** Whole UTC days that the line crosses, each from its left to its right edge. */
  readonly days: readonly { readonly start: number; readonly left: number; readonly right: number }[];
}

const day = 86_400_000;

/** A moment to be drawn: `lane` is the line on which it needs room for itself. Milliseconds since 1970. */
export interface DrawnMoment {
  readonly millis: number;
  readonly lane: string | undefined;
}

/** Least space between two moments, and between two on one lane. */
const apart = 7;
const laneApart = 23;

/**
 * A release is busy for minutes and quiet for days, so the space between two moments grows with the logarithm of the time between them.
 * Order is kept, and nothing on one lane is drawn over another. `moments` ascend; the line is at least `least` wide.
 */
export const timeScale = (moments: readonly DrawnMoment[], least: number): TimeScale => {
  const natural = naturalPlaces(moments);
  const stretch = Math.max(1, least / Math.max(1, natural.at(-1) ?? 0));
  const places = natural.map((place) => place * stretch);
  const times = moments.map(({ millis }) => millis);
  const at = (millis: number): number => interpolate(times, places, millis);
  return {
    places,
    width: Math.max(least, places.at(-1) ?? 0),
    at,
    days: daysBetween(times[0], times.at(-1)).map((start) => ({ start, left: at(start), right: at(start + day) })),
  };
};

const naturalPlaces = (moments: readonly DrawnMoment[]): readonly number[] => {
  const lanes = new Map<string, number>();
  const places: number[] = [];
  for (const [at, { millis, lane }] of moments.entries()) {
    const minutes = (millis - (moments[at - 1]?.millis ?? millis)) / 60_000;
    const after = at === 0 ? 0 : (places[at - 1] ?? 0) + apart + 3 * Math.log2(1 + minutes);
    const place = lane === undefined ? after : Math.max(after, (lanes.get(lane) ?? Number.NEGATIVE_INFINITY) + laneApart);
    if (lane !== undefined) lanes.set(lane, place);
    places.push(place);
  }
  return places;
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
