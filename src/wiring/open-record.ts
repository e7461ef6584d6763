import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { decisionKinds } from "../checklist/steps/decisions.ts";
import type { Journal, Lately } from "../domain/ports/journal.ts";
import type { AnyStep } from "../domain/step.ts";
import { namesStore } from "./names-store.ts";
import { openSharedRecord } from "./open-shared-record.ts";
import { worldOf } from "./world-file.ts";

/** The journal alone, to look at. */
export interface OpenRecord {
  readonly journal: Pick<Journal, "read" | "releases">;
  /** What was seen last of a journal that lies elsewhere. */
  readonly lately?: (() => Promise<Lately | undefined>) | undefined;
  readonly kinds: ReadonlyMap<string, AnyStep>;
  readonly close: () => Promise<void>;
}

interface Place {
  readonly config: string;
  readonly state: string | undefined;
  readonly cwd: string;
  /** Which program this is, where it knows: what it found out about a configuration is kept for it alone. */
  readonly build?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens what is kept of releases, without connectors, and without configuration unless it names a shared journal: looking must be quick, and must not
 * make a state folder where there is none.
 */
export const openRecord = async (at: Place): Promise<OpenRecord> => {
  const file = resolve(at.cwd, at.config);
  const folder = resolve(at.cwd, at.state ?? join(dirname(file), ".signalbox"));
  if (existsSync(join(folder, "journal.sqlite"))) {
    const [{ openSqliteJournal }, { pause }] = await Promise.all([import("../store/sqlite-journal.ts"), import("../host/clock.ts")]);
    const journal = openSqliteJournal(folder, pause);
    return { journal, kinds: decisionKinds, close: async () => journal.close() };
  }
  const world = worldOf(at.environment);
  const isShared = world === undefined ? namesStore(file) : world.store !== undefined;
  return isShared ? openShared(at, file, folder) : { ...nothing, kinds: decisionKinds };
};

const openShared = async ({ state, cwd, environment, build }: Place, file: string, folder: string): Promise<OpenRecord> => {
  const journal = await openSharedRecord({ file, folder, state, cwd, environment, build });
  return { journal, lately: journal.lately, kinds: decisionKinds, close: async () => journal.close() };
};

const nothing = { journal: { read: async () => [], releases: async () => [] }, close: async () => {} };
