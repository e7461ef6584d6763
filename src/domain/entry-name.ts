import type { Change } from "./change.ts";

/** By what a change is called in commands and corrections: its pull request, or else its commit. */
export const entryOf = ({ pull, commit }: Pick<Change, "pull" | "commit">): string => (pull === undefined ? commit : `#${pull}`);

/** Whether an entry is the number of a pull request, which is never shortened. */
export const isShort = (entry: string): boolean => entry.startsWith("#");
