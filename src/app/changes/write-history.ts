import { explain } from "../../domain/errors.ts";
import { type HistoryRelease, type HistorySection, historySections, type Packed, type Part } from "../../domain/history-sections.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneLook, LocalClone, TaggedCommit, TakeCommit } from "../../domain/ports/local-clone.ts";
import { releasesIn, versionOfTag } from "../../domain/version.ts";
import { guessedNames } from "./list-rules.ts";
import type { Rendering, WrittenHistory } from "./rendering.ts";

/** Texts put aside until all is known, in memory while they are small. */
export interface Spool {
  readonly pack: (text: string) => Packed;
  /** The texts in this order, piece by piece; each piece is only good until the next. */
  readonly unpack: (texts: readonly Packed[]) => Iterable<Uint8Array>;
  /** Forgets everything. */
  readonly clear: () => void;
}

export interface HistoryWish {
  readonly clone: LocalClone;
  /** Tag pattern; without one as `init` would guess it. */
  readonly tag: string | undefined;
  readonly spool: Spool;
  readonly rendering: (name: string) => Rendering;
  /** Takes the changelog piece by piece, once all of it is known; is done with a piece when it resolves. */
  readonly give: (bytes: Uint8Array) => Promise<void>;
  readonly tell: (commits: number) => void;
}

/**
 * Writes the changelog of a whole history in one pass: everything up to what is checked out, and the releases beside it. git tells commits by date;
 * where a clock was so wrong that a commit came before one that builds on it, the pass is made again in the graph's own order.
 */
export const writeHistory = async (wish: HistoryWish): Promise<WrittenHistory> => {
  const reading = wish.clone.history.everything("date");
  const [look, tags] = await Promise.all([wish.clone.refs.look(), wish.clone.refs.taggedCommits()]);
  const head = look.headCommit;
  if (head === undefined) throw explain("NO_COMMITS", { place: look.place });
  const known = { look, head, tags };
  const written = (await onePass(wish, known, reading)) ?? (await onePass(wish, known, wish.clone.history.everything("graph", head)));
  if (written === undefined) throw explain("GIT_FAILED", { command: "log", message: "it told a commit before one that builds on it" });
  return written;
};

interface Known {
  readonly look: CloneLook;
  readonly head: ObjectId;
  readonly tags: readonly TaggedCommit[];
}

const onePass = async (
  wish: HistoryWish,
  { look, head, tags }: Known,
  reading: (take: TakeCommit) => Promise<void>,
): Promise<WrittenHistory | undefined> => {
  const { spool, give, tell } = wish;
  spool.clear();
  const pattern = wish.tag ?? guessedNames(look).tag;
  const known = new Map(tags.map((each) => [each.tag, each]));
  const releases = releasesIn([...known.keys()], pattern)
    .map(({ tag }): HistoryRelease => ({ tag, version: tag, date: 0, commit: "", ...known.get(tag) }))
    .reverse();
  const name = look.origin ?? look.folder;
  const rendering = wish.rendering(name);
  const done: (readonly Packed[] | undefined)[] = [];
  const finished = (section: HistorySection, place: number): void => {
    done[place] = pack(rendering.section(versioned(section, pattern)), spool);
  };
  const sections = historySections({ releases, head, render: rendering.entry, pack: spool.pack, finished });
  await reading((id, parents, subject, body) => {
    sections.add(id, parents, subject, body);
    if (sections.commits() % 4096 === 0) tell(sections.commits());
  });
  if (!sections.end()) return undefined;
  const written = { name, releases: releases.length, commits: sections.commits(), changes: sections.told() };
  const between = spool.pack(rendering.between);
  const texts = done.toReversed().filter((parts) => parts !== undefined);
  const inOrder = texts.flatMap((parts, at) => (at === 0 ? parts : [between, ...parts]));
  for (const bytes of spool.unpack([spool.pack(rendering.head), ...inOrder, spool.pack(rendering.tail(written))])) await give(bytes);
  return written;
};

const versioned = (section: HistorySection, pattern: string): HistorySection => {
  const { release } = section;
  if (release === undefined) return section;
  const [before = "", after = ""] = pattern.split("{version}");
  const version =
    versionOfTag(pattern, release.tag) === undefined ? release.tag : release.tag.slice(before.length, release.tag.length - after.length);
  return { ...section, release: { ...release, version } };
};

/** Joins what need not be kept apart. */
const pack = (parts: readonly Part[], spool: Spool): readonly Packed[] => {
  const packed: Packed[] = [];
  let text: string[] = [];
  const close = (): void => {
    if (text.length > 0) packed.push(spool.pack(text.join("")));
    text = [];
  };
  for (const part of parts) {
    if (typeof part === "string") text.push(part);
    else if ("at" in part) {
      close();
      packed.push(part);
    } else if (!part.isDropped) text.push(part.text);
  }
  close();
  return packed;
};
