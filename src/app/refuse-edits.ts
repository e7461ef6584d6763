import type { Edit } from "../domain/edit.ts";
import { explain } from "../domain/errors.ts";
import type { Plan } from "../domain/plan.ts";
import type { Survey } from "../domain/survey.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { editsOf } from "./edits-of.ts";

type Files = Readonly<Record<string, string>>;

/**
 * Raises EDIT_REFUSED for the first edit of the plan that cannot be made on the files as they were surveyed: it is told before anything is
 * begun, not when the branch is cut already. What people edit themselves is theirs to see to.
 */
export const refuseEdits = (plan: Plan, survey: Survey): void => {
  const editing = plan.items.filter((each) => each.by !== "people");
  const files = (...ids: readonly string[]) => editing.filter((each) => ids.includes(each.id)).flatMap((each) => editsOf(plan, each));
  tryEdits(survey.files, files("write-changelog", "bump-version"));
  if (survey.chart !== undefined) tryEdits(survey.chart.files, files("edit-chart"));
  tryEdits(survey.mainFiles, files("sync-main"));
};

const tryEdits = (files: Files, edits: readonly Edit[]): void => {
  const after = new Map(Object.entries(files));
  for (const edit of edits) {
    const made = applyEdit(after.get(edit.file), edit);
    if (made.is === "refused") throw explain("EDIT_REFUSED", { code: made.code, file: made.file, found: made.found });
    after.set(edit.file, made.text);
  }
};
