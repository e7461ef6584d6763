import { hashOf } from "../canonical.ts";
import type { Json } from "../known.ts";
import type { Said } from "../ports/journal.ts";
import type { Entry } from "./event.ts";

/** What the first entry names as the hash before it. */
export const noHash = "0".repeat(64);

/** Gives events their places after `last` (undefined for the first): sequence, previous hash, own hash. */
export const chain = (
  release: string,
  last: { readonly sequence: number; readonly hash: string } | undefined,
  said: readonly Said[],
): readonly Entry[] => {
  const entries: Entry[] = [];
  let before = last ?? { sequence: 0, hash: noHash };
  for (const each of said) {
    const body = { release, sequence: before.sequence + 1, at: each.at, actor: each.actor, event: each.event, previous: before.hash };
    const entry = { ...body, hash: hashOfEntry(body) };
    entries.push(entry);
    before = entry;
  }
  return entries;
};

/**
 * The first entry that does not follow from the one before, whose hash is not that of its content, or that is another release's. The content
 * of the first `verified` entries was held against their hashes before.
 */
export const firstBreak = (
  entries: readonly Entry[],
  release = entries[0]?.release,
  verified = 0,
): { readonly sequence: number; readonly reason: string } | undefined => {
  let previous = noHash;
  for (const [at, entry] of entries.entries()) {
    if (entry.release !== release) return { sequence: at + 1, reason: `it is an entry of ${entry.release}` };
    if (entry.sequence !== at + 1) return { sequence: at + 1, reason: `sequence ${entry.sequence} stands in its place` };
    if (entry.previous !== previous) return { sequence: entry.sequence, reason: "it does not follow the entry before" };
    const { hash, ...body } = entry;
    if (at >= verified && hashOfEntry(body) !== hash) return { sequence: entry.sequence, reason: "its content was changed" };
    previous = hash;
  }
  return undefined;
};

const hashOfEntry = (body: Omit<Entry, "hash">): string => hashOf(body as unknown as Json);
