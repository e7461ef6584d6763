import type { Complaint } from "../complaint.ts";
import type { Section, Words } from "../sections/index.ts";

/** What rules know besides the words: files beside the configuration, and zones. */
export interface Surroundings {
  readonly read: (relativePath: string) => string | undefined;
  readonly isZone: (name: string) => boolean;
  readonly zones: () => readonly string[];
}

/** One thing that words of the right shape may still get wrong. It is asked only when all sections it reads have the right shape. */
export interface Rule {
  readonly reads: readonly Section[];
  readonly find: (words: Words, around: Surroundings) => readonly Complaint[];
}

/** A rule that can only read the sections it names. */
export const rule = <const S extends Section>(
  reads: readonly S[],
  find: (words: Pick<Words, S>, around: Surroundings) => readonly Complaint[],
): Rule => ({ reads, find });
