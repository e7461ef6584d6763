/** What every command needs at once, and what a look at the record does (`scripts/chunk-groups.ts`). */
export { run } from "../cli/run.ts";
export { every, systemClock } from "../host/clock.ts";
export { openRecord } from "./open-record.ts";
