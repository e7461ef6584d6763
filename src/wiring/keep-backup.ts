import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { GlobalOptions } from "../cli/surroundings.ts";
import { explain } from "../domain/errors.ts";
import { compareInstants, type Instant, instant } from "../domain/instant.ts";
import { fold } from "../domain/journal/fold.ts";
import { fileClock, pause } from "../host/clock.ts";
import { type Backup, backUp as copyOf, restoreFrom } from "../store/backup.ts";
import { openSqliteJournal } from "../store/sqlite-journal.ts";
import { mayBeAlive } from "./may-be-alive.ts";
import { namesStore } from "./names-store.ts";
import { worldOf } from "./world-file.ts";

interface At extends GlobalOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
}

/** Copies the record of a state folder. Raises BACKUP_SHARED for a journal that is kept elsewhere. */
export const backUp = async (at: At, file: string): Promise<Backup> => copyOf(folderOf(at), resolve(at.cwd, file));

/** A restored record, with the releases under way in it. */
export interface Restored extends Backup {
  readonly replaced: string | undefined;
  readonly resumed: readonly string[];
}

/** Puts a backup in the record's place, and notes in each release under way that it was. Raises OTHER_DRIVER while somebody drives. */
export const restore = async (at: At, file: string): Promise<Restored> => {
  const folder = folderOf(at);
  const world = worldOf(at.environment);
  const now = world === undefined ? at.now() : fileClock(world.clock).now();
  await refuseDriven(folder, now);
  const restored = await restoreFrom(resolve(at.cwd, file), folder);
  const underWay = restored.releases.filter(({ over }) => over === undefined);
  const journal = openSqliteJournal(folder, pause);
  try {
    for (const { release, entries } of underWay) {
      const event = { is: "restored", backup: restored.sha256 } as const;
      await journal.append(release, entries, [{ at: now, actor: actorOf(at), event }]);
    }
  } finally {
    journal.close();
  }
  return { ...restored, resumed: underWay.map(({ release }) => release) };
};

const refuseDriven = async (folder: string, now: Instant): Promise<void> => {
  if (!existsSync(join(folder, "journal.sqlite"))) return;
  const journal = openSqliteJournal(folder, pause);
  try {
    for (const { release, over } of await journal.releases()) {
      // What cannot be read any more is what a restore is for.
      const owner = over === undefined ? fold(await journal.read(release).catch(() => []))?.owner : undefined;
      if (owner === undefined || compareInstants(instant(owner.until), now) <= 0 || !mayBeAlive(owner.owner)) continue;
      throw explain("OTHER_DRIVER", { release, driver: owner.owner, until: owner.until });
    }
  } finally {
    journal.close();
  }
};

const folderOf = ({ config, state, cwd }: At): string => {
  const file = resolve(cwd, config);
  const folder = resolve(cwd, state ?? join(dirname(file), ".signalbox"));
  if (!existsSync(join(folder, "journal.sqlite")) && namesStore(file)) throw explain("BACKUP_SHARED", { place: file });
  return folder;
};

const actorOf = ({ as, environment }: At): string =>
  as ?? environment["SIGNALBOX_AS"] ?? environment["USER"] ?? environment["LOGNAME"] ?? "unknown";
