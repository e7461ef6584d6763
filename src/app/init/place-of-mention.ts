import type { Place } from "../../domain/train.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { editAt } from "../../edits/edit-at.ts";
import type { Mention } from "./find-mentions.ts";
import { guessedValue } from "./guessed-file.ts";

/** A place that an edit can name, and what the edit writes there. */
export interface NamedPlace {
  readonly place: Place;
  readonly to: string;
}

/**
 * Names the place of a mention so that it is found again in the next release: the value by its path, where no position in a list is needed for
 * that, else by what stands around it on its line. Tried before it is told: the edit must change exactly these bytes.
 */
export const placeOfMention = (file: string, text: string, mention: Mention): NamedPlace | undefined =>
  atValue(file, text, mention) ?? patternsFor(mention).find((named) => isExact(file, text, mention, named));

/** The same for a text that stands several times, all of which mean the same: by what stands just before each. */
export const placeOfEvery = (file: string, text: string, mention: Mention, before: string): NamedPlace | undefined => {
  const place: Place = { is: "pattern", pattern: `${escaped(before)}${anyVersion}`, every: true };
  const same = applyEdit(text, editAt(file, place, mention.spelling.text));
  const other = applyEdit(text, editAt(file, place, probe));
  return same.is === "edited" && same.text === text && other.is === "edited" && other.text !== text
    ? { place, to: mention.spelling.template }
    : undefined;
};

const probe = "987.654.321";

const atValue = (file: string, text: string, mention: Mention): NamedPlace | undefined => {
  const { value, spelling } = mention;
  const guessed = value === undefined ? undefined : guessedValue(file, text, value, { holds: spelling.text, template: spelling.template });
  return guessed !== undefined && isExact(file, text, mention, guessed) ? guessed : undefined;
};

const isExact = (file: string, text: string, { start, end, spelling, value }: Mention, { place, to }: NamedPlace): boolean => {
  const written = (version: string): string => (place.is === "at" ? (value?.value ?? "").replace(spelling.text, () => version) : version);
  if (to.length > 300 || (place.is === "pattern" && place.pattern.length > 300)) return false;
  const same = applyEdit(text, editAt(file, place, written(spelling.text)));
  if (same.is === "refused" || same.text !== text) return false;
  const other = applyEdit(text, editAt(file, place, written(probeFor(spelling.template))));
  return other.is === "edited" && other.text === text.slice(0, start) + probeFor(spelling.template) + text.slice(end);
};

const probeFor = (template: string): string => (template.includes(", ") ? "987, 654, 321" : probe);

/** From the most readable: the line up to the version, then as few of its nearest words as tell it from others, then those with what follows. */
const patternsFor = ({ before, behind, spelling }: Mention): readonly NamedPlace[] => {
  const groups = spelling.template.includes(", ") ? ["(\\d+, \\d+, \\d+)"] : [anyVersion, "([\\w.-]*\\w)"];
  const starts = before.length <= 60 && !/\d\.\d/.test(before) ? [`^${escaped(before)}`] : [];
  const follows = /^(?:-[a-z]{2,20}|[^\w\s.-] ?[a-z]{0,20})/i.exec(behind)?.[0];
  const ends = ["", ...(follows === undefined ? [] : [escaped(follows)])];
  return [...starts, ...nearestWords(before).map(escaped)].flatMap((start) =>
    ends.flatMap((end) =>
      groups.map((group) => ({ place: { is: "pattern", pattern: `${start}${group}${end}` }, to: spelling.template }) as const),
    ),
  );
};

/** What ends a line's beginning, from a few letters on to forty: whole words, and no number, which another release may change. */
const nearestWords = (before: string): readonly string[] => {
  const near = /[^\d\n]{0,40}$/u.exec(before)?.[0] ?? "";
  const cuts = [...near.matchAll(/(?<=[\s/|(["'`=,;])(?=\S)/g)].map(({ index }) => near.slice(index));
  return [near, ...cuts].filter((words) => words.trim().length >= 5).toReversed();
};

const anyVersion = "([\\w.-]+)";

/** Fixed text in a pattern. */
export const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
