import type { Import, Mark } from "./fast-import.ts";
import { changelogFile, feedFile, pastReleases, versionFile } from "./history-files.ts";
import { staff } from "./history-people.ts";
import { type HistoryWriter, type Made, secondsOf, type Wish } from "./history-writer.ts";

/** A past release: the tagged commit, and the commits of its branch that the main branch has to take back. */
export interface Released {
  readonly mark: Mark;
  readonly takeBack: readonly Made[];
}

interface ReleaseRequest {
  /** Index into `pastReleases`. */
  readonly at: number;
  readonly base: Mark;
  /** Commits of the main branch that are picked. */
  readonly picks?: readonly Made[];
  /** A fix that is made on the release branch first. */
  readonly fix?: Wish & { readonly subject: string };
}

/** Writes a release branch as the handbook has it (picks, changelog, version) and its annotated tag. */
export const writeRelease = async (repository: Import, { at, base, picks = [], fix }: ReleaseRequest): Promise<Released> => {
  const { version, day } = pastRelease(at);
  const branch = `release-${version}`;
  const author = captain(at);
  let head = base;
  let date = secondsOf(`${day}T07:00:00Z`);
  const write = (subject: string, body: string, files: Readonly<Record<string, string>>): Made => {
    date += 600;
    head = repository.commit({ branch, parents: [head], author, date, message: body === "" ? subject : `${subject}\n\n${body}`, files });
    return { mark: head, subject, files, undo: {} };
  };
  for (const pick of picks) write(pick.subject, pickedFrom(await repository.idOf(pick.mark)), pick.files);
  const fixed = fix === undefined ? [] : [write(fix.subject, "", fix.files ?? {})];
  const changelog = write(`Changelog version ${version}`, "", { "CHANGELOG.md": changelogFile(pastReleases.slice(0, at + 1)) });
  const bump = write(`Bump version ${version}`, "", { "posthog/version.py": versionFile(version) });
  repository.tag({ name: version, commit: head, tagger: author, date: date + 600, message: `Version ${version}` });
  return { mark: head, takeBack: [...fixed, changelog, bump] };
};

/** The pull request by which the main branch gets a release's changelog, version and feed entry. */
export const writeSync = async (writer: HistoryWriter, repository: Import, at: number, { takeBack }: Released): Promise<Made> => {
  const author = captain(at);
  const { version } = pastRelease(at);
  const picks: Wish[] = [];
  for (const { mark, subject, files } of takeBack) picks.push({ author, subject, body: pickedFrom(await repository.idOf(mark)), files });
  const feed = { author, subject: `Add ${version} to versions.json`, files: { "versions.json": feedFile(pastReleases.slice(0, at + 1)) } };
  return writer.merge([...picks, feed], 0, `${version}-sync`);
};

const pickedFrom = (id: string): string => `(cherry picked from commit ${id})`;

const pastRelease = (at: number) => pastReleases[at] ?? pastReleases[0];

const captain = (at: number) => staff[at % 2] ?? staff[0];
