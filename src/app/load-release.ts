import { explain, isLostRace } from "../domain/errors.ts";
import type { Event } from "../domain/journal/event.ts";
import { fold } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { KeptRelease } from "../domain/ports/journal.ts";
import type { AppParts } from "./parts.ts";
import { releaseId } from "./parts.ts";

/** The state of a release; raises RELEASE_UNKNOWN when it was never started. */
export const loadRelease = async (parts: AppParts, version: string): Promise<ReleaseState> => {
  const found = await findRelease(parts, version);
  if (found !== undefined) return found;
  const known = (await parts.journal.releases()).map(({ release }) => release.slice(release.indexOf("/") + 1));
  throw explain("RELEASE_UNKNOWN", { version, known: known.join(", ") || "none" });
};

export const findRelease = async (parts: Pick<AppParts, "journal" | "train">, version: string): Promise<ReleaseState | undefined> =>
  fold(await parts.journal.read(releaseId(parts.train, version)));

type Record = Pick<AppParts, "journal" | "train">;

/** The train's releases that are not over, in order of start. */
export const loadUnderWay = (parts: Record): Promise<readonly ReleaseState[]> => load(parts, ({ over }) => over === undefined);

/** The releases of the train that were started last and are over, at most so many. */
export const loadLastOver = async (parts: Record, most: number): Promise<readonly ReleaseState[]> => {
  const over = (await parts.journal.releases()).filter(
    (each) => each.over !== undefined && each.release.startsWith(`${parts.train.name}/`),
  );
  const last = new Set(over.slice(-most).map(({ release }) => release));
  return load(parts, ({ release }) => last.has(release));
};

/** The train's releases whose version is meant, in order of start. */
export const loadVersions = (parts: Record, isMeant: (version: string) => boolean): Promise<readonly ReleaseState[]> =>
  load(parts, ({ release }) => isMeant(release.slice(parts.train.name.length + 1)));

const load = async ({ journal, train }: Record, isMeant: (kept: KeptRelease) => boolean): Promise<readonly ReleaseState[]> => {
  const kept = (await journal.releases()).filter((each) => each.release.startsWith(`${train.name}/`) && isMeant(each));
  const states = await Promise.all(kept.map(async ({ release }) => fold(await journal.read(release))));
  return states.filter((each) => each !== undefined);
};

/** The release a command without a version means: the only one under way. Raises USAGE when there is none or more than one. */
export const onlyRelease = async (parts: AppParts): Promise<ReleaseState> => {
  const underWay = await loadUnderWay(parts);
  const [only] = underWay;
  if (only !== undefined && underWay.length === 1) return only;
  const versions = underWay.map((each) => each.version).join(", ");
  throw explain("USAGE", {
    what: underWay.length === 0 ? "No release is under way." : `Several releases are under way: ${versions}.`,
    next: underWay.length === 0 ? "Start one with `signalbox start VERSION`." : "Name the version.",
  });
};

/** Writes what a person said. A lost race is tried again by deciding again from the newer state. */
export const say = async (parts: AppParts, version: string, decide: (state: ReleaseState) => readonly Event[]): Promise<ReleaseState> => {
  for (let attempt = 1; ; attempt += 1) {
    const state = await loadRelease(parts, version);
    const events = decide(state);
    if (events.length === 0) return state;
    try {
      const said = events.map((event) => ({ at: parts.clock.now(), actor: parts.actor, event }));
      await parts.journal.append(state.release, state.sequence, said);
      return await loadRelease(parts, version);
    } catch (error) {
      if (attempt >= 20 || !isLostRace(error)) throw error;
    }
  }
};
