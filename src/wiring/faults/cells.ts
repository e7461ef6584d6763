import { type FaultName, faults, kills } from "../../app/faults/disturbances.ts";
import type { Boundary } from "../../engine/driving.ts";

/** What no system is assumed to do. It need not end as if nothing had happened, but never silently otherwise. */
export const beyond = ["applied-after-l", "stale-beyond-settle"] as const;

/** A process that stands still at a boundary until its claim has run out and another has gone on, and then continues. */
export const frozen = ["frozen-b0", "frozen-b1", "frozen-b2", "frozen-b3", "frozen-b4"] as const;

/** Afterwards the state folder is put back as it was before the effect: a restored backup. */
const restored = "restored";

/** After people have approved, and before the effect, somebody corrects a fact that texts are made of. */
const corrected = "corrected";

export type Disturbance = Boundary | FaultName | (typeof beyond)[number] | (typeof frozen)[number] | typeof restored | typeof corrected;

/** What goes wrong around one effect, in the order in which it does. */
export interface Trouble {
  readonly effect: string;
  readonly met: readonly Disturbance[];
}

/** One cell of the grid: what goes wrong around one effect, or around one and then around a later one. */
export type Cell = readonly Trouble[];

/** `tag-release/push-tag:b2:lost-after`; a second effect stands behind a comma. */
export const cellId = (cell: Cell): string => cell.map(({ effect, met }) => [effect, ...met].join(":")).join(",");

/** Reads what `cellId` writes; undefined for anything else. */
export const readCell = (id: string, effects: readonly string[]): Cell | undefined => {
  const cell = id.split(",").map((part) => {
    const [effect = "", ...met] = part.split(":");
    const known = effects.includes(effect) && met.length > 0 && met.every(isDisturbance);
    return known ? { effect, met: met.filter(isDisturbance) } : undefined;
  });
  return cell.every((each) => each !== undefined) ? cell : undefined;
};

const all: readonly string[] = [...kills, ...faults, ...beyond, ...frozen, restored, corrected];

const isDisturbance = (name: string): name is Disturbance => all.includes(name);

/** Kills, faults and faults with a kill of one effect: 5 + 16 + 80. */
export const cellsOf = (effect: string): readonly Cell[] => [
  ...kills.map((kill) => [{ effect, met: [kill] }]),
  ...faults.map((fault) => [{ effect, met: [fault] }]),
  ...kills.flatMap((kill) => faults.map((fault) => [{ effect, met: [kill, fault] }])),
];

/**
 * What lies beside the 101: beyond the assumptions, a driver that was frozen, a restored backup, a correction after the approval. A blind effect cannot
 * be looked for, and only what stands behind a gate was approved.
 */
export const rowsBeside = ({ id, isBlind, isApproved }: RowsOf): readonly Cell[] =>
  [...beyond, ...frozen, ...(isBlind ? [] : ([restored] as const)), ...(isApproved ? ([corrected] as const) : [])].map((each) => [
    { effect: id, met: [each] },
  ]);

interface RowsOf {
  readonly id: string;
  readonly isBlind: boolean;
  readonly isApproved: boolean;
}

/** What can leave an outcome unknown: a death between intent and receipt, and no answer that says that nothing was applied. */
export const leavesUnknown = (each: Disturbance): boolean => !known.has(each);

const known: ReadonlySet<Disturbance> = new Set([
  "b0",
  "b3",
  "b4",
  "429",
  "403-secondary",
  "stale-read",
  "stale-beyond-settle",
  "disk-full-at-intent",
  "disk-full-at-outcome",
  "double-wake-up",
  "clock-ahead",
  "clock-behind",
  "frozen-b0",
  "frozen-b3",
  "frozen-b4",
  "restored",
  "corrected",
]);

/** Two kills or two faults around one effect, and around it and the next one. */
export const pairsOf = (effect: string, next: string | undefined): readonly Cell[] =>
  [kills, faults].flatMap((sort: readonly Disturbance[]) =>
    sort.flatMap((first) =>
      sort.flatMap((second) => [
        [{ effect, met: [first, second] }],
        ...(next === undefined
          ? []
          : [
              [
                { effect, met: [first] },
                { effect: next, met: [second] },
              ],
            ]),
      ]),
    ),
  );

/** A pair of which the effects are neither the same nor neighbours, and which disturbances meet, by two random numbers below 1 each. */
export const anyPair = (effects: readonly string[], random: () => number): Cell => {
  const sort: readonly Disturbance[] = random() < 0.2 ? kills : faults;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const first = Math.floor(random() * (effects.length - 2));
  const second = first + 2 + Math.floor(random() * (effects.length - first - 2));
  return [
    { effect: effects[first] ?? "", met: [pick(sort)] },
    { effect: effects[second] ?? "", met: [pick(sort)] },
  ];
};
