import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { decisionKinds } from "../checklist/steps/decisions.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { AnyStep } from "../domain/step.ts";
import { pause } from "../host/clock.ts";
import { openSqliteJournal } from "../store/sqlite-journal.ts";

/** The journal alone, to look at. */
export interface OpenRecord {
  readonly journal: Pick<Journal, "read" | "releases">;
  readonly kinds: ReadonlyMap<string, AnyStep>;
  readonly close: () => Promise<void>;
}

/** Opens what is kept of releases, without configuration or connectors: looking must be quick, and must not make a state folder where there is none. */
export const openRecord = (at: { readonly config: string; readonly state: string | undefined; readonly cwd: string }): OpenRecord => {
  const folder = resolve(at.cwd, at.state ?? join(dirname(resolve(at.cwd, at.config)), ".signalbox"));
  if (!existsSync(join(folder, "journal.sqlite"))) return { ...nothing, kinds: decisionKinds };
  const journal = openSqliteJournal(folder, pause);
  return { journal, kinds: decisionKinds, close: async () => journal.close() };
};

const nothing = { journal: { read: async () => [], releases: async () => [] }, close: async () => {} };
