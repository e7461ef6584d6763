import { type Change, collectChanges, highlights, type Labels } from "../domain/change.ts";
import type { RawCommit } from "../domain/commit.ts";
import { ReleaseError } from "../domain/errors.ts";
import { type KnownAuthors, type Person, peopleOf } from "../domain/person.ts";
import type { ObjectId } from "../domain/ports/git.ts";
import type { AppParts } from "./parts.ts";

/** What changed and who did it, and what could not be known about it. */
export interface Contributions {
  readonly changes: readonly Change[];
  readonly people: readonly Person[];
  readonly notes: readonly string[];
}

/** Judges the commits of a release, with labels from the forge where the train asks for highlights, and everybody who committed before. */
export const contributionsOf = async (parts: AppParts, commits: readonly RawCommit[], previous: ObjectId): Promise<Contributions> => {
  const { train, ports } = parts;
  const [marked, known] = await Promise.all([highlighted(parts), ports.history.authors(train.repository.name, previous)]);
  const changes = collectChanges(commits, { labels: marked.labels });
  return {
    changes,
    people: peopleOf(changes, train.contributors, known satisfies KnownAuthors),
    notes: marked.unknown === undefined ? noHighlights(changes, train.post?.highlight) : [marked.unknown],
  };
};

interface Marked {
  /** Of the pull requests that carry the highlight label; none when the train has no such label. */
  readonly labels: Labels;
  /** Why labels are not known. */
  readonly unknown?: string;
}

/** A forge that will not tell labels, now or later, costs the highlights and nothing else; one that is only down is waited for. */
const highlighted = async ({ train, ports, onReading }: AppParts): Promise<Marked> => {
  const label = train.post?.highlight;
  if (label === undefined) return { labels: new Map() };
  onReading(`pull requests labelled ${label}`);
  try {
    return { labels: new Map((await ports.labels.carrying(train.repository.name, label)).map((number) => [Number(number), [label]])) };
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.explanation.retry !== "never" || error.explanation.fault !== "world") throw error;
    return { labels: new Map(), unknown: `Labels are not known, so the texts have no highlights: ${error.explanation.what}` };
  }
};

const noHighlights = (changes: readonly Change[], label: string | undefined): readonly string[] =>
  label === undefined || highlights(changes, label).length > 0
    ? []
    : [`No pull request of this release carries the label ${label}, so the texts have no highlights.`];
