import { unifiedDiff } from "../domain/diff.ts";
import type { Edit } from "../domain/edit.ts";
import { illustrate, type Json, type Known } from "../domain/known.ts";
import type { Preview } from "../domain/plan.ts";
import { applyEdit } from "../edits/apply-edit.ts";

/** What edits make of these files, as one unified diff under their names and a remark, with words for what only a later step tells; an edit that cannot be made says so instead. */
export const diffOf = (files: Readonly<Record<string, string>>, known: readonly Known<Edit>[], remark = ""): Preview => {
  const edits = known.map((each) => illustrate(each as unknown as Json, () => undefined) as unknown as Edit);
  const after = new Map<string, string>();
  const refusals: string[] = [];
  for (const edit of edits) {
    const made = applyEdit(after.get(edit.file) ?? files[edit.file], edit);
    if (made.is === "edited") after.set(edit.file, made.text);
    else refusals.push(`${made.file}: ${made.code}, ${made.found}`);
  }
  const diffs = [...after].map(([file, text]) => unifiedDiff(files[file] ?? "", text, file));
  return {
    is: "diff",
    title: `${[...new Set(edits.map((each) => each.file))].join(", ")}${remark}`,
    diff: [...diffs, ...refusals].join(""),
  };
};
