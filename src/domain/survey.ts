import type { Change } from "./change.ts";
import type { Person } from "./person.ts";
import type { ObjectId } from "./ports/git.ts";

/** Everything read from the world before planning: a value. Holds no time of reading, no address of a twin and no path. */
export interface Survey {
  /** The release before this one on its line. */
  readonly previous: { readonly version: string; readonly tag: string; readonly commit: ObjectId };
  /** Where the release branch starts: main for a release, the previous tag for a patch. */
  readonly base: ObjectId;
  /** Head of the release branch, once it exists: commits count up to there. */
  readonly branchHead: ObjectId | undefined;
  /** Commits on the release branch since its base, newest first; none before it exists. */
  readonly boarded: readonly ObjectId[];
  readonly mainHead: ObjectId;
  /** Object of a tag of the release's name that is already there, and the commit it names. */
  readonly tag: { readonly object: ObjectId; readonly commit: ObjectId } | undefined;
  /** The changelog's section as it was written on the release's branch, by whomever. */
  readonly written?: string;
  readonly changes: readonly Change[];
  readonly people: readonly Person[];
  /** The page's `log.txt`, by its hash and number of lines. */
  readonly log: { readonly sha256: string; readonly lines: number };
  /** Texts of the main repository's files that the plan edits, as at the branch head or base; absent files are left out. */
  readonly files: Readonly<Record<string, string>>;
  /** The same as at main's head, for the sync. */
  readonly mainFiles: Readonly<Record<string, string>>;
  readonly chart: { readonly head: ObjectId; readonly files: Readonly<Record<string, string>> } | undefined;
  readonly post: { readonly head: ObjectId } | undefined;
  /** The campaign sent last, which the newsletter is replicated from. */
  readonly lastCampaign: { readonly id: string; readonly subject: string; readonly recipients: number } | undefined;
  /** What a person should know before starting, found while reading. */
  readonly notes: readonly string[];
}

/** The texts of one release, each escaped for its sink, all from the survey's facts. */
export interface Story {
  /** The changelog section, heading included, and the parts of the changelog that become it. */
  readonly section: string;
  readonly takes: readonly string[];
  /** What the section leaves out, the most probable first, as one line each. */
  readonly aside: readonly string[];
  readonly post:
    | {
        readonly title: string;
        readonly text: string;
        /** Lines that tell a change in its author's words, although a placeholder seems to stand in them. */
        readonly told: readonly string[];
      }
    | undefined;
  readonly messages: readonly {
    readonly workspace: string;
    readonly channel: string;
    readonly at: "freeze" | "announce";
    readonly text: string;
  }[];
  readonly newsletter: { readonly subject: string; readonly html: string } | undefined;
  readonly releasePage: string;
  /** What templates left open in texts that nobody edits afterwards, and what it holds. */
  readonly open: readonly { readonly at: "freeze" | "launch"; readonly says: string }[];
}
