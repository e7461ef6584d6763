import type { Structure } from "./structured-file.ts";

/**
 * One change to one file, as data: what a plan shows, hashes and carries. `src/edits` turns it into bytes.
 * Every form either changes exactly the bytes it names or refuses; none re-serialises a file.
 */
export type Edit = SetValue | ReplaceMatch | WholeFile | NewFile | ChangelogSection | FeedEntry | FeedWithdrawal;

interface KeepsLater {
  /** A later version than `to` that stands there already stays: the main branch may have gone further than a patch of an old line. */
  readonly keepLater?: true;
}

/** Replaces the scalar at a path (`image.default`, `images[name="acme/app"].newTag`) of a structured file; the kind follows from the file name unless given. */
export interface SetValue extends KeepsLater {
  readonly is: "set";
  readonly file: string;
  readonly at: string;
  readonly to: string;
  readonly kind?: Structure;
}

/** Replaces what the one capture group of `pattern` matches. Flags: `m`, `u`. */
export interface ReplaceMatch extends KeepsLater {
  readonly is: "match";
  readonly file: string;
  readonly pattern: string;
  readonly to: string;
  /** The pattern matches exactly once; or, when this is given, as often as it likes, as long as all matches hold the same text. */
  readonly every?: true;
}

/** Replaces the whole content but keeps a missing or present final newline and the line ending of the file. */
export interface WholeFile extends KeepsLater {
  readonly is: "whole";
  readonly file: string;
  readonly to: string;
}

/** Creates a file that must not exist yet, or must already hold exactly this text. */
export interface NewFile {
  readonly is: "new";
  readonly file: string;
  readonly text: string;
}

/** Puts a version's section before the newest section below it, or replaces the section of that version. `text` starts with the heading line. */
export interface ChangelogSection {
  readonly is: "section";
  readonly file: string;
  readonly version: string;
  readonly text: string;
  /** The parts that became this section: versions of pre-releases, which go, and `unreleased`, whose heading stays with what the section does not tell. */
  readonly takes?: readonly string[];
  /** The file may not be there yet: it then holds this section alone. */
  readonly creates?: true;
}

/** Puts one entry where its version belongs in a JSON list of releases, in the layout and order the file has; the key names are found in the file. */
export interface FeedEntry {
  readonly is: "feed";
  readonly file: string;
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** Takes a version's entry out of a JSON list of releases, and nothing else; a feed that has none stays as it is. */
export interface FeedWithdrawal {
  readonly is: "feed-withdrawal";
  readonly file: string;
  readonly version: string;
}

/** An edit that cannot be made as asked: `code` is a catalogue code, `found` says what stands there instead. */
export interface EditRefused {
  readonly is: "refused";
  readonly code:
    | "NO_MATCH"
    | "MANY_MATCHES"
    | "NOT_PARSABLE"
    | "NO_SUCH_PATH"
    | "FILE_EXISTS"
    | "FILE_MISSING"
    | "UNSAFE_PATTERN"
    | "ENTRY_DIFFERS";
  readonly file: string;
  readonly found: string;
}

export interface Edited {
  readonly is: "edited";
  readonly text: string;
}
