import { type Duration, duration } from "../../domain/instant.ts";

/** What is assumed of one outside system, see `Effect`. Settle is longer than deadline and lateness together. */
export interface Timing {
  readonly deadline: Duration;
  readonly lateness: Duration;
  readonly settle: Duration;
  readonly poll: Duration;
}

const timing = (deadline: string, lateness: string, settle: string, poll: string): Timing => ({
  deadline: duration(deadline),
  lateness: duration(lateness),
  settle: duration(settle),
  poll: duration(poll),
});

/**
 * How late a request may still be applied and how long a look may lag, per system. No vendor promises these: they are pessimistic
 * assumptions, longer than anything seen, and what lies beyond them is detected and parked. Deadlines are the door's (15 s) or the connector's own.
 */
export const timings = {
  git: timing("2m", "1m", "4m", "15s"),
  github: timing("15s", "60s", "2m", "15s"),
  registry: timing("15s", "60s", "2m", "15s"),
  heroku: timing("15s", "2m", "5m", "30s"),
  /** The longest a configured command runs, and what it set off behind itself; together short enough to know in half an hour what came of it. */
  command: timing("10m", "2m", "13m", "30s"),
  /** Any server of the team's choice: nobody knows what queues stand behind it. */
  web: timing("15s", "2m", "5m", "30s"),
  slack: timing("15s", "60s", "2m", "15s"),
  mailchimp: timing("15s", "2m", "5m", "30s"),
  cloudfront: timing("15s", "60s", "2m", "30s"),
  disk: timing("15s", "1s", "20s", "15s"),
} as const;

/** How often things are looked at that others make: CI, images, apps, people. */
export const lookAgain = { soon: duration("30s"), later: duration("2m") } as const;
