import type { RawCommit, Signature } from "../commit.ts";
import type { KnownAuthors } from "../person.ts";
import type { ObjectId, RefName, RepositoryName } from "./git.ts";

/** What a clone says of itself. Every name is hostile. */
export interface CloneLook {
  /** As the person named it. */
  readonly place: string;
  /** The folder's name. */
  readonly folder: string;
  /** `owner/name` at the forge, where its address tells it. */
  readonly origin: RepositoryName | undefined;
  /** The branch checked out, fully qualified, and its commit; undefined when HEAD is detached, or before the first commit. */
  readonly head: RefName | undefined;
  readonly headCommit: ObjectId | undefined;
  /** The default branch, fully qualified. */
  readonly main: RefName | undefined;
  /** Short names, sorted; `fetched` are the branches of `origin` as last fetched. */
  readonly branches: readonly string[];
  readonly fetched: readonly string[];
  readonly tags: readonly string[];
  /** Whether it has grafts or replacements, which are not looked at. */
  readonly altered: boolean;
}

/** A range of commits, by id; without `from` everything up to `to`. */
export interface CloneRange {
  readonly to: ObjectId;
  readonly from?: ObjectId | undefined;
}

/** A tag by its short name; `date` in seconds since 1970. */
export interface TaggedCommit {
  readonly tag: string;
  readonly commit: ObjectId;
  readonly date: number;
}

/** Refs of somebody's own clone. */
export interface CloneRefs {
  /** Raises NOT_A_REPOSITORY, SHALLOW_CLONE or GIT_MISSING. */
  readonly look: () => Promise<CloneLook>;
  /** The commit that an id or a fully qualified ref names, perhaps followed by `~2` or `^`; undefined where there is none, or a tree or file. */
  readonly commitOf: (name: string) => Promise<ObjectId | undefined>;
  /** Seconds since 1970 at which a tag, or the commit it names, was made. */
  readonly madeAt: (tag: RefName) => Promise<number | undefined>;
  /** Every tag that names a commit, with that commit and when the tag, or else the commit, was made. Nothing for what is no repository. */
  readonly taggedCommits: () => Promise<readonly TaggedCommit[]>;
  /** Those of these tags that contain a commit. */
  readonly containing: (commit: ObjectId, tags: readonly RefName[]) => Promise<ReadonlySet<RefName>>;
}

/** Lines of history in somebody's own clone. */
export interface CloneLines {
  /**
   * The newest commit that is on the first-parent chains of both. Where one was merged back into the other this is not their merge base: it is where
   * the branch began.
   */
  readonly branchPoint: (one: ObjectId, other: ObjectId) => Promise<ObjectId | undefined>;
  /** The first of these commits whose first-parent chain leaves that of `to` latest; undefined when none ever was on it. */
  readonly nearest: (to: ObjectId, commits: readonly ObjectId[]) => Promise<ObjectId | undefined>;
  /** Branches whose first-parent chain a commit is on, own ones and those of `origin` as last fetched, by short names, each once and sorted. */
  readonly branchesOn: (commit: ObjectId) => Promise<readonly string[]>;
  /** Whether two commits have any history in common. */
  readonly related: (one: ObjectId, other: ObjectId) => Promise<boolean>;
  readonly isAncestor: (older: ObjectId, newer: ObjectId) => Promise<boolean>;
}

export type TakeCommit = (id: string, parents: string, subject: string, body: string) => void;

/** Commits of somebody's own clone, as streams. */
export interface CloneHistory {
  /** Gives the commits of a range piece by piece, in the order of `git log`, and among them, as `isLeft`, those that only `from` has. */
  readonly log: (range: CloneRange, take: (commits: readonly RawCommit[]) => void) => Promise<void>;
  /**
   * Begins to read all commits up to `head` (what is checked out, unless told) and up to every tag: by date, or in the graph's order, which takes longer
   * to begin. What it returns is called with a taker. Texts are bytes, one per character; parents are separated by blanks.
   */
  readonly everything: (order: "date" | "graph", head?: ObjectId) => (take: TakeCommit) => Promise<void>;
  /** Gives the bytes of `git log --pretty=format:"%s %ae"` over a range. */
  readonly logTxt: (range: CloneRange, take: (bytes: Uint8Array) => void) => Promise<void>;
  /** Everybody who is author of a commit up to here. */
  readonly authors: (upTo: ObjectId) => Promise<KnownAuthors>;
  /** Authors of the newest commits up to here, one for each commit, at most 1,000. */
  readonly lately: (upTo: ObjectId) => Promise<readonly Signature[]>;
}

/** What commits of somebody's own clone have in common beyond their ids. */
export interface CloneComparison {
  /** What each commit changes, without line numbers and blanks, so that it can be compared; commits that change nothing are left out. */
  readonly patches: (commits: readonly ObjectId[]) => Promise<ReadonlyMap<ObjectId, string>>;
  /** Authors after `.mailmap` of those of these commits that are here. */
  readonly authorsOf: (commits: readonly ObjectId[], mailmapAt: ObjectId) => Promise<ReadonlyMap<ObjectId, Signature>>;
  /** People as `.mailmap` of a commit has them, in the order given. */
  readonly mapped: (people: readonly Signature[], mailmapAt: ObjectId) => Promise<readonly Signature[]>;
}

/** What a path is at a commit, as far as it can be read as text. */
export type FileFound =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "absent" }
  /** `why` is the end of a sentence about the file. */
  | { readonly is: "unreadable"; readonly why: string };

/** What a commit made of a file, by the ids of the contents before and after; undefined where there was or is none. */
export interface FileChange {
  readonly commit: ObjectId;
  readonly path: string;
  readonly before: ObjectId | undefined;
  readonly after: ObjectId | undefined;
}

/** Files of somebody's own clone. What a file is, or that it is missing, is an answer and raises nothing. */
export interface CloneFiles {
  readonly read: (commit: ObjectId, path: string) => Promise<FileFound>;
  /** A file's contents by its id. */
  readonly contents: (id: ObjectId) => Promise<FileFound>;
  /** Ordinary files whose paths begin so, sorted. Raises GIT_FAILED where folders are missing. */
  readonly list: (commit: ObjectId, prefix: string) => Promise<readonly string[]>;
  /** What the newest commits of a first-parent chain made of these files, of at most so many commits, newest first. Raises GIT_FAILED. */
  readonly changed: (upTo: ObjectId, files: readonly string[], most: number) => Promise<readonly FileChange[]>;
  /** What one commit changed against its first parent. Raises GIT_FAILED. */
  readonly changedBy: (commit: ObjectId) => Promise<readonly FileChange[]>;
}

/** Somebody's own clone, which is only read. */
export interface LocalClone {
  readonly refs: CloneRefs;
  readonly lines: CloneLines;
  readonly history: CloneHistory;
  readonly comparison: CloneComparison;
  readonly files: CloneFiles;
  readonly close: () => void;
}
