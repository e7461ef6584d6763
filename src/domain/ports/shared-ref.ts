import type { ObjectId } from "./git.ts";

/** A commit of a shared ref, and what it did to files. */
export interface SharedCommit {
  readonly commit: ObjectId;
  readonly parents: number;
  /** Whose key signed it, by the names of `signers`; undefined for no signature, or one that nobody named made. */
  readonly signer: string | undefined;
  readonly changed: readonly { readonly path: string; readonly how: "added" | "changed" | "removed"; readonly blob: ObjectId }[];
}

/** A commit to put on top of a shared ref. */
export interface SharedWriting {
  readonly parent: ObjectId | undefined;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly message: string;
  readonly by: string;
  /** An instant, as RFC 3339. */
  readonly at: string;
}

/**
 * One ref of a repository that several machines share, and our copy of it. A compare-and-append log: what is pushed is a whole commit on top of the
 * last one, or nothing. All but `seen` and what reads by id may raise STORE_UNREACHABLE.
 */
export interface SharedRef {
  /** The address, fit to be shown. */
  readonly place: string;
  /** Brings the ref here and tells its commit; undefined when the repository has no such ref. */
  readonly fetch: () => Promise<ObjectId | undefined>;
  /** The commit that was accepted here last, by whichever process. */
  readonly seen: () => Promise<ObjectId | undefined>;
  readonly accept: (commit: ObjectId) => Promise<void>;
  readonly follows: (newer: ObjectId, older: ObjectId) => Promise<boolean>;
  /** Commits up to one and not in another, oldest first. */
  readonly between: (older: ObjectId | undefined, newer: ObjectId) => Promise<readonly SharedCommit[]>;
  /** What a folder holds at a commit, by name; nothing where there is none. */
  readonly list: (commit: ObjectId, folder: string) => Promise<ReadonlyMap<string, ObjectId>>;
  readonly read: (blob: ObjectId) => Promise<Uint8Array>;
  readonly write: (writing: SharedWriting) => Promise<ObjectId>;
  /** `moved`: the remote holds another commit than the parent. Raises STORE_UNREACHABLE when nobody knows whether it arrived. */
  readonly push: (commit: ObjectId, parent: ObjectId | undefined) => Promise<"pushed" | "moved">;
  readonly close: () => void;
}
