import { readChangelog } from "../past-sections.ts";
import { modelAmong } from "../read-form.ts";
import { formDifferences, formSeenIn, type SeenForm } from "../seen-form.ts";
import { compareVersions, formatVersion, type Version } from "../version.ts";
import { type Judged, judgedBy } from "./judged.ts";

/** The section that people wrote, and the one that would have been drafted. */
export interface WrittenUp {
  readonly file: string;
  readonly version: Version;
  /** As it stands at the tag, else on the main branch; undefined where it stands nowhere. */
  readonly section: string | undefined;
  readonly isAtTag: boolean;
  /** What the changelog held before the section came. */
  readonly before: string;
  readonly draft: string;
}

export interface ChangelogFacts {
  readonly file: string;
  /** Null where there is no section. */
  readonly heading: { readonly theirs: string; readonly draft: string } | null;
}

/** Holds the draft's heading and form against the section that people wrote; of a difference it tells which section the draft followed. */
export const judgeChangelog = ({ file, version, section, isAtTag, before, draft }: WrittenUp): Judged<ChangelogFacts> => {
  const name = formatVersion(version);
  if (section === undefined)
    return judgedBy({ file, heading: null }, [`${file} has no section of ${name}, neither at the tag nor on the main branch.`]);
  const heading = { theirs: firstLine(section), draft: firstLine(draft) };
  return judgedBy({ file, heading }, [
    ...(isAtTag ? [] : [`At the tag ${file} has no section of ${name}: it came to the main branch later.`]),
    ...(heading.theirs === heading.draft ? [] : [headingText(heading, before, version)]),
    ...formText(draft, section, before),
  ]);
};

/** Sections are read no further than this, which shows their form many times over. */
const mostRead = 200_000;

const headingText = ({ theirs, draft }: { readonly theirs: string; readonly draft: string }, before: string, version: Version): string => {
  const past = readChangelog(before.slice(0, mostRead)).sections.filter((each) => compareVersions(each.version, version) !== 0);
  const model = modelAmong(past, version);
  const reason = model === undefined ? "with no section before to follow" : `which follows ${firstLine(model.text).slice(0, 200)}`;
  return `Their heading is ${theirs.slice(0, 200)}, and the draft's is ${draft.slice(0, 200)}, ${reason}.`;
};

/** Whoever lists in the form of the sections before is as right as whoever takes up the one of this release. */
const formText = (draft: string, section: string, before: string): readonly string[] => {
  const [drafted, theirs, earlier] = [formOf(draft), formOf(section), formOf(before)];
  const clauses = formDifferences(drafted, { ...theirs, links: [...new Set([...theirs.links, ...earlier.links])] }, [earlier]);
  if (clauses.length === 0) return [];
  const asBefore = formDifferences(drafted, earlier).length === 0 ? "; the draft follows the sections before" : "";
  return [`The draft's form is not theirs: ${clauses.join("; ")}${asBefore}.`];
};

const formOf = (text: string): SeenForm => formSeenIn(text.slice(0, mostRead));

const firstLine = (text: string): string => (text.split("\n", 1)[0] ?? "").trimEnd();
