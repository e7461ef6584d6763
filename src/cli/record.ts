import { explain } from "../domain/errors.ts";
import { fold } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Invocation } from "./command.ts";
import { isUnderWay } from "./release-view.ts";
import type { OpenRecord } from "./surroundings.ts";

/** What there is to look at without configuration. */
export type Kept = Pick<OpenRecord, "journal" | "kinds">;

/** Opens the record for one command and closes it however the command ends. */
export const withRecord = async <T>({ surroundings, global }: Invocation, work: (record: Kept) => Promise<T>): Promise<T> => {
  const { close, ...record } = await surroundings.openRecord(global);
  try {
    return await work(record);
  } finally {
    await close();
  }
};

/** Every release in the record, of whichever train, in order of start. */
export const releasesIn = async ({ journal }: Kept): Promise<readonly ReleaseState[]> => {
  const states = await Promise.all((await journal.releases()).map(async (id) => fold(await journal.read(id))));
  return states.filter((each) => each !== undefined);
};

/** The releases a command means: those of that version, or all under way. Raises RELEASE_UNKNOWN for a version that was never started. */
export const releasesMeant = (all: readonly ReleaseState[], version: string | undefined): readonly ReleaseState[] => {
  if (version === undefined) return all.filter(isUnderWay);
  const named = all.filter((each) => each.version === version || each.release === version);
  if (named.length > 0) return named;
  throw explain("RELEASE_UNKNOWN", { version, known: all.map((each) => each.version).join(", ") || "none" });
};
