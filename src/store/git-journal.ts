import { explain, ReleaseError } from "../domain/errors.ts";
import { chain, firstBreak } from "../domain/journal/chain.ts";
import type { Entry } from "../domain/journal/event.ts";
import type { Artifacts } from "../domain/ports/artifacts.ts";
import type { ObjectId } from "../domain/ports/git.ts";
import type { Clock } from "../domain/ports/host.ts";
import type { Journal, Lately, ReleaseId, Said } from "../domain/ports/journal.ts";
import type { SharedRef, SharedWriting } from "../domain/ports/shared-ref.ts";
import { artifactAt, filesOf, refuseNewer, releasesIn, requireAppended, safeRelease, signature, textOf } from "./journal-files.ts";
import { parseEntry, requireKnownEvents } from "./parse-entry.ts";

/** A journal on a shared ref; close it when done. */
export interface GitJournal extends Journal {
  /** What was accepted here last, if anything was, to begin with while the remote is asked. */
  readonly lately: () => Promise<Lately | undefined>;
  /** What releases leave beside their entries, for all who share the journal. */
  readonly artifacts: Artifacts;
  readonly close: () => void;
}

interface Needs {
  readonly clock: Pick<Clock, "now">;
  readonly pause: (attempt: number) => Promise<void>;
  /** People whose entries count only in commits that they signed. */
  readonly signed?: readonly string[];
  /** `once`: what the remote held at the first look is what is shown, for a journal that is opened to be looked at and closed again. */
  readonly looks?: "once" | undefined;
}

/** How often a race with others is run before it is given up, with `pause` between. */
const mostAttempts = 40;

/**
 * Keeps the journal as files of a shared ref, `<train>/<version>/000001.json`, one commit for each append, and every append a push that the remote
 * takes only on top of what we saw. The file `format` names the newest form of what is in it, STORE_NEWER what this program does not know. A ref that no longer builds on what was accepted here, or that changed an entry, is refused: STORE_REWRITTEN.
 * Where `signed` names people, their entries count only in commits that they signed: ENTRY_UNSIGNED.
 */
