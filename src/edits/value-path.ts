/** A place in a structured file: names of keys and positions in lists. */
export type ValuePath = readonly (string | number)[];

/**
 * Reads `image.default`, `dependencies[0].version` or `packages[""].version`; a key with dots or brackets stands quoted in brackets.
 * Nothing when the text is not such a path.
 */
export const parseValuePath = (text: string): ValuePath | undefined => {
  const path: (string | number)[] = [];
  const part = /(?:^|(\.))([^.[\]"]+)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/suy;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (found === null || (found[1] === "." && path.length === 0)) return undefined;
    const key = found[2] ?? (found[3] === undefined ? unquoted(found[4]) : Number(found[3]));
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path.length === 0 ? undefined : path;
};

/** Whether two paths name the same place. */
export const samePath = (a: ValuePath, b: ValuePath): boolean => a.length === b.length && a.every((key, at) => key === b[at]);

const unquoted = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : String(JSON.parse(text));
  } catch {
    return undefined;
  }
};
