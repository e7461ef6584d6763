import type { WrittenUp } from "../../domain/backtest/judge-changelog.ts";
import type { Change } from "../../domain/change.ts";
import { draftChangelog } from "../../domain/changelog.ts";
import type { Person } from "../../domain/person.ts";
import type { PlainDate } from "../../domain/plain-date.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { FileChange, FileFound, LocalClone } from "../../domain/ports/local-clone.ts";
import { dayIn } from "../../domain/read-day.ts";
import type { Train } from "../../domain/train.ts";
import { parseVersion } from "../../domain/version.ts";
import { forMarkdown } from "../../texts/for-markdown.ts";
import { fillAll } from "../fill-all.ts";
import { sectionIn } from "../section-in.ts";
import { namesOf } from "../template-names.ts";
import type { FinishedRelease } from "./finished-releases.ts";
import { followBack } from "./follow-back.ts";

/** Where a version is written up; undefined where the configuration has no changelog. */
export const changelogFile = ({ changelog }: Train, version: string): string | undefined =>
  changelog === undefined ? undefined : fillAll(changelog.file, namesOf(version, ""));

/** The section that people wrote, and the changelog before it came. */
export interface Written {
  readonly section: string | undefined;
  readonly isAtTag: boolean;
  readonly before: string;
  /** Why nothing of this can be known. */
  readonly why?: string;
}

/** The section at the tag, else on the main branch, where some projects write it later. */
export const writtenSection = async (
  clone: LocalClone,
  at: {
    readonly file: string;
    readonly release: FinishedRelease;
    readonly main: ObjectId | undefined;
    readonly history: readonly FileChange[];
  },
): Promise<Written> => {
  const { file, release, main, history } = at;
  const own = await clone.files.read(release.commit, file);
  if (own.is === "unreadable") return { section: undefined, isAtTag: false, before: "", why: `${file} cannot be compared: ${own.why}.` };
  const text = textOf(own);
  const section = sectionIn(text, release.version);
  if (section !== undefined) {
    const changes = history.filter(({ path }) => path === file).slice(0, mostFollowed);
    const back = await followBack(clone, changes, text, (one) => sectionIn(one, release.version) !== undefined);
    // The draft passes over a section of its own version, so that the text at the tag will do where the one before is not known.
    return { section, isAtTag: true, before: back.is === "by a commit" ? back.before : back.is === "with the file" ? "" : text };
  }
  const later = main === undefined ? undefined : textOf(await clone.files.read(main, file));
  return { section: later === undefined ? undefined : sectionIn(later, release.version), isAtTag: false, before: text };
};

/** A changelog is long, and its newest section is young. */
const mostFollowed = 12;

const textOf = (found: FileFound): string => (found.is === "text" ? found.text : "");

/** The section that Signalbox would have drafted then, on the day that people's own heading gives. */
export const lookAtChangelog = async (
  clone: LocalClone,
  train: Train,
  of: {
    readonly file: string;
    readonly written: Written;
    readonly release: FinishedRelease;
    readonly previous: string | undefined;
    readonly day: PlainDate | undefined;
    readonly changes: readonly Change[];
    readonly people: readonly Person[];
  },
): Promise<WrittenUp> => {
  const { file, written, release, previous, day, changes, people } = of;
  const { section, isAtTag, before } = written;
  const model = await modelOf(clone, train, { file, release, previous });
  const { section: draft } = draftChangelog({
    changes,
    people,
    version: release.parsed,
    previous: parseVersion(previous ?? ""),
    date: dayIn(section?.split("\n", 1)[0] ?? "") ?? day,
    changelog: before === "" ? undefined : before,
    ...(model !== undefined && { model }),
    repositoryUrl: `https://github.com/${train.repository.name}`,
    escape: forMarkdown,
  });
  return { file, version: release.parsed, section, isAtTag, before: before === "" ? (model ?? "") : before, draft };
};

/** The changelog of the version before, where each has a file of its own. */
const modelOf = async (
  clone: LocalClone,
  train: Train,
  { file, release, previous }: { readonly file: string; readonly release: FinishedRelease; readonly previous: string | undefined },
): Promise<string | undefined> => {
  const other = previous === undefined ? undefined : changelogFile(train, previous);
  if (other === undefined || other === file) return undefined;
  const found = await clone.files.read(release.commit, other);
  return found.is === "text" ? found.text : undefined;
};
