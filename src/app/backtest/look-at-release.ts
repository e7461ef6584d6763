import type { BranchFacts } from "../../domain/backtest/judge-branch.ts";
import type { WrittenUp } from "../../domain/backtest/judge-changelog.ts";
import type { EditedFile } from "../../domain/backtest/judge-files.ts";
import type { RangeFacts } from "../../domain/backtest/judge-range.ts";
import type { Change } from "../../domain/change.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { PlainDate } from "../../domain/plain-date.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneLook, FileChange, LocalClone } from "../../domain/ports/local-clone.ts";
import { referencesIn } from "../../domain/seen-form.ts";
import type { Train } from "../../domain/train.ts";
import { isPreRelease, versionOfTag } from "../../domain/version.ts";
import { type ChangeList, listChanges } from "../changes/list-changes.ts";
import { fillAll } from "../fill-all.ts";
import { namesOf } from "../template-names.ts";
import type { FinishedRelease } from "./finished-releases.ts";
import { changelogFile, lookAtChangelog, type Written, writtenSection } from "./look-at-changelog.ts";
import { type Forgotten, lookAtFiles, versionFilesAt } from "./look-at-files.ts";

interface Looking {
  readonly clone: LocalClone;
  readonly look: CloneLook;
  readonly train: Train;
  readonly dayOf: (seconds: number) => PlainDate | undefined;
}

/** What could be found out, or why it could not. */
export type Found<T> = { readonly is: "found"; readonly it: T } | { readonly is: "not found"; readonly why: string };

/** What a clone shows of a finished release, not judged yet. */
export interface ReleaseLook {
  readonly release: FinishedRelease;
  readonly day: PlainDate | undefined;
  readonly range: Found<RangeFacts>;
  readonly people: Found<Pick<ChangeList, "contributors" | "counts">>;
  readonly section: string | undefined;
  readonly files: Found<{ readonly edited: readonly EditedFile[]; readonly forgotten: readonly Forgotten[] }>;
  /** Undefined where the configuration has no changelog. */
  readonly changelog: Found<WrittenUp> | undefined;
  readonly branch: Found<{ readonly facts: BranchFacts; readonly isThere: boolean }>;
  /** Numbers that commits of the range name. */
  readonly named: ReadonlySet<number>;
  readonly notes: readonly string[];
}

/** Looks at each part on its own, so that what one part lacks (an object that is not in the clone, a tag that goes away) leaves the others. */
export const lookAtRelease = async (looking: Looking, release: FinishedRelease): Promise<ReleaseLook> => {
  const { clone, train, dayOf } = looking;
  const main = await mainOf(looking);
  const list = await listOf(looking, release);
  const repository = list.is === "found" ? list.it.repositories[0] : undefined;
  const changes = repository?.changes ?? [];
  const previous = repository?.from?.version;
  const day = dayOf(release.date);
  const files = await found(() => versionFilesAt(clone, train, release.commit));
  const paths = files.is === "found" ? files.it : [];
  const file = changelogFile(train, release.version);
  const brought = await found(() => clone.files.changed(release.commit, [...paths, ...(file === undefined ? [] : [file])], mostFollowed));
  const history: readonly FileChange[] = brought.is === "found" ? brought.it : [];
  const written = file === undefined ? undefined : await writtenSection(clone, { file, release, main, history });
  const of = { release, previous, day, paths, history };
  return {
    release,
    day,
    range: list.is === "found" ? { is: "found", it: rangeOf(looking, list.it, release, written) } : list,
    people:
      list.is === "found"
        ? { is: "found", it: { contributors: list.it.contributors, counts: list.it.counts } }
        : { is: "not found", why: "Without the range its people are not known." },
    section: written?.section,
    files: brought.is === "not found" ? brought : files.is === "not found" ? files : await found(() => lookAtFiles(clone, train, of)),
    changelog:
      file === undefined || written === undefined
        ? undefined
        : written.why !== undefined
          ? { is: "not found", why: written.why }
          : {
              is: "found",
              it: await lookAtChangelog(clone, train, { file, written, ...of, changes, people: list.is === "found" ? list.it.people : [] }),
            },
    branch: flat(await found(() => branchOf(looking, release, main))),
    named: new Set(changes.flatMap(numbersOf)),
    notes: notesOf(release, repository?.to.commit, repository?.notes ?? []),
  };
};

