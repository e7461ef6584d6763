/** The candidates most like a text that was probably mistyped, best first; none when nothing is near. Texts are compared by their first 80 characters. */
export const closest = (text: string, candidates: readonly string[], most = 3): readonly string[] => {
  const meant = text.trim().toLowerCase().slice(0, 80);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(meant, candidate.toLowerCase().slice(0, 80)) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(Math.max(candidate.length, meant.length) / 2)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
};

/** Levenshtein's distance: how many characters must be put in, left out or changed. */
const editDistance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let line = 1; line <= from.length; line += 1) {
    const above = row;
    row = [line];
    for (let at = 1; at <= to.length; at += 1) {
      const changed = (above[at - 1] ?? 0) + (from[line - 1] === to[at - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[at] ?? 0) + 1, (row[at - 1] ?? 0) + 1));
    }
  }
  return row[to.length] ?? 0;
};
