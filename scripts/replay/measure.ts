import type { CaseWorld } from "./case-world.ts";
import type { ReplayCase } from "./read-case.ts";

/** One thing that must be as the maintainers had it. */
export interface Measure {
  readonly name: string;
  /** Whether the case's `expected` holds what this measure judges by. */
  readonly applies: (of: ReplayCase) => boolean;
  /** What differs and why, a sentence each; empty when it is right. What throws counts as different. */
  readonly judge: (of: ReplayCase, world: CaseWorld) => Promise<readonly string[]>;
  /** What a reader has to know to judge the judgement, a line each; told also where all is right. */
  readonly remarks?: (of: ReplayCase) => readonly string[];
}
