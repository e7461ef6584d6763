import type { Edit } from "../domain/edit.ts";
import { type FactOf, factOf, type Known } from "../domain/known.ts";
import { filesMeant, isGlob } from "../domain/path-glob.ts";
import type { VersionFile } from "../domain/train.ts";
import { editAt } from "../edits/edit-at.ts";
import type { Arranging } from "./item.ts";

/** One commit of the release: its message and what it changes. */
export interface ReleaseCommit {
  readonly message: string;
  readonly edits: readonly Edit[];
}

/** What decides the version's edits on a release branch. */
export interface VersionEditing {
  readonly train: Pick<Arranging["train"], "versionFiles">;
  readonly survey: Pick<Arranging["survey"], "files">;
  readonly release: { readonly days: Pick<Arranging["release"]["days"], "heading"> };
  readonly fill: Arranging["fill"];
}

/** The changelog's section, for the release branch and again for the sync. */
export const changelogEdit = ({ train, release, story, fill }: Arranging): Edit | undefined =>
  train.changelog === undefined
    ? undefined
    : {
        is: "section",
        file: fill(train.changelog.file),
        version: release.version,
        text: story.section,
        ...(story.takes.length > 0 && { takes: story.takes }),
        ...(fill(train.changelog.file) !== train.changelog.file && { creates: true as const }),
      };

/** The version's edits, files with the same message in one commit, in the order of the configuration. */
export const versionCommits = (at: VersionEditing): readonly ReleaseCommit[] =>
  commitsOf(at, (each, file) => editAt(file, each.place, filled(at, each.to)));

/** The same for the main branch: what it says between releases, unless it has gone further than this release. */
export const versionCommitsOnMain = (at: Arranging): readonly ReleaseCommit[] =>
  commitsOf(at, (each, file) =>
    isGlob(each.file) && !Object.hasOwn(at.survey.mainFiles, file)
      ? undefined
      : { ...editAt(file, each.place, filled(at, each.onMain ?? each.to)), keepLater: true },
  );

/** The feed's entry, dated by the day of launch, which only the launch tells. */
export const feedEdit = ({ train, release }: Arranging): Known<Edit> | undefined =>
  train.updateFeed === undefined
    ? undefined
    : { is: "feed", file: train.updateFeed.file, version: release.version, date: factOf("approve-launch/launch-day", "day") };

/** The head of the release branch that is tested and tagged: the newest of the release's own commits. */
export const candidateCommit = ({ has, release }: Arranging): FactOf => {
  if (has("bump-version")) return factOf("bump-version/push-commits", "commit");
  if (has("write-changelog")) return factOf("write-changelog/push-commits", "commit");
  return release.kind === "patch" ? factOf("pick-fixes/push-commits", "commit") : factOf("cut-branch/push-branch", "commit");
};

/** A file that the configuration means by its place among others is one of the release branch's, for both branches: what is released is frozen. */
const commitsOf = (at: VersionEditing, editFor: (each: VersionFile, file: string) => Edit | undefined): readonly ReleaseCommit[] => {
  const byMessage = new Map<string, Edit[]>();
  for (const each of at.train.versionFiles) {
    const message = at.fill(each.message);
    const edits = filesMeant(each.file, Object.keys(at.survey.files)).flatMap((file) => editFor(each, file) ?? []);
    byMessage.set(message, [...(byMessage.get(message) ?? []), ...edits]);
  }
  return [...byMessage].map(([message, edits]) => ({ message, edits }));
};

/** The day in a file is the one in the changelog's heading: both are inside what is tested, before the day of launch is known. */
const filled = (at: VersionEditing, to: string): string => at.fill(to, { day: at.release.days.heading });
