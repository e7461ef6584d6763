import type { Brought, EditedFile } from "../../domain/backtest/judge-files.ts";
import type { Edit, ReplaceMatch, SetValue, WholeFile } from "../../domain/edit.ts";
import { explain } from "../../domain/errors.ts";
import { filesMeant, globFolder, isGlob } from "../../domain/path-glob.ts";
import type { PlainDate } from "../../domain/plain-date.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { FileChange, LocalClone } from "../../domain/ports/local-clone.ts";
import type { Train } from "../../domain/train.ts";
import { applyEdits } from "../../edits/apply-edits.ts";
import { readStanding } from "../../edits/read-value.ts";
import type { FinishedRelease } from "./finished-releases.ts";
import { followBack } from "./follow-back.ts";
import { versionEdits } from "./version-edits.ts";

/** A file into which people wrote the version and that no version file of the configuration is. */
export interface Forgotten {
  readonly path: string;
  readonly commit: ObjectId;
}

/** The version files that the configuration means in the files of a commit. Raises TOO_MANY_FILES. */
export const versionFilesAt = async (clone: LocalClone, { versionFiles }: Train, commit: ObjectId): Promise<readonly string[]> => {
  const meant: string[] = [];
  for (const { file } of versionFiles)
    meant.push(...(isGlob(file) ? filesMeant(file, await clone.files.list(commit, globFolder(file))) : [file]));
  const files = [...new Set(meant)];
  if (files.length <= mostMeant) return files;
  throw explain("TOO_MANY_FILES", { path: versionFiles.map(({ file }) => file).join(", "), count: files.length, most: mostMeant });
};

/** As many as a plan reads. */
const mostMeant = 500;

export interface FilesOf {
  readonly release: FinishedRelease;
  readonly previous: string | undefined;
  readonly day: PlainDate | undefined;
  readonly paths: readonly string[];
  /** What commits made of them and of the changelog, newest first. */
  readonly history: readonly FileChange[];
}

/** Each version file at the tag, with what the configured edits make of it as it was before the version came. */
export const lookAtFiles = async (
  clone: LocalClone,
  train: Train,
  { release, previous, day, paths, history }: FilesOf,
): Promise<{ readonly edited: readonly EditedFile[]; readonly forgotten: readonly Forgotten[] }> => {
  const wish = { version: release.version, previous: previous ?? "", day: day ?? unknownDay };
  const edits = versionEdits(train, Object.fromEntries(paths.map((path) => [path, ""])), wish);
  const edited: EditedFile[] = [];
  for (const path of paths) {
    const own = edits.filter(({ file }) => file === path).filter(isPlaced);
    const changes = history.filter((each) => each.path === path);
    edited.push(await lookAtFile(clone, release.commit, { path, edits: own, changes }));
  }
  return { edited, forgotten: await forgottenIn(clone, { train, release, edited }) };
};

/** A day that no release has, for a tag whose day is outside of every calendar. */
const unknownDay = "0001-01-01" as PlainDate;

type Placed = SetValue | ReplaceMatch | WholeFile;

const isPlaced = (edit: Edit): edit is Placed => edit.is === "set" || edit.is === "match" || edit.is === "whole";

const lookAtFile = async (
  clone: LocalClone,
  commit: ObjectId,
  { path, edits, changes }: { readonly path: string; readonly edits: readonly Placed[]; readonly changes: readonly FileChange[] },
): Promise<EditedFile> => {
  const atTag = await clone.files.read(commit, path);
  const text = atTag.is === "text" ? atTag.text : "";
  const places = edits.map((edit) => ({ found: readStanding(text, edit), wanted: edit.to }));
  const holds = (one: string): boolean => edits.every((edit) => readStanding(one, edit) === edit.to);
  if (atTag.is !== "text" || !holds(text)) return { path, atTag, places, brought: { is: "before" } };
  const back = await followBack(clone, changes, text, holds);
  if (back.is !== "by a commit") return { path, atTag, places, brought: back };
  const { files, refused } = applyEdits({ [path]: back.before }, edits);
  const made: Extract<Brought, { readonly is: "by a commit" }>["made"] =
    refused[0] === undefined ? { is: "text", text: files[path] ?? "" } : { is: "refused", why: refused[0] };
  return { path, atTag, places, brought: { is: "by a commit", commit: back.commit, after: back.after, made } };
};

/** Files of the commits that brought the version into which they wrote it too. Lock files and lists of everything are looked at no further than this. */
const mostChanged = 60;
const mostLength = 1_000_000;

const forgottenIn = async (
  clone: LocalClone,
  { train, release, edited }: { readonly train: Train; readonly release: FinishedRelease; readonly edited: readonly EditedFile[] },
): Promise<readonly Forgotten[]> => {
  const known = new Set(edited.map(({ path }) => path));
  const commits = new Set(edited.flatMap(({ brought }) => ("commit" in brought ? [brought.commit] : [])));
  const found: Forgotten[] = [];
  for (const commit of commits) {
    const others = (await clone.files.changedBy(commit)).filter(({ path }) => !known.has(path) && !isText(path, train));
    for (const change of others.slice(0, mostChanged))
      if (await writes(clone, change, release.version)) found.push({ path: change.path, commit });
  }
  return found;
};

/** Changelogs and notes tell of a version; they do not carry it. */
const isText = (path: string, { changelog }: Train): boolean => path === changelog?.file || /\.(?:md|mdx|rst|adoc|txt|html)$/i.test(path);

/** Whether a change put the version where another text stood. */
const writes = async (clone: LocalClone, { before, after }: FileChange, version: string): Promise<boolean> => {
  if (before === undefined || after === undefined) return false;
  const [old, fresh] = [await clone.files.contents(before), await clone.files.contents(after)];
  if (old.is !== "text" || fresh.is !== "text" || fresh.text.length > mostLength) return false;
  return countOf(fresh.text, version) > countOf(old.text, version);
};

const countOf = (text: string, version: string): number => {
  let count = 0;
  for (let at = text.indexOf(version); at >= 0; at = text.indexOf(version, at + version.length))
    if (!/[\d.]/.test(text.charAt(at - 1)) && !/^\.?\d/.test(text.slice(at + version.length, at + version.length + 2))) count += 1;
  return count;
};
