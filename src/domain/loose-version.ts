/**
 * Versions as changelogs and feeds really spell them (`1.1.0.1`, `v4.2`, `25.10.0`, `3.1.0-rc4`), for ordering what already stands in a file.
 * What Signalbox releases is always a strict version (`domain/version.ts`).
 */
export interface LooseVersion {
  readonly numbers: readonly number[];
  readonly pre: readonly string[];
}

/** The version a text is, with or without `v`; nothing if it is anything else. */
export const parseLooseVersion = (text: string): LooseVersion | undefined => {
  const found = text.length > 128 ? null : /^[vV]?(\d{1,9}(?:\.\d{1,9})*)(?:-([\dA-Za-z.-]+))?(?:\+[\dA-Za-z.-]+)?$/.exec(text);
  if (found?.[1] === undefined) return undefined;
  return { numbers: found[1].split(".").map(Number), pre: found[2]?.split(/[.-]/) ?? [] };
};

/** Negative when `a` comes before `b`; a missing number counts as zero and a pre-release comes before its release. */
export const compareLooseVersions = (a: LooseVersion, b: LooseVersion): number => {
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at++) {
    const order = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (order !== 0) return order;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  return a.pre.join(".").localeCompare(b.pre.join("."), "en", { numeric: true });
};
