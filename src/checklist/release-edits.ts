import type { Edit } from "../domain/edit.ts";
import { type FactOf, factOf, type Known } from "../domain/known.ts";
import type { Arranging } from "./item.ts";

/** One commit of the release: its message and what it changes. */
export interface ReleaseCommit {
  readonly message: string;
  readonly edits: readonly Edit[];
}

/** The changelog's section, for the release branch and again for the sync. */
export const changelogEdit = ({ train, release, story }: Arranging): Edit | undefined =>
  train.changelog === undefined
    ? undefined
    : {
        is: "section",
        file: train.changelog.file,
        version: release.version,
        text: story.section,
        ...(story.takes.length > 0 && { takes: story.takes }),
      };

/** The version's edits, files with the same message in one commit, in the order of the configuration. */
export const versionCommits = (at: Arranging): readonly ReleaseCommit[] => {
  const byMessage = new Map<string, Edit[]>();
  for (const each of at.train.versionFiles) {
    const message = at.fill(each.message);
    byMessage.set(message, [...(byMessage.get(message) ?? []), versionEdit(at, each)]);
  }
  return [...byMessage].map(([message, edits]) => ({ message, edits }));
};

const versionEdit = (at: Arranging, { file, place, to }: Arranging["train"]["versionFiles"][number]): Edit => {
  const value = at.fill(to);
  switch (place.is) {
    case "at":
      return { is: "set", file, at: place.path, to: value };
    case "pattern":
      return { is: "match", file, pattern: place.pattern, to: value };
    case "whole":
      return { is: "whole", file, to: value };
  }
};

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
