import { type LooseVersion, parseLooseVersion } from "./loose-version.ts";
import type { TextRange } from "./text-range.ts";

/** A part of a changelog from its heading to the next one that begins a part, blank lines behind it included. */
export interface ChangelogPart extends TextRange {
  readonly is: "version" | "unreleased";
  readonly level: number;
  readonly version?: LooseVersion;
}

/** The parts of a changelog in the order of the file, and where the title and preamble end. */
export interface ChangelogOutline {
  readonly parts: readonly ChangelogPart[];
  readonly preambleEnd: number;
}

/**
 * Finds the version headings of a changelog: `## [1.2.3] - 2021-10-21`, `### 1.29.0 - Thursday 21 October 2021`, `# v1.2.3`,
 * `## <small>6.0.11 (2025-01-21)</small>`, `## paperless-ngx 2.13.4`, underlined ones too; levels may be mixed, as tools that give patches a
 * smaller heading do. Headings in code blocks and comments are text. A part also ends at a heading above its own level that is no version.
 */
export const outlineChangelog = (text: string): ChangelogOutline => {
  const headings = withoutTitle(headingsOf(text));
  const parts: ChangelogPart[] = [];
  for (const [at, heading] of headings.entries()) {
    if (heading.is === "other") continue;
    let next = at + 1;
    while (headings[next]?.is === "other" && (headings[next]?.level ?? 0) >= heading.level) next += 1;
    const end = headings[next]?.start ?? text.length;
    const { start, level, version } = heading;
    parts.push({ is: heading.is, start, end, level, ...(version === undefined ? {} : { version }) });
  }
  const title = headings[0];
  const preambleEnd = headings.slice(1).find(({ start }) => start > (title?.start ?? 0))?.start ?? text.length;
  return { parts, preambleEnd };
};

interface Heading {
  readonly start: number;
  readonly level: number;
  readonly is: "version" | "unreleased" | "other";
  readonly version?: LooseVersion;
}

const headingsOf = (text: string): readonly Heading[] => {
  const headings: Heading[] = [];
  let fence: string | undefined;
  let comment = false;
  let before = { start: 0, line: "" };
  for (let start = 0, next = 0; start <= text.length; start = next) {
    const end = text.indexOf("\n", start);
    next = (end < 0 ? text.length : end) + 1;
    const line = text.slice(start, text.charCodeAt(next - 2) === carriageReturn ? next - 2 : next - 1);
    const opened = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (opened?.startsWith(fence) && line.trim() === opened) fence = undefined;
    } else if (comment) comment = !line.includes("-->");
    else if (opened !== undefined) fence = opened;
    else if (/^ {0,3}<!--/.test(line)) comment = !line.includes("-->");
    else {
      const marks = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line);
      const underlined = /^(?:=+|-{2,})[ \t]*$/.test(line) && /^[^\s#>*+|-]/.test(before.line);
      if (marks?.[1] !== undefined) headings.push({ start, level: marks[1].length, ...meaning(marks[2] ?? "") });
      else if (underlined) headings.push({ start: before.start, level: line.startsWith("=") ? 1 : 2, ...meaning(before.line) });
    }
    before = { start, line: fence !== undefined || comment ? "" : line };
  }
  return headings;
};

const carriageReturn = 13;

const meaning = (heading: string): Pick<Heading, "is" | "version"> => {
  const plain = heading
    .slice(0, 300)
    .replaceAll(/<[^<>]*>|[*_`]/g, "")
    .trim();
  if (/^(?:\S+ \/ )?\[?(?:unreleased|upcoming|next)\]?\b/i.test(plain)) return { is: "unreleased" };
  const found =
    /^(?:(?:[A-Za-z@][\w@/.-]*|🎉|🚀) )?\[?(?:[\w@/-]+@)?(v?\d+(?:\.\d+)+(?:-[\dA-Za-z.-]+)?(?:\+[\dA-Za-z.-]+)?)(?=$|[\s\]),:(/])/u.exec(
      plain,
    );
  const version = found?.[1] === undefined ? undefined : parseLooseVersion(found[1]);
  return version === undefined ? { is: "other" } : { is: "version", version };
};

/** `# NetBox v4.2` above `## v4.2.8` is a title, and `### Node 18.2.0` inside a section is a topic: neither begins a version's section. */
const withoutTitle = (headings: readonly Heading[]): readonly Heading[] => {
  const usual = commonest(headings.filter(({ is }) => is === "version").map(({ level }) => level));
  const parts = headings
    .filter(({ is, level }) => is === "version" && level === usual)
    .reduce((most, { version }) => Math.max(most, version?.numbers.length ?? 0), 0);
  return headings.map((heading) => {
    const isSeries = heading.level < usual && (heading.version?.numbers.length ?? 0) < parts;
    return heading.is === "version" && isSeries ? { start: heading.start, level: heading.level, is: "other" as const } : heading;
  });
};

/** The level most sections have; of two that are as common, the deeper. */
const commonest = (levels: readonly number[]): number => {
  const counts = new Map<number, number>();
  for (const level of levels.toSorted((a, b) => b - a)) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
};
