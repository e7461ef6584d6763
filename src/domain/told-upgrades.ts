import type { PastSection } from "./past-sections.ts";
import { bulletsOf } from "./read-entry-form.ts";

/**
 * Whether a sentence tells of a new version of something of which sections before told one too: most teams leave out what they depend on, and tell of a
 * few things by name.
 */
export const toldUpgrades = (past: readonly PastSection[]): ((sentence: string) => boolean) => {
  const told = new Set(past.flatMap(({ text }) => bulletsOf(text).flatMap((bullet) => upgraded(bullet.text))));
  return (sentence) => upgraded(sentence).some((name) => told.has(name));
};

/** What a sentence says is new in another version: the first words behind the verb, or the part of the product in front of it: `Storage: update to latest`. */
const upgraded = (sentence: string): readonly string[] => {
  const [, before = "", after = ""] = pattern.exec(withoutReferences(sentence.slice(0, 400)).toLowerCase()) ?? [];
  const named = namesIn(after).slice(0, 2);
  return named.length > 0 ? named : namesIn(before.slice(-40)).slice(-1);
};

const pattern = /^(.{0,80}?)\b(?:bump|update|upgrade)(?:s|d|ed|ing)?\b:?(.{0,80})/;

/** An entry's links and the places of one are no names. */
const withoutReferences = (text: string): string => text.replaceAll(/\[[^\][]{0,80}\]\([^()\s]{0,200}\)|https?:\/\/\S{1,300}/g, " ");

const namesIn = (text: string): readonly string[] => (text.match(/[a-z][a-z\d_]{3,40}/g) ?? []).filter((word) => !general.has(word));

const general: ReadonlySet<string> = new Set(
  (
    "with from that this which into also when latest main master version versions release dependency dependencies deps package packages module " +
    "modules library libraries image images base build chore feat docs test tests strings file files docker dockerfile github.com golang.org changelog " +
    "fix fixes used uses using vendor vendored minor major patch code default new the and for all github google golang npm"
  ).split(" "),
);
