/** Commands that only look at what is kept, in one file to load: each module costs a millisecond. */
export { error } from "./error.ts";
export { log } from "./log.ts";
export { status } from "./status.ts";
