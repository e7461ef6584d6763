import { type Diagnosis, failure, unclear, warning, well } from "../../domain/diagnosis.ts";
import { ReleaseError } from "../../domain/errors.ts";
import { type Instant, millisOf } from "../../domain/instant.ts";
import type { AppParts } from "../parts.ts";
import type { Examined } from "./examined.ts";

/** What GitHub's clock showed, and what ours showed before and after we asked. */
interface Seen {
  readonly before: Instant;
  readonly theirs: Instant | undefined;
  readonly after: Instant;
}

/** A launch opens by our clock, and signed requests are refused when it is wrong. */
export const examineClock = async (parts: AppParts): Promise<Examined> => {
  parts.onReading("the clock of GitHub");
  return { check: "clock", title: "this machine's clock", about: "", diagnosis: await askedClock(parts) };
};

const askedClock = async ({ ports, clock }: AppParts): Promise<Diagnosis> => {
  const before = clock.now();
  try {
    const { at } = await ports.access.credential();
    return judgeClock({ before, theirs: at, after: clock.now() });
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    return untold(error.explanation.what);
  }
};

/** A header has whole seconds, so up to one is nobody's fault. */
const grain = 1_000;
const noticeable = 30_000;
/** CloudFront refuses what is signed with a clock so far off. */
const refused = 300_000;

export const judgeClock = ({ before, theirs, after }: Seen): Diagnosis => {
  if (theirs === undefined) return untold("GitHub's answer has no date");
  const behind = millisOf(theirs) - millisOf(after);
  const ahead = millisOf(before) - millisOf(theirs) - grain;
  const off = Math.max(behind, ahead, 0);
  if (off < noticeable) return well(off === 0 ? "agrees with GitHub's" : `agrees with GitHub's within ${Math.ceil(off / 1000)} s`);
  const ill = {
    says: `is ${Math.round(off / 1000)} s ${behind > 0 ? "behind" : "ahead of"} GitHub's`,
    why: "Launches open and waits end by this clock, and requests that are signed with a wrong one are refused.",
    fix: "Let the machine keep time: sudo timedatectl set-ntp true",
  };
  return off < refused ? warning(ill) : failure(ill);
};

const untold = (says: string): Diagnosis =>
  unclear({
    says,
    why: "The time is taken from an answer of GitHub's.",
    fix: "Compare with https://time.is, or run `signalbox doctor` again.",
  });
