import { requireArtifactName } from "../domain/artifact-name.ts";
import { explain } from "../domain/errors.ts";
import type { Entry } from "../domain/journal/event.ts";
import { journalFormat } from "../domain/journal/format.ts";
import type { ObjectId } from "../domain/ports/git.ts";
import { type KeptRelease, overBy, type ReleaseId, saysWhetherOver } from "../domain/ports/journal.ts";
import type { SharedCommit, SharedRef, SharedWriting } from "../domain/ports/shared-ref.ts";
import { parseEntry } from "./parse-entry.ts";

/** The list of releases: one line for each, in order of start. */
const listFile = "releases";

/** The newest form that an entry beside it may have; without it the first. */
const formatFile = "format";

/** Raises STORE_NEWER for a journal of a form that only a newer program knows. */
export const refuseNewer = async (ref: SharedRef, commit: ObjectId): Promise<void> => {
  const found = await formatAt(ref, commit);
  if (!/^\d{1,9}$/.test(found) || Number(found) > journalFormat)
    throw explain("STORE_NEWER", { place: ref.place, found: found.slice(0, 20), known: String(journalFormat) });
};

const formatAt = async (ref: SharedRef, commit: ObjectId): Promise<string> => {
  const blob = (await ref.list(commit, "")).get(formatFile);
  return blob === undefined ? "1" : textOf(await ref.read(blob)).trim();
};

/** One line a release: its id, and how it ended. */
export const releasesIn = async (ref: SharedRef, commit: ObjectId): Promise<readonly KeptRelease[]> => {
  const blob = (await ref.list(commit, "")).get(listFile);
  if (blob === undefined) return [];
  return textOf(await ref.read(blob))
    .split("\n")
    .filter((line) => line !== "")
    .map(keptRelease);
};

const lineOf = ({ release, over }: KeptRelease): string => `${release}${over === undefined ? "" : ` ${over}`}\n`;

const keptRelease = (line: string): KeptRelease => {
  const [release = "", over] = line.split(" ");
  return { release, over: over === "finished" || over === "aborted" ? over : undefined };
};

/** The new entries, the form they have, and the list of releases when one begins or ends. */
export const filesOf = async (
  ref: SharedRef,
  parent: ObjectId | undefined,
  release: ReleaseId,
  entries: readonly Entry[],
): Promise<SharedWriting["files"]> => {
  const files = entries.map((entry) => ({
    path: pathOf(release, entry.sequence),
    bytes: Buffer.from(`${JSON.stringify(entry, undefined, 1)}\n`),
  }));
  const before = parent === undefined ? undefined : await formatAt(ref, parent);
  const lifted = before === String(journalFormat) ? files : [...files, { path: formatFile, bytes: Buffer.from(`${journalFormat}\n`) }];
  if (entries[0]?.sequence !== 1 && !saysWhetherOver(entries)) return lifted;
  const now = listedWith(parent === undefined ? [] : await releasesIn(ref, parent), entries);
  return [...lifted, { path: listFile, bytes: Buffer.from(now.map(lineOf).join("")) }];
};

/** The list of releases after entries of one more append. */
const listedWith = (list: readonly KeptRelease[], entries: readonly Entry[]): readonly KeptRelease[] => {
  const [first] = entries;
  if (first === undefined) return list;
  const now = { release: first.release, over: overBy(entries) };
  if (first.sequence === 1) return [...list, now];
  return saysWhetherOver(entries) ? list.map((each) => (each.release === now.release ? now : each)) : list;
};

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

/** Where an artifact is kept. */
export const artifactAt = (version: string, name: string): readonly [folder: string, file: string] => {
  requireArtifactName(version, name);
  return [`${filesFolder}/${version}`, name];
};

/** A train's name has no underscore, so this is no train's folder. */
const filesFolder = "files_of_releases";

const pathOf = (release: ReleaseId, sequence: number): string => `${release}/${String(sequence).padStart(6, "0")}.json`;

/** How the commit of an append reads in `git log`. */
export const signature = (release: ReleaseId, entries: readonly Entry[]) => {
  const [first] = entries;
  const what = [...new Set(entries.map(({ event }) => event.is))].join(", ");
  return { message: `${release} ${first?.sequence}: ${what}`, by: first?.actor ?? "signalbox", at: first?.at ?? "1970-01-01T00:00:00Z" };
};

interface Appended {
  /** The commit that was accepted before. */
  readonly seen: ObjectId | undefined;
  /** What came since, oldest first. */
  readonly commits: readonly SharedCommit[];
  /** People whose entries count only where they signed them. */
  readonly signed: readonly string[];
}

/** Commits may only add entries, one on top of the other, and change the list of releases as their own entries do. Raises STORE_REWRITTEN, ENTRY_UNSIGNED. */
export const requireAppended = async (ref: SharedRef, { seen, commits, signed }: Appended): Promise<void> => {
  let before = seen;
  for (const each of commits) {
    const wrong =
      each.parents > 1
        ? "it merges"
        : (each.changed.map(forbidden).find((found) => found !== undefined) ?? (await wrongList(ref, before, each)));
    if (wrong !== undefined)
      throw explain("STORE_REWRITTEN", {
        place: ref.place,
        seen: "entries that only follow each other",
        found: `${each.commit}, where ${wrong}`,
      });
    if (signed.length > 0) await requireSigned(ref, each, signed);
    before = each.commit;
  }
};

/** Who could take a release off the list, or call it over, would keep everybody from driving it. */
const wrongList = async (ref: SharedRef, before: ObjectId | undefined, { commit, changed }: SharedCommit): Promise<string | undefined> => {
  if (!changed.some(({ path }) => path === listFile)) return undefined;
  const expected = listedWith(before === undefined ? [] : await releasesIn(ref, before), await entriesOf(ref, changed));
  const found = await releasesIn(ref, commit);
  return expected.map(lineOf).join("") === found.map(lineOf).join("") ? undefined : "the list of releases says what no entry does";
};

const requireSigned = async (ref: SharedRef, { commit, changed, signer }: SharedCommit, signed: readonly string[]): Promise<void> => {
  for (const { actor } of await entriesOf(ref, changed))
    if (signed.includes(actor) && signer !== actor)
      throw explain("ENTRY_UNSIGNED", { place: ref.place, commit, actor, signer: signer ?? "nobody known" });
};

const entriesOf = (ref: SharedRef, changed: SharedCommit["changed"]): Promise<readonly Entry[]> =>
  Promise.all(
    changed
      .filter(({ path }) => path !== listFile && path !== formatFile && !path.startsWith(`${filesFolder}/`))
      .map(async ({ path, blob }) => parseEntry(path, textOf(await ref.read(blob)))),
  );

const forbidden = ({ path, how }: SharedCommit["changed"][number]): string | undefined => {
  if (path === listFile || path === formatFile || path.startsWith(`${filesFolder}/`))
    return how === "removed" ? `${path.slice(0, 200)} is removed` : undefined;
  return how === "added" ? undefined : `${path.slice(0, 200)} is ${how}`;
};

/** A release is a folder: plain characters only. Raises UNSAFE_REF. */
export const safeRelease = (release: ReleaseId): ReleaseId => {
  if (release.length <= 200 && /^[a-z0-9][a-z0-9-]*\/[0-9A-Za-z][0-9A-Za-z.+-]*$/.test(release) && !release.includes("..")) return release;
  throw explain("UNSAFE_REF", { ref: release.slice(0, 300) });
};
