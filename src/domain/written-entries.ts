/** One entry of a list in Markdown as somebody wrote it. */
export interface WrittenEntry {
  /** Number of its first line in the text, from 0. */
  readonly at: number;
  readonly lines: readonly string[];
  /** Heading line of its group, where there is one. */
  readonly group: string | undefined;
  /** By what the entry is recognised: its pull request numbers, else its words. */
  readonly keys: readonly string[];
}

/** The entries of a section; the first line is its heading and names no group. */
export const writtenEntries = (section: string): readonly WrittenEntry[] => {
  const found: { at: number; lines: string[]; group: string | undefined }[] = [];
  let group: string | undefined;
  let open = false;
  for (const [at, line] of section.replaceAll("\r\n", "\n").split("\n").entries()) {
    const isHeading = /^#{1,6} /.test(line);
    if (isHeading && at > 0) group = line;
    if (bullet.test(line)) found.push({ at, lines: [line], group });
    else if (open && /^\s+\S/.test(line)) found.at(-1)?.lines.push(line);
    open = bullet.test(line) || (open && /^\s+\S/.test(line));
  }
  return found.map((each) => ({ ...each, keys: keysOf(each.lines.join(" ")) }));
};

/** Every number of a pull request or an issue that a text names: `#12`, or at the end of its address. */
export const numbersNamed = (text: string): readonly number[] =>
  [...text.matchAll(/(?:(?<![\w&])#|\/(?:pull|issues)\/)(\d{1,9})\b/g)].map((found) => Number(found[1]));

const bullet = /^\s{0,3}[-*+] /;

const keysOf = (text: string): readonly string[] => {
  const numbers = [...text.matchAll(/(?<![\w&])#(\d{1,9})\b/g)].map((found) => `#${found[1]}`);
  return numbers.length > 0
    ? numbers
    : [
        text
          .replace(bullet, "")
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
          .trim(),
      ];
};
