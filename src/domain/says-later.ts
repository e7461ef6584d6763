/**
 * Whether what stands somewhere is later than what would be written there: `1.31.0` than `1.30.1`, `v4.0.0-rc.1` than `v3.9.0`, a day than a
 * day before it. Only of two texts that are spelt alike can this be said; of all others it is not.
 */
export const saysLater = (standing: string, wanted: string): boolean => {
  if (standing.length > 200) return false;
  const [a, b] = [released(standing), released(wanted)];
  if (a.replaceAll(/\d+/g, "0") !== b.replaceAll(/\d+/g, "0")) return false;
  const [theirs, ours] = [numbersIn(a), numbersIn(b)];
  const differs = theirs.findIndex((number, at) => number !== ours[at]);
  return differs >= 0 && (theirs[differs] ?? 0) > (ours[differs] ?? 0);
};

/** Without the mark of a pre-release behind it: 4.0.0-rc.1 comes after 3.9.0 as 4.0.0 does. */
const released = (text: string): string => text.replace(/(?<=\d)[-.]?(?:rc|alpha|beta|dev|pre|snapshot)[\w.]*$/i, "");

const numbersIn = (text: string): readonly number[] => (text.match(/\d+/g) ?? []).map(Number);
