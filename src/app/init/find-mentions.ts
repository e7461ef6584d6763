import { structureOf } from "../../domain/structured-file.ts";
import type { StandingValue } from "../../edits/list-values.ts";
import { listValues } from "../../edits/list-values.ts";
import type { Spelling } from "./standing-version.ts";

/** A version found in a text, with everything around it that tells whether it means the product. */
export interface Mention {
  readonly spelling: Spelling;
  readonly start: number;
  readonly end: number;
  /** What stands on its line before and behind it. */
  readonly before: string;
  readonly behind: string;
  /** The value of a structured file that it stands in. */
  readonly value: StandingValue | undefined;
}

/** Every place of a text where one of these spellings stands as a version of its own, not as a part of a longer one; in the order of the text. */
export const findMentions = (file: string, text: string, spellings: readonly Spelling[]): readonly Mention[] => {
  const found = spellings.flatMap((spelling) => placesOf(text, spelling.text).map((start) => ({ spelling, start })));
  if (found.length === 0) return [];
  const values = text.length > largestParsed && structureOf(file) !== "json" ? [] : listValues(text, file);
  return found
    .toSorted((a, b) => a.start - b.start)
    .map(({ spelling, start }) => {
      const end = start + spelling.text.length;
      const value = valueAround(values, start, end);
      return { spelling, start, end, before: lineBefore(text, start), behind: lineBehind(text, end), value };
    });
};

/** Files that a tool made of others; their parser would take seconds for each. */
const largestParsed = 400_000;

/** A line that is longer is no line that a person wrote. */
const longestLine = 2000;

const mostPlaces = 200;

const placesOf = (text: string, spelt: string): readonly number[] => {
  const places: number[] = [];
  for (let at = text.indexOf(spelt); at >= 0 && places.length < mostPlaces; at = text.indexOf(spelt, at + spelt.length))
    if (standsAlone(text, at, at + spelt.length)) places.push(at);
  return places;
};

/** `v1.2.3`, `release-1.2.3` and `1.2.3-alpine` are the version; `11.2.3`, `1.2.3.4`, `1.2.3-rc.1` and `1.2.30` are another one. */
const standsAlone = (text: string, start: number, end: number): boolean =>
  !/[\w.]$/.test(text.slice(Math.max(0, start - 2), start).replace(/(?<![A-Za-z\d])v$/, "")) &&
  !/^(?:\d|\.\d|[-.]?(?:rc|alpha|beta|dev|pre|snapshot)|-\d|\+)/i.test(text.slice(end, end + 10));

const lineBefore = (text: string, at: number): string => {
  const from = text.lastIndexOf("\n", at - 1) + 1;
  return text.slice(Math.max(from, at - longestLine), at);
};

const lineBehind = (text: string, at: number): string => {
  const end = text.indexOf("\n", at);
  return text.slice(at, Math.min(end < 0 ? text.length : end, at + longestLine)).replace(/\r$/, "");
};

/** Values stand in the order of the file and apart from each other. */
const valueAround = (values: readonly StandingValue[], start: number, end: number): StandingValue | undefined => {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle]?.end ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  const value = values[low];
  return value !== undefined && value.start <= start ? value : undefined;
};
