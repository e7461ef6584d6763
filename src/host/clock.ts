import { readFileSync, writeFileSync } from "node:fs";
import { type Instant, instant, instantOfMillis } from "../domain/instant.ts";
import type { Clock } from "../domain/ports/host.ts";

/** The machine's clock, to the second: the record needs no more, and texts stay short. */
export const systemClock: Clock = { now: () => instantOfMillis(Math.floor(Date.now() / 1000) * 1000) };

/** A clock that stands still until it is set, kept in a file so that every process of a rehearsal reads the same time. */
export interface VirtualClock extends Clock {
  readonly set: (moment: Instant) => void;
}

/** Opens the clock in `file`; `start` makes it when it is not there yet. */
export const fileClock = (file: string, start?: Instant): VirtualClock => {
  if (start !== undefined) writeFileSync(file, start);
  return {
    now: () => instant(readFileSync(file, "utf8").trim()),
    set: (moment) => writeFileSync(file, moment),
  };
};

/** A pause that grows with each attempt and varies, so that two waiting processes do not stay in step. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.min(200, 5 * attempt) * (0.5 + Math.random())));

/** Milliseconds on a clock that only goes forward, to measure how long something took. */
export const elapsed = (): number => performance.now();

/** Calls again and again until it is stopped, without keeping the process alive. */
export const every = (milliseconds: number, call: () => void): (() => void) => {
  const timer = setInterval(call, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
};
