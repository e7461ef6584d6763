import type { Signature } from "./commit.ts";

/** What the text of one commit says about itself, by common conventions; nothing here is trusted, all texts stay hostile. */
export interface CommitMessage {
  /** What was done, without conventional prefix and pull request number; at most 1,000 characters. */
  readonly summary: string;
  /** Conventional type, lower case. */
  readonly type?: string;
  readonly scope?: string;
  readonly breaking: boolean;
  /** What the `BREAKING CHANGE:` footer says. */
  readonly breakingNote?: string;
  /** Pull request number of a squash (`… (#123)`) or merge (`Merge pull request #123 from …`). */
  readonly pull?: number;
  /** Every number written `#123` in the subject. */
  readonly references: readonly number[];
  readonly coAuthors: readonly Signature[];
  /** Ids in `(cherry picked from commit …)`, oldest first: the first is the original. */
  readonly pickedFrom: readonly string[];
  readonly reverts?: RevertClaim;
  /** Raises a dependency and does nothing else. */
  readonly dependency: boolean;
}

/** What a commit says it reverts, as far as it says so. */
export interface RevertClaim {
  readonly commit?: string;
  /** The subject between the quotes of `Revert "…"`. */
  readonly subject?: string;
  readonly pull?: number;
}

/** Reads a commit's texts: Conventional Commits 1.0.0, GitHub's merge, squash and revert subjects, git's own trailers. */
export const readMessage = (subject: string, body: string): CommitMessage => {
  // Only so much of a message is looked at, so that no text makes reading slow.
  const head = subject.slice(0, 4096);
  const tail = body.length > 131_072 ? body.slice(-131_072) : body;
  const merge = /^Merge pull request #(\d{1,9}) from \S+/.exec(head);
  const title = merge === null ? head : (firstLine(tail) ?? head);
  const pull = merge === null ? pullOf(title) : Number(merge[1]);
  const plain = withoutPull(title);
  const conventional = /^([A-Za-z][\w-]{0,39})(?:\(([^()]{1,80})\))?(!)?:\s+(\S.*)$/.exec(plain);
  const note = /^BREAKING[ -]CHANGE:[ \t]*(\S.*)$/m.exec(tail)?.[1];
  const reverts = revertOf(plain, tail, conventional?.[1]);
  const summary = (conventional?.[4] ?? plain).slice(0, 1000);
  return {
    summary,
    ...(conventional?.[1] !== undefined && { type: conventional[1].toLowerCase() }),
    ...(conventional?.[2] !== undefined && { scope: conventional[2] }),
    breaking: conventional?.[3] === "!" || note !== undefined,
    ...(note !== undefined && { breakingNote: note.slice(0, 1000) }),
    ...(pull !== undefined && { pull }),
    references: numbersIn(head),
    coAuthors: coAuthorsIn(tail),
    pickedFrom: pickedFrom(tail),
    ...(reverts !== undefined && { reverts }),
    dependency: isDependency(summary, conventional?.[2]),
  };
};

const firstLine = (body: string): string | undefined =>
  body
    .split("\n", 4)
    .find((line) => line.trim() !== "")
    ?.slice(0, 4096);

const pullOf = (title: string): number | undefined => {
  const found = [...title.matchAll(/\(#(\d{1,9})\)/g)].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
};

const withoutPull = (title: string): string => title.replace(/(?:\s*\(#\d{1,9}\))+\s*$/, "").trim() || title;

const numbersIn = (text: string): readonly number[] => [
  ...new Set([...text.matchAll(/(?<![\w/])#(\d{1,9})\b/g)].map((found) => Number(found[1]))),
];

const coAuthorsIn = (body: string): readonly Signature[] =>
  /co-authored-by:/i.test(body)
    ? [...body.matchAll(/^co-authored-by:[ \t]*([^<>\n]{0,200})<([^<>\n]{1,200})>[ \t\r]*$/gim)].map((found) => ({
        name: (found[1] ?? "").trim(),
        email: (found[2] ?? "").trim(),
      }))
    : [];

const pickedFrom = (body: string): readonly string[] =>
  body.includes("(cherry picked from commit ")
    ? [...body.matchAll(/^[ \t]*\(cherry picked from commit ([0-9a-f]{7,64})\)[ \t\r]*$/gm)].map((found) => found[1] ?? "")
    : [];

const revertOf = (title: string, body: string, type: string | undefined): RevertClaim | undefined => {
  const commit = /\bThis reverts commit ([0-9a-f]{7,64})/i.exec(body)?.[1]?.toLowerCase();
  const pull = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(\d{1,9})\b/im.exec(body)?.[1];
  const quoted = /^Revert "(.*)"/i.exec(title)?.[1] ?? reapplied(title);
  if (commit === undefined && pull === undefined && quoted === undefined && type?.toLowerCase() !== "revert") return undefined;
  return { ...(commit && { commit }), ...(pull && { pull: Number(pull) }), ...(quoted && { subject: quoted }) };
};

// Since 2.43 git calls the revert of a revert `Reapply "…"`.
const reapplied = (title: string): string | undefined => {
  const subject = /^Reapply "(.*)"/i.exec(title)?.[1];
  return subject === undefined ? undefined : `Revert "${subject}"`;
};

const isDependency = (summary: string, scope: string | undefined): boolean =>
  /^deps(?:-|$)/.test(scope ?? "") ||
  /^bump \S+ from \S+ to \S+|^bump the \S+ group\b|^update (?:dependency \S+|module \S+|\S+ docker tag) to \S+|^update dependencies\b|^lock file maintenance\b/i.test(
    summary,
  );
