/** What every command needs at once, and all that a list of changes does, without what a look at the record takes (`scripts/chunk-groups.ts`). */
export { run } from "../cli/run.ts";
export { every, systemClock } from "../host/clock.ts";
export { listChanges } from "./list-changes.ts";
export { writeHistory } from "./write-history.ts";
