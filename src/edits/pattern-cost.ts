/**
 * An upper bound of the steps a pattern can take on a text, found before it runs, because nothing can stop a JavaScript pattern once it does.
 * Backtracking tries at most the product of all repetitions, from every place where a match may begin; the length of a repetition is the
 * longest run its character really has in the text. What multiplies without bound (a repetition inside a repetition) or cannot be bounded
 * by counting (back-references) is refused.
 */
export const patternCost = (pattern: string, text: string): number | string => {
  if (pattern.length > longestPattern) return `a pattern longer than ${longestPattern} characters`;
  try {
    const cursor: Cursor = { pattern, at: 0, text, runs: new Map() };
    const { ways } = readAlternatives(cursor, 0);
    return ways * startsOf(pattern, text) * Math.max(1, pattern.length / 10);
  } catch (error) {
    if (error instanceof UnsafePattern) return error.message;
    throw error;
  }
};

const longestPattern = 500;
const deepest = 20;

class UnsafePattern extends Error {}

interface Cursor {
  readonly pattern: string;
  at: number;
  readonly text: string;
  readonly runs: Map<string, number>;
}

/** The number of ways a part can match at one place, and whether it is a single character. */
interface Part {
  readonly ways: number;
  readonly character?: string;
}

const readAlternatives = (cursor: Cursor, depth: number): Part => {
  if (depth > deepest) throw new UnsafePattern(`groups nested deeper than ${deepest}`);
  let total = 0;
  let ways = 1;
  for (; cursor.at < cursor.pattern.length && cursor.pattern.charAt(cursor.at) !== ")"; ) {
    if (cursor.pattern.charAt(cursor.at) === "|") {
      total += ways;
      ways = 1;
      cursor.at++;
    } else ways *= repeated(cursor, readAtom(cursor, depth));
  }
  return { ways: total + ways };
};

const readAtom = (cursor: Cursor, depth: number): Part => {
  const rest = cursor.pattern.slice(cursor.at);
  if (rest.startsWith("(")) {
    cursor.at += /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/.exec(rest)?.[0].length ?? 1;
    const group = readAlternatives(cursor, depth + 1);
    cursor.at++;
    return group;
  }
  if (/^\\(?:[1-9]|k<)/.test(rest)) throw new UnsafePattern("a back-reference");
  const atom =
    /^(?:\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[A-Za-z]|\\.|.)/su.exec(rest)?.[0] ??
    rest.charAt(0);
  cursor.at += atom.length;
  return { ways: 1, character: atom };
};

const repeated = (cursor: Cursor, part: Part): number => {
  const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(cursor.pattern.slice(cursor.at));
  if (found === null) return part.ways;
  cursor.at += found[0].length;
  const [, sign, low, comma, high] = found;
  if (sign === "?") return part.ways + 1;
  const most = sign !== undefined || (comma !== undefined && high === "") ? Number.POSITIVE_INFINITY : Number(high ?? low);
  if (part.character !== undefined) {
    const run = Math.min(most, longestRun(cursor, part.character));
    return comma === undefined && sign === undefined ? 1 : run + 1;
  }
  if (most <= 10) return (part.ways + (comma === undefined ? 0 : 1)) ** most;
  if (part.ways > 1) throw new UnsafePattern("a repetition inside a repetition");
  return cursor.text.length + 1;
};

const longestRun = (cursor: Cursor, character: string): number => {
  const known = cursor.runs.get(character);
  if (known !== undefined) return known;
  let longest = 0;
  for (const [run] of cursor.text.matchAll(new RegExp(`(?:${character})+`, "gmu"))) longest = Math.max(longest, run.length);
  cursor.runs.set(character, longest);
  return longest;
};

/** A match can begin only where the literal text at the head of the pattern stands; an alternative may begin with something else. */
const startsOf = (pattern: string, text: string): number => {
  const [whole = "", head = ""] = /^\^?((?:[\w"': /=@,`<>#;%&!-]|\\[.|()[\]{}*+?/$^\\-])*)/.exec(pattern) ?? [];
  const characters = head.match(/\\.|./g) ?? [];
  const literal = (/[*+?{]/.test(pattern.charAt(whole.length)) ? characters.slice(0, -1) : characters).map((one) => one.at(-1)).join("");
  return literal === "" || /(?<!\\)\|/.test(pattern) ? text.length + 1 : text.split(literal).length;
};
