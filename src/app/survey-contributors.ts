import { type Change, collectChanges, type Labels } from "../domain/change.ts";
import type { RawCommit } from "../domain/commit.ts";
import { type KnownAuthors, type Person, peopleOf } from "../domain/person.ts";
import type { ObjectId } from "../domain/ports/git.ts";
import type { AppParts } from "./parts.ts";

/** What changed and who did it. */
export interface Contributions {
  readonly changes: readonly Change[];
  readonly people: readonly Person[];
}

/** Judges the commits of a release, with labels from the forge where the train asks for highlights, and everybody who committed before. */
export const contributionsOf = async (parts: AppParts, commits: readonly RawCommit[], previous: ObjectId): Promise<Contributions> => {
  const { train, ports } = parts;
  const [labels, known] = await Promise.all([highlighted(parts), ports.history.authors(train.repository.name, previous)]);
  const changes = collectChanges(commits, { labels });
  return { changes, people: peopleOf(changes, train.contributors, known satisfies KnownAuthors) };
};

/** Numbers of the pull requests that carry the highlight label; none when the train has no such label. */
const highlighted = async ({ train, ports, onReading }: AppParts): Promise<Labels> => {
  const label = train.post?.highlight;
  if (label === undefined) return new Map();
  onReading(`pull requests labelled ${label}`);
  return new Map((await ports.labels.carrying(train.repository.name, label)).map((number) => [Number(number), [label]]));
};
