import type { RawCommit } from "../commit.ts";

/** Forty or sixty-four lower-case hex digits: a git object. */
export type ObjectId = string;

/** A repository of the forge as `owner/name`; connectors make its address. */
export type RepositoryName = string;

/** Fully qualified: `refs/heads/…` or `refs/tags/…`. */
export type RefName = string;

/** A ref as the remote shows it; for an annotated tag `object` is the tag and `commit` what it points to, otherwise both are equal. */
export interface RefAt {
  readonly ref: RefName;
  readonly object: ObjectId;
  readonly commit: ObjectId;
}

/** Branches and tags at the remote. */
export interface Refs {
  /** The ref as the remote has it now, never from a cache. */
  readonly look: (repository: RepositoryName, ref: RefName) => Promise<RefAt | undefined>;
  /** All refs below a prefix such as `refs/tags/`, sorted by name. */
  readonly list: (repository: RepositoryName, prefix: RefName) => Promise<readonly RefAt[]>;
  /** The remote's default branch, fully qualified. */
  readonly main: (repository: RepositoryName) => Promise<RefName | undefined>;
  /**
   * Pushes exactly this ref with a lease on `expect`. For an existing branch the old commit must also be an ancestor of the new one,
   * because a lease alone accepts an unrelated history. Fails with retry `unknown` whatever git says: only looking tells.
   */
  readonly push: (
    repository: RepositoryName,
    push: { readonly ref: RefName; readonly object: ObjectId; readonly expect: ObjectId | "absent" },
  ) => Promise<void>;
}

/** An ordinary file to write in a new commit; paths are relative, `/`-separated. */
export interface FileToWrite {
  readonly path: string;
  readonly text: string;
}

/** Who and when, for a commit or tag made by Signalbox: `date` in seconds since 1970, zone UTC. The same values give the same object id. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: number;
}

export type Picked =
  | { readonly is: "picked"; readonly commit: ObjectId }
  | { readonly is: "conflict"; readonly commit: ObjectId; readonly files: readonly string[] };

/** Objects in Signalbox's own bare clone; making one touches nothing outside. Everything is fetched when it is missing. */
export interface Objects {
  /** The text of a regular file, `undefined` when absent; a symbolic link, submodule or file that is not UTF-8 is refused (FILE_UNSAFE). */
  readonly file: (repository: RepositoryName, commit: ObjectId, path: string) => Promise<string | undefined>;
  /** Paths of regular files at a commit that start with `prefix`, sorted; at most 100,000. */
  readonly files: (repository: RepositoryName, commit: ObjectId, prefix: string) => Promise<readonly string[]>;
  /** A commit on `base` with these files written; equal input gives an equal id. `merges` are further parents, whose files are not taken. */
  readonly commit: (
    repository: RepositoryName,
    wanted: {
      readonly base: ObjectId;
      readonly files: readonly FileToWrite[];
      readonly message: string;
      readonly by: Signature;
      readonly merges?: readonly ObjectId[];
    },
  ) => Promise<ObjectId>;
  /** Cherry-picks commits in order without a work tree; author and message stay, `(cherry picked from commit …)` is added, the committer is `by` with the author's date. An empty result is left out. */
  readonly pick: (
    repository: RepositoryName,
    wanted: { readonly onto: ObjectId; readonly commits: readonly ObjectId[]; readonly by: Omit<Signature, "date"> },
  ) => Promise<Picked>;
  /** An annotated tag object, signed when signing is configured. */
  readonly tag: (
    repository: RepositoryName,
    wanted: { readonly name: string; readonly commit: ObjectId; readonly message: string; readonly by: Signature },
  ) => Promise<ObjectId>;
}

/** Reading history in Signalbox's own bare clone, fetched from the remote first where it is missing. */
export interface History {
  /** Commits reachable from `to` and not from any of `without`, newest first in topological order; no more than `most`, where it is given. */
  readonly log: (
    repository: RepositoryName,
    range: { readonly to: ObjectId; readonly without: readonly ObjectId[]; readonly most?: number },
  ) => Promise<readonly RawCommit[]>;
  /** Gives the bytes of `git log --pretty=format:"%s %ae"` over a range, the page's log.txt, piece by piece: it may be as long as a history. */
  readonly logTxt: (
    repository: RepositoryName,
    range: { readonly to: ObjectId; readonly without: readonly ObjectId[] },
    take: (bytes: Uint8Array) => void,
  ) => Promise<void>;
  /** Every author e-mail (lower case) and name reachable from a commit. */
  readonly authors: (
    repository: RepositoryName,
    upTo: ObjectId,
  ) => Promise<{ readonly emails: ReadonlySet<string>; readonly names: ReadonlySet<string> }>;
  readonly isAncestor: (repository: RepositoryName, older: ObjectId, newer: ObjectId) => Promise<boolean>;
  /** Non-merge commits of `on` since it parted from `other` whose change `other` does not have (by patch id), oldest first. */
  readonly missingOn: (
    repository: RepositoryName,
    range: { readonly on: ObjectId; readonly other: ObjectId },
  ) => Promise<readonly RawCommit[]>;
  /** Paths of the files that a commit with one parent, or none, changed; none for a merge. */
  readonly touched: (repository: RepositoryName, commit: ObjectId) => Promise<readonly string[]>;
  /** Seconds since 1970 of the commit's committer date. */
  readonly dateOf: (repository: RepositoryName, commit: ObjectId) => Promise<number>;
}
