import { explain } from "../domain/errors.ts";
import type { KeptRelease, ReleaseId } from "../domain/ports/journal.ts";
import type { Invocation } from "./command.ts";
import type { OpenRecord } from "./surroundings.ts";

/** What there is to look at without configuration. */
export type Kept = Pick<OpenRecord, "journal" | "lately" | "kinds">;

/** Opens the record for one command and closes it however the command ends. */
export const withRecord = async <T>({ surroundings, global }: Invocation, work: (record: Kept) => Promise<T>): Promise<T> => {
  const { close, ...record } = await surroundings.openRecord(global);
  try {
    return await work(record);
  } finally {
    await close();
  }
};

/**
 * As `withRecord`, for work that may be done twice because it only reads the record: on what was seen last, while its place is asked whether that still
 * holds; and again where it does not, or where something was wrong with it.
 */
export const withRecordAhead = <T>(invocation: Invocation, work: (record: Kept) => Promise<T>): Promise<T> =>
  withRecord(invocation, async ({ lately, ...record }) => {
    const seen = await lately?.();
    if (seen === undefined) return work(record);
    const early = work({ ...record, journal: seen }).then(
      (done) => ({ done }),
      () => undefined,
    );
    const [found, holds] = await Promise.all([early, seen.holds]);
    return holds && found !== undefined ? found.done : work(record);
  });

/**
 * The releases a command means, of whichever train, in order of start: those of that version, or all under way. Raises RELEASE_UNKNOWN for a version
 * that was never started.
 */
export const releasesMeant = (kept: readonly KeptRelease[], version: string | undefined): readonly KeptRelease[] => {
  if (version === undefined) return kept.filter(({ over }) => over === undefined);
  const named = kept.filter(({ release }) => release === version || versionOf(release) === version);
  if (named.length > 0) return named;
  throw explain("RELEASE_UNKNOWN", { version, known: kept.map(({ release }) => versionOf(release)).join(", ") || "none" });
};

export const versionOf = (release: ReleaseId): string => release.slice(release.indexOf("/") + 1);
