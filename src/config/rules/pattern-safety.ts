/**
 * Why a pattern must not run on a file, or nothing. Nothing can stop a JavaScript pattern once it runs, so what multiplies without bound (a
 * repetition of something that repeats) or cannot be bounded by counting (a back-reference) is refused; the edit bounds the rest by the file.
 */
export const unsafePattern = (pattern: string): string | undefined => {
  if (groupsOf(pattern) !== 1) return "a regular expression with exactly one group ( ), the version; other groups as (?: )";
  if (/\\(?:[1-9]|k<)/.test(pattern)) return "a pattern without back-references";
  return repeatsARepetition(pattern) ? "a pattern in which nothing that repeats is repeated: it could take for ever" : undefined;
};

const groupsOf = (pattern: string): number | undefined => {
  try {
    const found = new RegExp(`${pattern}|`, "mu").exec("");
    return found === null ? undefined : found.length - 1;
  } catch {
    return undefined;
  }
};

/** Walks the pattern with a stack of groups: whether each holds a repetition or a choice, which repeated again may match in many ways. */
const repeatsARepetition = (pattern: string): boolean => {
  const tokens = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<[^>]*>)|[()|]|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/gu) ?? [];
  const open: boolean[] = [];
  let manyWays = false;
  let closed = false;
  for (const token of tokens) {
    const repeats = /^(?:[*+]|\{\d+,)/.test(token) || /^\{\d{2,}\}/.test(token);
    if (token.startsWith("(")) {
      open.push(manyWays);
      manyWays = false;
    } else if (token === ")") {
      closed = manyWays;
      manyWays = manyWays || (open.pop() ?? false);
      continue;
    } else if (repeats && closed) return true;
    else if (repeats || token === "|") manyWays = true;
    closed = false;
  }
  return false;
};
