/** Keys and positions from the root of the configuration to a value. */
export type Path = readonly (string | number)[];

/** Offsets into the text, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the key and the value of a path stand, and whether the value was written without quotes. */
export interface Place {
  readonly key: Span | undefined;
  readonly value: Span;
  /** The text of a scalar as it was written, without quotes; nothing for lists and sections. */
  readonly plain: string | undefined;
}

/** Places by path, as `placeKey` spells it. */
export type Places = ReadonlyMap<string, Place>;

export const placeKey = (path: Path): string => JSON.stringify(path);

/** `announce.slack[0].channel`, as people write it; keys with other characters stand quoted in brackets. */
export const showPath = (path: Path): string =>
  path
    .map((part, at) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^[A-Za-z0-9_-]+$/.test(part)) return `[${JSON.stringify(part)}]`;
      return at === 0 ? part : `.${part}`;
    })
    .join("");

/** The place of a path, or of the nearest thing around it that is written down. */
export const nearestPlace = (places: Places, path: Path): Place | undefined => {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = places.get(placeKey(path.slice(0, length)));
    if (found !== undefined) return found;
  }
  return undefined;
};