export const openGitJournal = (ref: SharedRef, { clock, pause, signed = [], looks }: Needs): GitJournal => {
  const entries = new Map<ObjectId, Entry>();
  let tip: ObjectId | undefined;
  let begun = false;
  const entryOf = async (release: ReleaseId, blob: ObjectId): Promise<Entry> => {
    const known = entries.get(blob);
    if (known !== undefined) return known;
    const entry = parseEntry(release, textOf(await ref.read(blob)));
    entries.set(blob, entry);
    return entry;
  };
  /** What the remote holds now, once it was found to build on what was accepted before. */
  const refresh = async (): Promise<ObjectId | undefined> => {
    const isFirst = !begun;
    if (isFirst) tip = await ref.seen();
    begun = true;
    const now = await ref.fetch();
    // Another version of the program may have accepted it here.
    if (now !== undefined && (now !== tip || isFirst)) await refuseNewer(ref, now);
    if (now === tip) return tip;
    if (tip !== undefined && (now === undefined || !(await ref.follows(now, tip))))
      throw explain("STORE_REWRITTEN", { place: ref.place, seen: tip, found: now ?? "nothing" });
    if (now === undefined) return undefined;
    await requireAppended(ref, { seen: tip, commits: await ref.between(tip, now), signed });
    await ref.accept(now);
    tip = now;
    return now;
  };
  const inTurn = turns();
  let waiting: Promise<ObjectId | undefined> | undefined;
  /** Looks at the remote, once for all who ask before the look begins. */
  const fresh = (): Promise<ObjectId | undefined> => {
    waiting ??= inTurn(() => {
      if (looks !== "once") waiting = undefined;
      return refresh();
    });
    return waiting;
  };
  const blobsAt = async (commit: ObjectId | undefined, release: ReleaseId): Promise<readonly ObjectId[]> => {
    const files = commit === undefined ? new Map<string, ObjectId>() : await ref.list(commit, release);
    return [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, blob]) => blob);
  };
  const readAt = async (commit: ObjectId | undefined, release: ReleaseId): Promise<readonly Entry[]> => {
    const blobs = await blobsAt(commit, release);
    const verified = blobs.findIndex((blob) => !entries.has(blob));
    const found = await Promise.all(blobs.map((blob) => entryOf(release, blob)));
    const damage = firstBreak(found, release, verified < 0 ? found.length : verified);
    try {
      if (damage !== undefined) throw explain("JOURNAL_BROKEN", { release, ...damage });
      requireKnownEvents(release, found, verified < 0 ? found.length : verified);
      return found;
    } catch (error) {
      for (const blob of blobs) entries.delete(blob);
      throw error;
    }
  };
  /** Puts a commit on top, whatever else lands meanwhile: `prepare` says what is to be written on this parent, or that it no longer can. */
  const land = async (
    prepare: (parent: ObjectId | undefined) => Promise<Omit<SharedWriting, "parent"> | "raced">,
  ): Promise<"landed" | "raced"> => {
    let [parent, isFresh] = begun ? [tip, false] : [await refresh(), true];
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const writing = await prepare(parent);
      if (writing === "raced" && isFresh) return "raced";
      if (writing !== "raced") {
        const commit = await ref.write({ parent, ...writing });
        if (await arrived(commit, parent)) {
          tip = commit;
          return "landed";
        }
        await pause(attempt);
      }
      [parent, isFresh] = [await refresh(), true];
    }
    throw explain("STORE_UNREACHABLE", { place: ref.place, reason: "others write to it without end" });
  };
  const append = async (release: ReleaseId, after: number, said: readonly Said[]): Promise<readonly Entry[]> => {
    safeRelease(release);
    let sent: readonly Entry[] = [];
    let there: readonly ObjectId[] = [];
    const landed = await land(async (parent) => {
      there = await blobsAt(parent, release);
      if (there.length !== after) return "raced";
      const last = there.at(-1);
      sent = chain(release, last === undefined ? undefined : await entryOf(release, last), said);
      return { files: await filesOf(ref, parent, release, sent), ...signature(release, sent) };
    });
    return landed === "landed" ? sent : ours(release, after, sent, there);
  };
  const artifacts: Artifacts = {
    read: async (version, name) => {
      const commit = await fresh();
      const [folder, file] = artifactAt(version, name);
      const blob = commit === undefined ? undefined : (await ref.list(commit, folder)).get(file);
      return blob === undefined ? undefined : ref.read(blob);
    },
    write: async (version, name, bytes) => {
      const path = artifactAt(version, name).join("/");
      await inTurn(() => land(async () => ({ files: [{ path, bytes }], message: path, by: "signalbox", at: clock.now() })));
    },
  };
  /** Whether the push was answered. One without an answer that moved the ref anyhow is settled by reading what stands there now. */
  const arrived = async (commit: ObjectId, parent: ObjectId | undefined): Promise<boolean> => {
    try {
      if ((await ref.push(commit, parent)) === "moved") return false;
      await ref.accept(commit);
      return true;
    } catch (error) {
      if (!(error instanceof ReleaseError) || error.code !== "STORE_UNREACHABLE") throw error;
      const now = await refresh().catch(() => {
        throw error;
      });
      if (now === parent) throw error;
      return false;
    }
  };
  /** A push of ours may have arrived after we took it for lost: then what stands there is what we said. */
  const ours = async (release: ReleaseId, after: number, sent: readonly Entry[], blobs: readonly ObjectId[]): Promise<readonly Entry[]> => {
    const there = await Promise.all(blobs.slice(after, after + sent.length).map((blob) => entryOf(release, blob)));
    if (sent.length > 0 && sent.every(({ hash }, at) => there[at]?.hash === hash)) return sent;
    throw explain("LOST_RACE", { release });
  };
  const lately = async (): Promise<Lately | undefined> => {
    const seen = await ref.seen();
    if (seen === undefined) return undefined;
    const holds = fresh().then((now) => now === seen);
    // Whoever waits for it is told.
    holds.catch(() => undefined);
    return { read: async (release) => readAt(seen, safeRelease(release)), releases: () => releasesIn(ref, seen), holds };
  };
  return {
    artifacts,
    lately,
    read: async (release) => {
      safeRelease(release);
      return readAt(await fresh(), release);
    },
    append: (release, after, said) => inTurn(() => append(release, after, said)),
    releases: async () => {
      const commit = await fresh();
      return commit === undefined ? [] : releasesIn(ref, commit);
    },
    close: () => ref.close(),
  };
};

/** One after the other: each call sees what the one before brought. */
const turns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};
