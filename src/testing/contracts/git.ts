import { testContract } from "./contract.ts";
import type { GitBench, GitCase } from "./git-bench.ts";
import { remembering } from "./git-history.ts";
import { committing, picking, reading } from "./git-objects.ts";
import { looking, pushing, tagging } from "./git-refs.ts";

/** Every promise of the ports `Refs`, `Objects` and `History`. */
export const gitCases: readonly GitCase[] = [...looking, ...pushing, ...tagging, ...reading, ...committing, ...picking, ...remembering];

export const gitContract = (name: string, open: () => Promise<GitBench>): void => testContract(name, gitCases, open);
