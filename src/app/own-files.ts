/** The page with the rest of a release, beside the journal. */
export const runbookFile = "runbook.md";

/** The moment of the last look beside the journal of a release: who only looks leaves no entry. */
export const watchFile = "watched.txt";
