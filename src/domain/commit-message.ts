import { isUsualType } from "./category.ts";
import type { Signature } from "./commit.ts";
import { pullTitle } from "./pull-title.ts";
import { coAuthorsIn, issuesIn, pickedFrom } from "./trailers.ts";

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
  /** Number of the pull or merge request that brought it, squashed or merged. */
  readonly pull?: number;
  /** Number of the pull request that this one carries to another branch, where the title says so. */
  readonly backportOf?: number;
  /** Every number written `#123` in the subject. */
  readonly references: readonly number[];
  /** Issues that it says to close, by `Fixes #123` and the like; never the pull request's own number. */
  readonly issues: readonly number[];
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
  /** The subject between the quotes of `Revert "…"`, or behind `revert: `. */
  readonly subject?: string;
  readonly pull?: number;
}

/** What the title of a commit says, and what it takes back: all that a line of a changelog needs. */
export interface Title {
  readonly title: string;
  readonly summary: string;
  readonly type: string | undefined;
  readonly scope: string | undefined;
  readonly breaking: boolean;
  readonly note: string | undefined;
  readonly pull: number | undefined;
  readonly backportOf: number | undefined;
  readonly reverts: RevertClaim | undefined;
  readonly dependency: boolean;
}

/** Reads the title, with the lines and footers that belong to it. Called for every commit of a history. */
export const readTitle = (subject: string, body: string): Title => {
  // Only so much of a message is looked at, so that no text makes reading slow.
  const tail = body.length > 131_072 ? body.slice(-131_072) : body;
  const { title, plain, pull, backportOf } = pullTitle(subject, body);
  const { type, scope, breaking, summary } = conventional(plain);
  const note = tail !== "" && tail.includes("BREAKING") ? /^BREAKING[ -]CHANGE:[ \t]*(\S.*)$/m.exec(tail)?.[1]?.slice(0, 1000) : undefined;
  return {
    title,
    summary: summary.length > 1000 ? summary.slice(0, 1000) : summary,
    type,
    scope,
    breaking: breaking || note !== undefined,
    note,
    pull,
    backportOf,
    reverts: revertOf(plain, tail, type === "revert" ? summary : undefined),
    dependency: isDependency(summary, scope),
  };
};

/** Reads a commit's texts: Conventional Commits 1.0.0, the merge, squash and revert subjects of forges, git's own trailers. */
export const readMessage = (subject: string, body: string): CommitMessage => {
  const { title, summary, type, scope, breaking, note, pull, backportOf, reverts, dependency } = readTitle(subject, body);
  const tail = body.length > 131_072 ? body.slice(-131_072) : body;
  return {
    summary,
    ...(type !== undefined && { type }),
    ...(scope !== undefined && { scope }),
    breaking,
    ...(note !== undefined && { breakingNote: note }),
    ...(pull !== undefined && { pull }),
    ...(backportOf !== undefined && { backportOf }),
    references: numbersIn(subject.slice(0, 4096)),
    issues: issuesIn(tail === "" ? title : `${title}\n${tail}`, pull),
    coAuthors: coAuthorsIn(tail),
    pickedFrom: pickedFrom(tail),
    ...(reverts !== undefined && { reverts }),
    dependency,
  };
};

interface Conventional {
  readonly type: string | undefined;
  readonly scope: string | undefined;
  readonly breaking: boolean;
  readonly summary: string;
}

/** `type(scope)!: what was done`, or `[TYPE] what was done` where the word is a usual type. */
const conventional = (plain: string): Conventional => {
  const found = /^([A-Za-z][\w-]{0,39})(?:\(([^()]{1,80})\))?(!)?:\s+(\S.*)$/.exec(plain);
  if (found !== null) {
    const [, type = "", scope, mark, summary = ""] = found;
    return { type: type.toLowerCase(), scope, breaking: mark === "!", summary };
  }
  const [, word = "", rest = ""] = plain.startsWith("[") ? (/^\[([A-Za-z]{2,20})\]:?\s+(\S.*)$/.exec(plain) ?? []) : [];
  const isType = word !== "" && isUsualType(word.toLowerCase());
  return { type: isType ? word.toLowerCase() : undefined, scope: undefined, breaking: false, summary: isType ? rest : plain };
};

const numbersIn = (text: string): readonly number[] =>
  text.includes("#") ? [...new Set([...text.matchAll(/(?<![\w/])#(\d{1,9})\b/g)].map((found) => Number(found[1])))] : [];

const revertOf = (title: string, body: string, conventionally: string | undefined): RevertClaim | undefined => {
  const isNamed = title.startsWith("Re") || title.startsWith("re") || conventionally !== undefined;
  if (!isNamed && (body === "" || !body.includes("everts "))) return undefined;
  const commit = body.includes("his reverts commit ")
    ? /\bThis reverts commit ([0-9a-f]{7,64})/i.exec(body)?.[1]?.toLowerCase()
    : undefined;
  const pull = body.includes("everts ") ? /^Reverts (?:[\w.-]+\/[\w.-]+)?[#!](\d{1,9})\b/im.exec(body)?.[1] : undefined;
  const subject = /^Revert "(.*)"/i.exec(title)?.[1] ?? reapplied(title) ?? conventionally;
  if (commit === undefined && pull === undefined && subject === undefined) return undefined;
  return { ...(commit && { commit }), ...(pull && { pull: Number(pull) }), ...(subject && { subject }) };
};

// Since 2.43 git calls the revert of a revert `Reapply "…"`.
const reapplied = (title: string): string | undefined => {
  const subject = /^Reapply "(.*)"/i.exec(title)?.[1];
  return subject === undefined ? undefined : `Revert "${subject}"`;
};

const isDependency = (summary: string, scope: string | undefined): boolean =>
  (scope !== undefined && /^deps(?:-|$)/.test(scope)) ||
  /^(?:bump (?:\S+ from \S+ to \S+|the \S+ group\b)|update (?:dependency \S+ to \S+|module \S+ to \S+|\S+ docker tag to \S+|dependencies\b)|lock file maintenance\b)/i.test(
    summary,
  );
