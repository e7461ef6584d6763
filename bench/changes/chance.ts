/** Chance that is the same in every run. */
export interface Chance {
  /** A whole number from 0 up to this one, without it. */
  readonly below: (end: number) => number;
  /** True once in so many times. */
  readonly one: (of: number) => boolean;
  readonly of: <T>(all: readonly T[]) => T;
}

/** mulberry32: small, quick, and good enough to make up a history. */
export const chanceOf = (seed: number): Chance => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    one: (of) => below(of) === 0,
    of: (all) => {
      const found = all[below(all.length)];
      if (found === undefined) throw new Error("there is nothing to choose from");
      return found;
    },
  };
};
