/** Name and e-mail of an author or committer, as written in the commit; both may be empty and both are hostile. */
export interface Signature {
  readonly name: string;
  readonly email: string;
}

/** One commit as git tells it, nothing interpreted. Times are seconds since 1970 in UTC. Texts are hostile. */
export interface RawCommit {
  readonly id: string;
  /** First parent first. */
  readonly parents: readonly string[];
  readonly author: Signature;
  /** The author after `.mailmap`, where that differs. */
  readonly mapped?: Signature;
  readonly committer?: Signature;
  readonly date: number;
  readonly commitDate: number;
  /** First paragraph on one line, as git's `%s`. */
  readonly subject: string;
  readonly body: string;
  /** Whether it is on the other side, where two were read at once. */
  readonly isLeft?: true;
  /** Bytes, one per character, of texts that were not UTF-8 and are shown as latin-1 above. */
  readonly bytes?: { readonly subject: string; readonly email: string };
}

/** The author by whom people are counted: after `.mailmap`. */
export const authorOf = (commit: RawCommit): Signature => commit.mapped ?? commit.author;