const listOf = async ({ clone, train }: Looking, { version, tag }: FinishedRelease): Promise<Found<ChangeList>> => {
  const to = `refs/tags/${tag}`;
  const list = await found(() => listChanges([{ clone, train, version, to, newcomers: true }]));
  if (list.is === "found") return list;
  const isGone = (await clone.refs.commitOf(to)) === undefined;
  return {
    is: "not found",
    why: isGone ? `The tag ${tag} went away while it was read: look again.` : `The range cannot be read: ${list.why}`,
  };
};

/** So many changes of a version file are followed back to the one that brought the version. */
const mostFollowed = 40;

/** Only what a clone may lack is an answer; that git is missing, say, is not about one release. */
const found = async <T>(look: () => Promise<T>): Promise<Found<T>> => {
  try {
    return { is: "found", it: await look() };
  } catch (error) {
    if (!(error instanceof ReleaseError) || !lacks.includes(error.code)) throw error;
    return { is: "not found", why: error.explanation.what };
  }
};

const flat = <T>(found: Found<Found<T>>): Found<T> => (found.is === "found" ? found.it : found);

const lacks: readonly string[] = [
  "GIT_FAILED",
  "REF_UNKNOWN",
  "REF_NO_COMMIT",
  "REF_AMBIGUOUS",
  "FILE_UNSAFE",
  "MAIN_UNKNOWN",
  "TOO_MANY_FILES",
];

/** The configured main branch, here or as last fetched. */
const mainOf = async ({ clone, train }: Looking): Promise<ObjectId | undefined> =>
  (await clone.refs.commitOf(`refs/heads/${train.repository.main}`)) ??
  (await clone.refs.commitOf(`refs/remotes/origin/${train.repository.main}`));

const rangeOf = (
  { train }: Looking,
  { repositories, counts }: ChangeList,
  { tag }: FinishedRelease,
  written: Written | undefined,
): RangeFacts => {
  const [repository] = repositories;
  const changes = repository?.changes ?? [];
  const named = new Set(changes.flatMap(numbersOf));
  const section = written?.section;
  const references = section === undefined ? [] : referencesIn(withoutDefinitions(section));
  const from = repository?.from;
  const compared = /\/compare\/(\S+?)\.\.\.(\S+?)[)\s>"]/.exec(`${section?.split("\n", 1)[0]?.slice(0, 1000) ?? ""} `);
  const [, base = "", head] = compared ?? [];
  const version = versionOfTag(train.repository.tag, base);
  return {
    previous: from === undefined ? null : { version: from.version ?? "", tag: from.ref.replace(/^refs\/tags\//, "") },
    commits: counts.commits,
    merges: counts.merges,
    pulls: new Set(changes.flatMap(({ pull }) => pull ?? [])).size,
    changes: counts.changes,
    references: section === undefined ? null : { listed: references.length, outside: references.filter((number) => !named.has(number)) },
    comparedWith: head === tag ? { tag: base, isPreRelease: version !== undefined && isPreRelease(version) } : null,
  };
};

/** Link definitions below a section belong to the file. */
const withoutDefinitions = (section: string): string => section.replaceAll(/^\[[^\]\n]{1,200}\]:.*$/gm, "");

const numbersOf = ({ pull, backportOf, references, issues }: Change): readonly number[] => [
  ...(pull === undefined ? [] : [pull]),
  ...(backportOf === undefined ? [] : [backportOf]),
  ...references,
  ...issues,
];

const branchOf = async (
  { clone, look, train }: Looking,
  { version, commit }: FinishedRelease,
  main: ObjectId | undefined,
): Promise<Found<{ readonly facts: BranchFacts; readonly isThere: boolean }>> => {
  if (main === undefined) return { is: "not found", why: `The clone has no branch ${train.repository.main}.` };
  const leftAt = await clone.lines.branchPoint(commit, main);
  if (leftAt === undefined) return { is: "not found", why: `The tag's line of first parents never was that of ${train.repository.main}.` };
  const configured = fillAll(train.repository.branch, namesOf(version, ""));
  const holding = leftAt === commit ? [] : await clone.lines.branchesOn(commit);
  const facts = { leftAt, configured, branches: holding.filter((name) => name !== train.repository.main) };
  return { is: "found", it: { facts, isThere: look.branches.includes(configured) || look.fetched.includes(configured) } };
};

const notesOf = ({ commit, tag }: FinishedRelease, now: ObjectId | undefined, notes: readonly string[]): readonly string[] => [
  ...notes,
  ...(now === undefined || now === commit ? [] : [`The tag ${tag} was moved while it was read: look again.`]),
];
