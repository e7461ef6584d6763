import { createHash } from "node:crypto";

const fractionOf = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;

/** Numbers from 0 to 1 that are the same for the same seed. */
export const seeded = (seed: string): (() => number) => {
  let taken = 0;
  return () => fractionOf(`${seed} ${taken++}`);
};

/** Whether a name is among a share of all names, the same ones for the same seed. */
export const isChosen = (name: string, seed: string, share: number): boolean => fractionOf(`${seed} ${name}`) < share;
