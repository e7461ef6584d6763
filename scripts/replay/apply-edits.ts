import type { Edit } from "../../src/domain/edit.ts";
import { applyEdit } from "../../src/edits/apply-edit.ts";

/** Files after edits in their order, and why an edit could not be made. */
export interface Applied {
  readonly files: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
}

export const applyEdits = (files: Readonly<Record<string, string>>, edits: readonly Edit[]): Applied => {
  const after: Record<string, string> = { ...files };
  const refused: string[] = [];
  for (const edit of edits) {
    const made = applyEdit(after[edit.file], edit);
    if (made.is === "edited") after[edit.file] = made.text;
    else refused.push(`${made.file} is refused (${made.code}): ${made.found}`);
  }
  return { files: after, refused };
};
