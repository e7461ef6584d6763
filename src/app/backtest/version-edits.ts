import { versionCommits } from "../../checklist/release-edits.ts";
import type { Edit } from "../../domain/edit.ts";
import type { PlainDate } from "../../domain/plain-date.ts";
import type { Train } from "../../domain/train.ts";
import { fillAll } from "../fill-all.ts";
import { namesOf } from "../template-names.ts";

/** The edits that a release of this version makes in the version files, on the branch that has these files. The day is the changelog heading's. */
export const versionEdits = (
  train: Pick<Train, "versionFiles">,
  files: Readonly<Record<string, string>>,
  { version, previous, day }: { readonly version: string; readonly previous: string; readonly day: PlainDate },
): readonly Edit[] => {
  const names = namesOf(version, previous);
  const fill = (template: string, more: Readonly<Record<string, string>> = {}): string => fillAll(template, { ...names, ...more });
  return versionCommits({ train, survey: { files }, release: { days: { heading: day } }, fill }).flatMap(({ edits }) => edits);
};
