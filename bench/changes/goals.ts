import type { Figure, MemoryFigure } from "./figures.ts";

/** Everything that was measured. */
export interface Measured {
  readonly commits: number;
  /** Whole history: floors and us, then us and peers. Range: what is new since the last release. */
  readonly floors: Floors;
  readonly full: PeerFigures;
  readonly last: readonly Figure[];
  /** For the whole history, ours first. */
  readonly memory: readonly MemoryFigure[];
  readonly million: Million | undefined;
}

export interface Floors {
  readonly node: Figure;
  readonly log: Figure;
  readonly all: Figure;
  readonly rangeLog: Figure;
  readonly range: Figure;
  readonly warm: Figure;
  readonly cold: Figure;
  readonly emails: Figure;
}

export interface PeerFigures {
  readonly own: Figure;
  readonly cliffBefore: Figure;
  readonly cliff: Figure;
  readonly conventional: Figure;
  readonly others: readonly Figure[];
}

export interface Million {
  readonly log: Figure;
  readonly all: Figure;
  /** The first plan fetches the history; the others find it in the state folder. */
  readonly first: Figure;
  readonly plan: Figure;
  readonly memory: Readonly<Record<"log" | "all" | "plan", MemoryFigure | undefined>>;
}

/** A goal, and how far it is reached; without a value it could not be judged. */
export interface Goal {
  readonly goal: string;
  readonly value: number | undefined;
  readonly relation: "<=" | ">=";
  readonly bound: number;
  /** What is compared, and what had to be left out. */
  readonly about: string;
}

export const isMet = ({ value, relation, bound }: Goal): boolean =>
  value !== undefined && (relation === "<=" ? value <= bound : value >= bound);

/** `P1 1.42 <= 1.70 ok`, and behind it what is compared. */
export const goalLine = (goal: Goal): string => {
  const { value, relation, bound, about } = goal;
  const digits = bound < 20 ? 2 : 0;
  return `${goal.goal} ${value?.toFixed(digits) ?? "?"} ${relation} ${bound.toFixed(digits)} ${isMet(goal) ? "ok" : "short"}  ${about}`;
};

/** The goals of design/performance.md that are about changes, in its order; one that has several parts has a line for each. */
export const goalsOf = ({ commits, floors, full, memory: [memory], million }: Measured): readonly Goal[] => [
  fullHistory(commits, floors),
  faster("P2", full.own, full.conventional, 8),
  fastestOf(full),
  ...flatMemory(memory, million?.memory.all),
  faster("P3", full.own, full.cliffBefore, 1.2),
  faster("P3", full.own, full.cliff, 10),
  {
    goal: "P4",
    value: floors.range.milliseconds,
    relation: "<=",
    bound: sum(floors.node, floors.rangeLog) + 40,
    about: "ms for the last range: node -e 0, its git log and 40 ms",
  },
  {
    goal: "P5",
    value: floors.cold.milliseconds,
    relation: "<=",
    bound: sum(floors.range) + 1.6 * sum(floors.emails),
    about: "ms with first-time contributors, nothing known before: the range and 1.6 git log --format=%ae",
  },
  {
    goal: "P5",
    value: ratio(floors.warm, floors.range),
    relation: "<=",
    bound: 1.3,
    about: "times the range alone with first-time contributors, authors known from before",
  },
  { goal: "P10", value: seconds(million?.plan), relation: "<=", bound: 30, about: `s to plan a million commits${notMade(million)}` },
  planMemory(million?.memory.plan),
];

/** P2's parts about memory: of a whole history, and of one ten times as long. */
export const flatMemory = (all: MemoryFigure | undefined, million: MemoryFigure | undefined): readonly Goal[] => [
  { goal: "P2", value: all?.own, relation: "<=", bound: 250, about: "MiB at most for the whole history, without git's own" },
  {
    goal: "P2",
    value: all === undefined || million === undefined ? undefined : million.own / all.own,
    relation: "<=",
    bound: 1.2,
    about: `times that memory for a million commits${notMade(million)}`,
  },
];

/** P10's part about memory. */
export const planMemory = (plan: MemoryFigure | undefined): Goal => ({
  goal: "P10",
  value: plan?.own,
  relation: "<=",
  bound: 300,
  about: `MiB at most for it, without git's own${notMade(plan)}`,
});

const fullHistory = (commits: number, { node, log, all }: Floors): Goal =>
  commits >= 80_000
    ? { goal: "P1", value: ratio(all, log), relation: "<=", bound: 1.7, about: "times git log for the whole history" }
    : {
        goal: "P1",
        value: all.milliseconds,
        relation: "<=",
        bound: sum(node) + 1.6 * sum(log) + 20,
        about: "ms for the whole history: node -e 0, 1.6 git log and 20 ms",
      };

const faster = (goal: string, own: Figure, peer: Figure, bound: number): Goal => ({
  goal,
  value: ratio(peer, own),
  relation: ">=",
  bound,
  about: `times faster than ${peer.name}${limitOf(peer)}`,
});

const fastestOf = ({ own, conventional, others }: PeerFigures): Goal => {
  const all = [conventional, ...others];
  const [fastest] = all.filter(isRun).sort((one, other) => sum(one) - sum(other));
  const failed = all.filter((each) => !isRun(each)).map(({ name }) => name);
  const without = failed.length === 0 ? "" : `; without ${failed.join(", ")}, which failed`;
  return {
    goal: "P2",
    value: fastest === undefined ? undefined : ratio(fastest, own),
    relation: ">=",
    bound: 2.5,
    about: `times faster than the fastest in JavaScript${fastest === undefined ? "" : `, ${fastest.name}${limitOf(fastest)}`}${without}`,
  };
};

const isRun = ({ milliseconds }: Figure): boolean => milliseconds !== undefined;

const limitOf = ({ isCut, failed }: Figure): string =>
  failed === undefined ? (isCut === true ? ", which was cut off: at least" : "") : `, which failed (${failed})`;

const notMade = (found: Million | MemoryFigure | undefined): string => (found === undefined ? "; not measured" : "");

const ratio = ({ milliseconds: one }: Figure, { milliseconds: other }: Figure): number | undefined =>
  one === undefined || other === undefined ? undefined : one / other;

const seconds = (figure: Figure | undefined): number | undefined =>
  figure?.milliseconds === undefined ? undefined : figure.milliseconds / 1000;

/** What failed makes a bound that nothing reaches. */
const sum = (...figures: readonly Figure[]): number => figures.reduce((total, { milliseconds }) => total + (milliseconds ?? Number.NaN), 0);
