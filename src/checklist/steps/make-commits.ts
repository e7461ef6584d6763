import type { Edit } from "../../domain/edit.ts";
import { explain } from "../../domain/errors.ts";
import type { FileToWrite, ObjectId, Objects, Signature } from "../../domain/ports/git.ts";
import type { Need } from "../../domain/step.ts";
import { applyEdit } from "../../edits/apply-edit.ts";

/** Commits to make on a base: picks first, then one commit for each group of edits that changes something. */
export interface WantedCommits {
  readonly repository: string;
  readonly base: ObjectId;
  readonly picks: readonly ObjectId[];
  readonly commits: readonly { readonly message: string; readonly edits: readonly Edit[] }[];
  readonly by: Omit<Signature, "date">;
}

/**
 * Makes the commits in the own clone and tells the last one's id; `base` when nothing changes. Dated like the base, so the same input
 * gives the same id on any day. Raises EDIT_REFUSED and PICK_CONFLICTS; nothing outside is touched.
 */
export const makeCommits = async ({ objects, history }: Need<"objects" | "history">, wanted: WantedCommits): Promise<ObjectId> => {
  const { repository, base, commits } = wanted;
  const by = { name: wanted.by.name, email: wanted.by.email, date: await history.dateOf(repository, base) };
  let head = await pickAll(objects, wanted);
  for (const { message, edits } of commits) {
    const files = await editAll(objects, { repository, commit: head, edits });
    if (files.length > 0) head = await objects.commit(repository, { base: head, files, message, by });
  }
  return head;
};

const pickAll = async (objects: Objects, { repository, base, picks, by }: WantedCommits): Promise<ObjectId> => {
  if (picks.length === 0) return base;
  const picked = await objects.pick(repository, { onto: base, commits: picks, by: { name: by.name, email: by.email } });
  if (picked.is === "picked") return picked.commit;
  throw explain("PICK_CONFLICTS", { commit: picked.commit, onto: base, files: picked.files.join(", ") });
};

/** The files that differ after the edits, each read once. Raises EDIT_REFUSED. */
export const editAll = async (
  objects: Pick<Objects, "file">,
  at: { readonly repository: string; readonly commit: ObjectId; readonly edits: readonly Edit[] },
): Promise<readonly FileToWrite[]> => {
  const before = new Map<string, string | undefined>();
  const after = new Map<string, string>();
  for (const edit of at.edits) {
    if (!before.has(edit.file)) before.set(edit.file, await objects.file(at.repository, at.commit, edit.file));
    const made = applyEdit(after.get(edit.file) ?? before.get(edit.file), edit);
    if (made.is === "refused") throw explain("EDIT_REFUSED", { code: made.code, file: made.file, found: made.found });
    after.set(edit.file, made.text);
  }
  return [...after].filter(([path, text]) => before.get(path) !== text).map(([path, text]) => ({ path, text }));
};
