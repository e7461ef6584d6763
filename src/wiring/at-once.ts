/** What every command needs at once, and what a look at the record does: in the bundle one file with all that it imports (`scripts/core-chunk.ts`). */
export { run } from "../cli/run.ts";
export { every, systemClock } from "../host/clock.ts";
export { openRecord } from "./open-record.ts";
