import { type Category, categoryOf } from "./category.ts";
import { type RevertClaim, readTitle, type Title } from "./commit-message.ts";
import { type HistoryLines, historyLines } from "./history-lines.ts";
import { ownText } from "./own-text.ts";
import { pickedFrom } from "./trailers.ts";

/** A release by the commit its tag names. */
export interface HistoryRelease {
  readonly tag: string;
  readonly version: string;
  /** Seconds since 1970. */
  readonly date: number;
  readonly commit: string;
}

/** One thing that a section tells, texts as bytes, one per character. */
export interface HistoryEntry extends Pick<Title, "summary" | "type" | "scope" | "note" | "pull"> {
  readonly commit: string;
  readonly category: Category;
}

/** A text that may still fall away, because what it takes back may yet come. */
export interface Pending {
  readonly text: string;
  isDropped: boolean;
}

/** Texts put aside, so that a section of any size needs little memory. */
export interface Packed {
  readonly at: number;
  readonly bytes: number;
}

export type Part = string | Pending | Packed;

/** A section whose every commit has been seen. */
export interface HistorySection {
  /** Undefined for what no release holds yet. */
  readonly release: HistoryRelease | undefined;
  readonly commits: number;
  readonly entries: ReadonlyMap<Category, readonly Part[]>;
}

export interface SectionsWish {
  /** In ascending order of their versions. */
  readonly releases: readonly HistoryRelease[];
  /** What is not released is told up to here. */
  readonly head: string;
  readonly render: (entry: HistoryEntry) => string;
  readonly pack: (text: string) => Packed;
  /** Given each section as soon as nothing can be added to it; releases of older versions may come first. */
  readonly finished: (section: HistorySection, place: number) => void;
}

/**
 * Sorts a whole history into the sections of a changelog while it streams past, newest first: a commit belongs to the lowest version whose tag
 * holds it. What is kept is what the sections tell that are not finished, and the open ends of the history: no commit is held.
 */
export interface HistorySections {
  /** Texts are bytes, one per character. Parents are separated by blanks. */
  readonly add: (id: string, parents: string, subject: string, body: string) => void;
  /**
   * Finishes what is open. False when a commit came before one of its children, or the head never came: then the order was not the history's, or
   * somebody moved it meanwhile, and nothing counts.
   */
  readonly end: () => boolean;
  readonly commits: () => number;
  readonly told: () => number;
}

export const historySections = ({ releases, head, render, pack, finished }: SectionsWish): HistorySections => {
  // Of two releases at one commit the lower one holds it.
  const places = new Map(releases.map(({ commit }, place) => [commit, place] as const).reverse());
  const sections = new Map<number, Section>();
  let [commits, told, isHeadMet] = [0, 0, false];
  const finish = (place: number): void => {
    const section = sections.get(place);
    sections.delete(place);
    const release = releases[place];
    if (section === undefined && release === undefined) return;
    told += section?.told() ?? 0;
    finished({ release, commits: section?.commits() ?? 0, entries: section?.entries() ?? new Map() }, place);
  };
  const lines: HistoryLines = historyLines({
    placeOf: (id) => places.get(id) ?? (id === head ? releases.length : undefined),
    unreleased: releases.length,
    finish,
  });
  return {
    add: (id, parents, subject, body) => {
      if (id === head) isHeadMet = true;
      const line = lines.take(id);
      if (line.place > releases.length) return lines.pass(parents, line, undefined);
      commits += 1;
      let section = sections.get(line.place);
      if (section === undefined) {
        section = openSection(render, pack);
        sections.set(line.place, section);
      }
      const isMerge = parents.includes(" ");
      const mayCount = isMerge || !line.inPull || body !== "" || subject.endsWith(")") || subject.startsWith("Re");
      const title = mayCount ? readTitle(subject, body) : undefined;
      const isReverted = section.add({ id, subject, title, body, isMerge, inPull: line.inPull, isFallen: line.fallen === line.place });
      lines.pass(parents, line, { isPull: title?.pull !== undefined, isReverted });
    },
    end: () => {
      const isRight = lines.isInOrder() && isHeadMet;
      lines.end();
      return isRight;
    },
    commits: () => commits,
    told: () => told,
  };
};

interface Section {
  readonly entries: () => ReadonlyMap<Category, readonly Part[]>;
  /** Says whether the commit was taken back inside the section. */
  readonly add: (commit: SectionCommit) => boolean;
  readonly commits: () => number;
  readonly told: () => number;
}

