import type { Edit } from "../domain/edit.ts";
import { applyEdit } from "./apply-edit.ts";

/** Files after edits in their order, and why an edit could not be made. */
export interface Applied {
  readonly files: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
}

/** Makes edits one after the other; one that is refused leaves its file as it was. */
export const applyEdits = (files: Readonly<Record<string, string>>, edits: readonly Edit[]): Applied => {
  const after = new Map(Object.entries(files));
  const refused: string[] = [];
  for (const edit of edits) {
    const made = applyEdit(after.get(edit.file), edit);
    if (made.is === "edited") after.set(edit.file, made.text);
    else refused.push(`${made.file} is refused (${made.code}): ${made.found}`);
  }
  return { files: Object.fromEntries(after), refused };
};
