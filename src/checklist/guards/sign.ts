import { outlineChangelog } from "../../domain/changelog-outline.ts";
import type { Edit } from "../../domain/edit.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Need } from "../../domain/step.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { readFeed } from "../../edits/read-feed.ts";
import type { PlainData } from "../steps/plain-data.ts";

/** By what it is seen that a commit does what our pull request does. */
export type Sign =
  | { readonly is: "edit"; readonly edit: PlainData<Edit> }
  | { readonly is: "section" | "entry" | "there"; readonly file: string };

/** An edit is seen by making it again: where it has been made, nothing changes. */
export const signOf = (edit: Edit): Sign => ({ is: "edit", edit: edit as PlainData<Edit> });

/** Whether a commit shows a sign. */
export const shows = async (
  { objects }: Need<"objects">,
  {
    repository,
    commit,
    sign,
    version,
  }: { readonly repository: string; readonly commit: ObjectId; readonly sign: Sign; readonly version: string },
): Promise<boolean> => {
  const text = await objects.file(repository, commit, sign.is === "edit" ? sign.edit.file : sign.file);
  if (text === undefined) return false;
  switch (sign.is) {
    case "there":
      return true;
    case "entry":
      return readFeed(text).some((each) => each.version.replace(/^v/, "") === version);
    case "section":
      return outlineChangelog(text).parts.some((part) => part.version?.numbers.join(".") === version);
    case "edit": {
      const made = applyEdit(text, sign.edit);
      return made.is === "edited" && made.text === text;
    }
  }
};
