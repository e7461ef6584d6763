/** A place in a structured file: names of keys, positions in lists, and items of lists that are named by what they say. */
export type ValuePath = readonly PathPart[];

export type PathPart = string | number | ItemWhere;

/** The one item of a list whose `key` says `is`: the order of a list changes sooner than the name of what is in it. */
export interface ItemWhere {
  readonly key: string;
  readonly is: string;
}

/**
 * Reads `image.default`, `dependencies[0].version`, `images[name="acme/app"].newTag` or `packages[""].version`; a key with dots, brackets or
 * quotes stands quoted in brackets. Nothing when the text is not such a path.
 */
export const parseValuePath = (text: string): ValuePath | undefined => {
  const path: PathPart[] = [];
  const part = /(?:^|(\.))([^.[\]"]+)|\[(\d{1,9})\]|\[(?:([^.[\]"=]+)=)?("(?:[^"\\]|\\.)*")\]/suy;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (found === null || (found[1] === "." && path.length === 0)) return undefined;
    const [, , name, position, key, quoted] = found;
    const word = name ?? unquoted(quoted);
    if (position !== undefined) path.push(Number(position));
    else if (word === undefined) return undefined;
    else path.push(key === undefined ? word : { key, is: word });
  }
  return path.length === 0 ? undefined : path;
};

/** The path as `parseValuePath` reads it. */
export const formatValuePath = (path: ValuePath): string =>
  path
    .map((part, at) => {
      if (typeof part === "number") return `[${part}]`;
      if (typeof part === "object") return `[${part.key}=${JSON.stringify(part.is)}]`;
      return /^[^.[\]"]+$/su.test(part) ? `${at === 0 ? "" : "."}${part}` : `[${JSON.stringify(part)}]`;
    })
    .join("");

const unquoted = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : String(JSON.parse(text));
  } catch {
    return undefined;
  }
};
