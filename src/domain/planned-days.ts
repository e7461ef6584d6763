import { cadenceDays, type DayLine, withinCalendar } from "./cadence-days.ts";
import { addDays, type PlainDate } from "./plain-date.ts";
import type { Move, Rhythm, Schedule, Weeks } from "./schedule.ts";

/** The planned release days of a schedule as one line, whatever rhythms it had. */
export interface PlannedDays extends DayLine {
  /** The rhythm that planned the day with this number. */
  rhythmAt(index: number): Rhythm;
}

type Planning = Pick<Schedule, "rhythms" | "holidays" | "moves">;

/** Numbers go on from one rhythm to the next, so that captains keep their turns when the rule changes. */
export const plannedDays = (schedule: Planning): PlannedDays => {
  const { before, last } = stretchesOf(schedule);
  const stretchAt = (index: number): Stretch => before.find(({ until }) => index < until) ?? last;
  return {
    at: (index) => {
      const { line, offset } = stretchAt(index);
      return line.at(index - offset);
    },
    indexFrom: (date) => {
      for (const stretch of before) {
        const index = numberIn(stretch, date);
        if (index < stretch.until) return index;
      }
      return numberIn(last, date);
    },
    rhythmAt: (index) => stretchAt(index).rhythm,
  };
};

/** The rhythm in force on a day. */
export const rhythmOn = ({ rhythms }: Pick<Schedule, "rhythms">, day: PlainDate): Rhythm => {
  const found = rhythms.findLast(({ from }) => from === undefined || from <= day) ?? rhythms[0];
  if (found === undefined) throw new RangeError("A schedule without a rhythm plans nothing.");
  return found;
};

/** A part of the line that one cadence counts: the day numbered `first` is the first of it, and its own count differs from the line's by `offset`. */
interface Stretch {
  readonly rhythm: Rhythm;
  readonly line: DayLine;
  readonly first: number;
  readonly offset: number;
  readonly until: number;
}

interface Stretches {
  readonly before: readonly Stretch[];
  readonly last: Stretch;
}

const numberIn = ({ line, first, offset }: Stretch, date: PlainDate): number => Math.max(first, line.indexFrom(date) + offset);

const stretchesOf = ({ rhythms, holidays, moves }: Planning): Stretches => {
  const free = new Set(holidays);
  const [initial, ...later] = rhythms;
  if (initial === undefined) throw new RangeError("A schedule without a rhythm plans nothing.");
  const line = cadenceDays(initial.cadence, free);
  const start: Stretch = { rhythm: initial, line, first: Number.NEGATIVE_INFINITY, offset: 0, until: Number.POSITIVE_INFINITY };
  const ordered = moves.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const counting = (stretches: Stretches, end: PlainDate | undefined): Stretches =>
    ordered.filter(({ from }) => end === undefined || from < end).reduce((all, move) => countedFrom(all, move, free), stretches);
  return later.reduce(
    (all, rhythm, at) => counting(changedTo(all, rhythm, free), later[at + 1]?.from),
    counting({ before: [], last: start }, later[0]?.from),
  );
};

const changedTo = (stretches: Stretches, rhythm: Rhythm, free: ReadonlySet<PlainDate>): Stretches => {
  const line = cadenceDays(rhythm.cadence, free);
  if (rhythm.from === undefined) return stretches;
  return followedBy(stretches, { rhythm, line, first: numberIn(stretches.last, rhythm.from), own: line.indexFrom(rhythm.from) });
};

/** Where a team counts from the last departure, a move begins the count afresh. */
const countedFrom = (stretches: Stretches, { from, to }: Move, free: ReadonlySet<PlainDate>): Stretches => {
  const { rhythm, line, offset, first } = stretches.last;
  const { cadence } = rhythm;
  if (cadence.is !== "weeks" || cadence.counted !== "from the last") return stretches;
  const moved = line.indexFrom(from) + offset;
  const next = withinCalendar(() => addDays(to, 7 * cadence.every));
  if (moved < first || line.at(moved - offset) !== from || next === undefined) return stretches;
  const afresh: Weeks = { ...cadence, from: next };
  return followedBy(stretches, { rhythm, line: cadenceDays(afresh, free), first: moved + 1, own: 0 });
};

const followedBy = (
  { before, last }: Stretches,
  { rhythm, line, first, own }: Pick<Stretch, "rhythm" | "line" | "first"> & { readonly own: number },
): Stretches => ({
  before: [...before, { ...last, until: first }],
  last: { rhythm, line, first, offset: first - own, until: Number.POSITIVE_INFINITY },
});