interface SectionCommit {
  readonly id: string;
  readonly subject: string;
  /** Undefined for what is not told anyway. */
  readonly title: Title | undefined;
  readonly body: string;
  readonly isMerge: boolean;
  readonly inPull: boolean;
  readonly isFallen: boolean;
}

const openSection = (render: SectionsWish["render"], pack: SectionsWish["pack"]): Section => {
  const buckets = new Map<Category, Bucket>();
  const pulls = new Set<number>();
  const claims = openClaims();
  let [commits, told] = [0, 0];
  const tell = ({ id }: SectionCommit, { summary, type, scope, note, pull }: Title, category: Category): string => {
    told += 1;
    return ownText(render({ commit: id, category, summary, type, scope, note, pull }));
  };
  const put = (category: Category, part: string | Pending): void => {
    let bucket = buckets.get(category);
    if (bucket === undefined) {
      bucket = openBucket(pack);
      buckets.set(category, bucket);
    }
    bucket.put(part);
  };
  const isTold = ({ title, isMerge, inPull }: SectionCommit): boolean => {
    const pull = title?.pull;
    if (pull === undefined) return !isMerge && !inPull;
    if (pulls.has(pull)) return false;
    pulls.add(pull);
    return true;
  };
  return {
    entries: () => new Map([...buckets].map(([category, { parts }]) => [category, parts])),
    add: (commit) => {
      commits += 1;
      const { id, subject, title, body, isFallen } = commit;
      const claim = claims.on(id, title?.pull, title?.title ?? subject);
      if (claim !== undefined) {
        if (claim.text !== "") told -= 1;
        claim.isDropped = true;
        if (claim.isRevert) return true;
      }
      if (isFallen || title === undefined) return false;
      const [original] = body.includes("(cherry picked from commit ") ? pickedFrom(body) : [];
      const category = categoryOf(title, [], noRules);
      const text = isTold(commit) ? tell(commit, title, category) : "";
      if (title.reverts === undefined && original === undefined) {
        if (text !== "") put(category, text);
        return false;
      }
      const pending = { text, isDropped: false, isRevert: original === undefined };
      if (text !== "") put(category, pending);
      claims.make(original === undefined ? (title.reverts ?? {}) : { commit: original }, pending);
      return false;
    },
    commits: () => commits,
    told: () => told,
  };
};

interface Bucket {
  readonly parts: readonly Part[];
  readonly put: (part: string | Pending) => void;
}

/** The lines of one category; what cannot fall away any more is put aside now and then. */
const openBucket = (pack: SectionsWish["pack"]): Bucket => {
  const parts: Part[] = [];
  let settled = 0;
  return {
    parts,
    put: (part) => {
      parts.push(part);
      settled = typeof part === "string" ? settled + 1 : 0;
      if (settled < packedAtOnce) return;
      parts.push(pack(parts.splice(-settled).join("")));
      settled = 0;
    },
  };
};

const packedAtOnce = 512;

const noRules = { types: {}, labels: {} };

interface Claim extends Pending {
  readonly isRevert: boolean;
}

/**
 * What reverts and picks say of commits that are yet to come. The oldest of several reverts of one commit is the one that took it back, and it comes
 * last.
 */
const openClaims = () => {
  const ids = new Map<string, Claim>();
  const pulls = new Map<number, Claim>();
  const subjects = new Map<string, Claim>();
  return {
    make: ({ commit, pull, subject }: RevertClaim, claim: Claim): void => {
      if (commit !== undefined) ids.set(commit.slice(0, 7), claim);
      else if (pull !== undefined) pulls.set(pull, claim);
      else if (subject !== undefined) subjects.set(ownText(withoutNumber(subject)), claim);
    },
    /** The claim on a commit, which is settled with it. */
    on: (id: string, pull: number | undefined, title: string): Claim | undefined =>
      settled(ids, ids.size === 0 ? "" : id.slice(0, 7)) ??
      (pull === undefined ? undefined : settled(pulls, pull)) ??
      settled(subjects, subjects.size === 0 ? "" : withoutNumber(title)),
  };
};

const settled = <Key>(claims: Map<Key, Claim>, key: Key): Claim | undefined => {
  const claim = claims.size === 0 ? undefined : claims.get(key);
  if (claim !== undefined) claims.delete(key);
  return claim;
};

const withoutNumber = (subject: string): string => {
  const open = subject.endsWith(")") ? subject.lastIndexOf(" (#") : -1;
  return open > 0 ? subject.slice(0, open) : subject;
};
