/** Commands that need the product put together; loading that outweighs loading them all. */
export { abort } from "./abort.ts";
export { adopt } from "./adopt.ts";
export { approve } from "./approve.ts";
export { calendar } from "./calendar.ts";
export { check } from "./check.ts";
export * as correct from "./correct.ts";
export { decide } from "./decide.ts";
export { done } from "./done.ts";
export * as finding from "./finding.ts";
export { init } from "./init.ts";
export { plan } from "./plan.ts";
export { rehearse } from "./rehearse.ts";
export { runbook } from "./runbook.ts";
export * as session from "./session.ts";
export { start } from "./start.ts";
export { handOver, hold, resume, retry, skip } from "./steer.ts";
export { tick } from "./tick.ts";
export { verify } from "./verify.ts";
