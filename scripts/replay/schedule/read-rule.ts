import { type Weekday, weekdays } from "../../../src/domain/plain-date.ts";

/** What a sentence about a release calendar says, in the words of a configuration. What it leaves open is undefined or empty. */
export interface ReadRule {
  /** `month`, `quarter`, `6 weeks`, `4 weeks, 1 spare in 13`. */
  readonly every: string | undefined;
  /** `last monday`, `day 15`, `wednesday`: the one that holds now is last, former ones before it. */
  readonly release: readonly string[];
  /** The first of the months that are named (`of Feb/May/Aug/Nov`), 1 to 12. */
  readonly month: number | undefined;
  readonly freeze: string | undefined;
  /** Which day it is that comes so often. */
  readonly counts: "release" | "first candidate";
  /** The sentence calls itself an aim, so the days are what was published. */
  readonly isAim: boolean;
}

/**
 * Reads a sentence such as "every four weeks on Monday (13th week of a quarter is spare); freeze on the Wednesday before". Its pieces stand between
 * semicolons and in brackets. One that speaks of the freeze or of a first candidate *before* something gives the freeze; the others the rhythm.
 */
export const readRule = (sentence: string): ReadRule => {
  const pieces = piecesOf(sentence);
  const isBefore = (piece: string): boolean => /\b(?:freeze|rc|candidate|branch)\b.*\bbefore\b/.test(piece);
  const rhythm = pieces.filter((piece) => !isBefore(piece));
  const release = first(rhythm, releaseIn) ?? [];
  return {
    // A day of the month without more comes every month.
    every: first(rhythm, everyIn) ?? (release.some((words) => words.includes(" ")) ? "month" : undefined),
    release,
    month: first(rhythm, monthIn),
    freeze: first(pieces.filter(isBefore), freezeIn),
    counts: rhythm.some((piece) => /\bfirst (?:rc|candidate) every\b/.test(piece)) ? "first candidate" : "release",
    isAim: pieces.some((piece) => /\b(?:aim|goal|target|roughly|approximately)\b/.test(piece)),
  };
};

const numbers = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const day = `(?:${weekdays.join("|")})`;
const nth = "(?:first|second|third|fourth|last)";

/** Lower case, numbers as digits, one word for each thing. */
const piecesOf = (sentence: string): readonly string[] =>
  sentence
    .toLowerCase()
    .replace(/\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/g, (word) => String(numbers.indexOf(word)))
    .replace(/\b(\d+)(?:st|nd|rd|th)\b/g, "$1")
    .replace(/\b(?:pre-release|release candidate)\b/g, "candidate")
    .replace(/\brc\.?\d\b/g, "rc")
    .replace(/\bwork(?:ing)? days?\b/g, "business days")
    .split(/[;()]/)
    .map((piece) => piece.replace(/\s+/g, " ").trim())
    .filter((piece) => piece !== "");

const first = <T>(pieces: readonly string[], read: (piece: string, all: readonly string[]) => T | undefined): T | undefined => {
  for (const piece of pieces) {
    const found = read(piece, pieces);
    if (found !== undefined) return found;
  }
  return undefined;
};

const everyIn = (piece: string, all: readonly string[]): string | undefined => {
  const found = /\bevery (?:(\d+|other) )?(week|month|quarter)s?\b/.exec(piece);
  if (found !== null) {
    const count = found[1] === "other" ? 2 : Number(found[1] ?? 1);
    const spare = first(all, spareIn);
    const unit = count === 1 ? (found[2] ?? "") : `${count} ${found[2]}s`;
    return spare === undefined || found[2] !== "week" ? unit : `${unit}, ${spare % count} spare in ${spare}`;
  }
  if (/\b(?:monthly|calver yy\.m)\b/.test(piece)) return "month";
  if (/\bquarterly\b/.test(piece)) return "quarter";
  return /\bweekly\b/.test(piece) ? "week" : undefined;
};

/** "13th week of a quarter is spare": the round has as many weeks. */
const spareIn = (piece: string): number | undefined => {
  const found = /\b(\d+) week of (?:a|the|each|every) (?:quarter|round) is spare\b/.exec(piece);
  return found === null ? undefined : Number(found[1]);
};

const releaseIn = (piece: string): readonly string[] | undefined => {
  const shift = /\bor (?:the )?(next|previous) business day\b/.exec(piece);
  const ending = shift === null ? "" : ` or ${shift[1]} business day`;
  const found = new RegExp(`\\b(${nth}) (${day})\\b(?:,? formerly (?:(${nth}) )?(${day}))?`).exec(piece);
  if (found !== null) {
    const former = found[4] === undefined ? [] : [`${found[3] ?? found[1]} ${found[4]}${ending}`];
    return [...former, `${found[1]} ${found[2]}${ending}`];
  }
  const number = /\bon the (\d+)\b/.exec(piece);
  if (number !== null) return [`day ${number[1]}${ending}`];
  if (/\blast day of the month\b/.test(piece)) return [`last day${ending}`];
  const weekday = new RegExp(`\\bevery [a-z0-9 ]*weeks? on (${day})\\b`).exec(piece);
  return weekday === null ? undefined : [`${weekday[1]}${ending}`];
};

const monthIn = (piece: string): number | undefined => {
  const found = new RegExp(`\\bof ((?:${months.join("|")})[a-z]*)(?:/|, | and )`).exec(piece);
  return found === null ? undefined : months.indexOf((found[1] ?? "").slice(0, 3)) + 1;
};

/** A weekday named beside a number of days is the last such day before the release, however many days that is. */
const freezeIn = (piece: string): string | undefined => {
  const weekday = new RegExp(`\\bon (?:the )?(${day})( of the week)?\\b`).exec(piece);
  const amount = /\b(\d+) (business days?|days?|weeks?) before\b/.exec(piece);
  const name = weekday?.[1] as Weekday | undefined;
  if (amount === null) return name === undefined ? undefined : `${name}${weekday?.[2] === undefined ? "" : " of the week"} before`;
  if (name === undefined) return `${amount[1]} ${amount[2]} before`;
  return amount[2]?.startsWith("week") ? `${name} ${amount[1]} ${amount[2]} before` : `${name} before`;
};
