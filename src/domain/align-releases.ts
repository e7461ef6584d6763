import { daysBetween, type PlainDate } from "./plain-date.ts";

/** A release that happened. */
export interface Arrival {
  readonly version: string;
  readonly day: PlainDate;
}

/** A departure and the release that left on it. */
export interface Run {
  readonly version: string;
  /** By the rule in force, before any move: a slip that was written down as a move is a slip. */
  readonly planned: PlainDate;
  readonly day: PlainDate;
  /** Days after the planned one; negative when it left early. */
  readonly late: number;
}

export interface Alignment {
  readonly runs: readonly Run[];
  /** Departures between the first and the last release that no release took. */
  readonly missed: readonly PlainDate[];
  /** Releases that no departure was planned for. */
  readonly unplanned: readonly Arrival[];
}

/**
 * Which release left on which departure. Nothing in a tag says it, and the nearest day is wrong for a train that is more than half a period late, so
 * the whole history is laid over the whole plan, in order, at the least cost: a day late costs one, a day early two, because trains do not leave
 * before their time; a departure without a release, and a release without a departure, cost two periods. Both lists ascend.
 */
export const alignReleases = (arrivals: readonly Arrival[], planned: readonly PlainDate[]): Alignment => {
  const alone = 2 * periodOf(planned);
  const table = costs(arrivals, planned, alone);
  const runs: Run[] = [];
  const missed: PlainDate[] = [];
  const unplanned: Arrival[] = [];
  let [a, p] = [arrivals.length, planned.length];
  while (a > 0 || p > 0) {
    const [arrival, departure] = [arrivals[a - 1], planned[p - 1]];
    const step = table.stepAt(a, p);
    if (step === "run" && arrival !== undefined && departure !== undefined)
      runs.push({ ...arrival, planned: departure, late: daysBetween(departure, arrival.day) });
    // Before the first release and after the last one a departure is not missed: history begins and ends somewhere.
    if (step === "missed" && departure !== undefined && runs.length > 0 && a > 0) missed.push(departure);
    if (step === "unplanned" && arrival !== undefined) unplanned.push(arrival);
    if (step !== "missed") a -= 1;
    if (step !== "unplanned") p -= 1;
  }
  return { runs: runs.reverse(), missed: missed.reverse(), unplanned: unplanned.reverse() };
};

type Step = "run" | "missed" | "unplanned";

interface Costs {
  readonly stepAt: (arrivals: number, planned: number) => Step;
}

const costs = (arrivals: readonly Arrival[], planned: readonly PlainDate[], alone: number): Costs => {
  const width = planned.length + 1;
  const cost = new Float64Array((arrivals.length + 1) * width);
  const steps = new Uint8Array(cost.length);
  for (let a = 0; a <= arrivals.length; a += 1) {
    for (let p = 0; p <= planned.length; p += 1) {
      if (a === 0 && p === 0) continue;
      const at = a * width + p;
      const missing = a === 0 || a === arrivals.length ? 0 : alone;
      const choices = [
        a > 0 && p > 0 ? (cost[at - width - 1] ?? 0) + costOf(arrivals[a - 1], planned[p - 1]) : Number.POSITIVE_INFINITY,
        p > 0 ? (cost[at - 1] ?? 0) + missing : Number.POSITIVE_INFINITY,
        a > 0 ? (cost[at - width] ?? 0) + alone : Number.POSITIVE_INFINITY,
      ];
      const least = Math.min(...choices);
      cost[at] = least;
      steps[at] = choices.indexOf(least);
    }
  }
  return { stepAt: (a, p) => stepNames[steps[a * width + p] ?? 0] ?? "run" };
};

const stepNames: readonly Step[] = ["run", "missed", "unplanned"];

const costOf = (arrival: Arrival | undefined, departure: PlainDate | undefined): number => {
  if (arrival === undefined || departure === undefined) return Number.POSITIVE_INFINITY;
  const late = daysBetween(departure, arrival.day);
  return late < 0 ? -2 * late : late;
};

/** The usual distance between departures. */
const periodOf = (planned: readonly PlainDate[]): number => {
  const gaps = planned
    .slice(1)
    .map((day, at) => daysBetween(planned[at] ?? day, day))
    .toSorted((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 30;
};
