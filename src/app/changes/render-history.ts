import { type Category, categories } from "../../domain/category.ts";
import { forMarkdown } from "../../texts/for-markdown.ts";
import { categoryHeadings } from "./category-headings.ts";
import type { Rendering } from "./rendering.ts";

/** Markdown: a heading for each release, one for each category, a line for each change. Nothing in a subject becomes markup. */
export const markdownHistory = (name: string): Rendering => {
  const base = /^[\w.-]+\/[\w.-]+$/.test(name) ? `https://github.com/${name}` : undefined;
  return {
    head: "# Changelog\n\n",
    between: "\n",
    tail: () => "",
    entry: ({ commit, summary, scope, note, pull }) => {
      const what = scope === undefined ? safe(summary) : `**${safe(scope)}:** ${safe(summary)}`;
      const where =
        pull === undefined
          ? linked(commit.slice(0, 9), base && `${base}/commit/${commit}`)
          : linked(`#${pull}`, base && `${base}/pull/${pull}`);
      return `- ${what} (${where})${note === undefined ? "" : `: ${safe(note)}`}\n`;
    },
    section: ({ release, entries }) => [
      release === undefined
        ? "## Unreleased\n"
        : `## ${/^[\w.+-]+$/.test(release.version) ? release.version : forMarkdown(release.version)} - ${dayOf(release.date)}\n`,
      ...(entries.size === 0 ? ["\nNo changes.\n"] : []),
      ...categoryHeadings.flatMap(([category, heading]) => {
        const own = entries.get(category) ?? [];
        return own.length === 0 ? [] : [`\n### ${heading}\n\n`, ...own];
      }),
    ],
  };
};

/** One JSON document: sections with their changes, and counts at the end. */
export const jsonHistory = (name: string): Rendering => ({
  head: `{"ok":true,"exit":0,"name":${JSON.stringify(name)},"sections":[`,
  between: ",",
  tail: ({ releases, commits, changes }) => `],"counts":${JSON.stringify({ releases, commits, changes })}}\n`,
  // A comma after each: the list ends in null, so that no entry needs to know whether it is the last.
  entry: ({ commit, category, summary, type, scope, note, pull }) =>
    `${JSON.stringify({
      commit,
      category,
      summary: decoded(summary),
      type: type ?? null,
      scope: scope === undefined ? null : decoded(scope),
      breakingNote: note === undefined ? null : decoded(note),
      pull: pull ?? null,
    })},`,
  section: ({ release, commits, entries }) => {
    const { version, tag, date } = release ?? {};
    const head = { version: version ?? null, tag: tag ?? null, date: date === undefined ? null : dayOf(date), commits };
    const own = categories.flatMap((category: Category) => entries.get(category) ?? []);
    return [`${JSON.stringify(head).slice(0, -1)},"changes":[`, ...own, "null]}"];
  },
});

const linked = (text: string, address: string | undefined): string => (address === undefined ? text : `[${text}](${address})`);

/** Years beyond 9999 and before 0 are written as they are. */
const dayOf = (seconds: number): string => {
  const day = Math.abs(seconds) > 8.64e12 ? undefined : new Date(seconds * 1000).toISOString();
  return day === undefined ? "unknown" : day.slice(0, day.indexOf("T"));
};

/** Most subjects hold nothing that Markdown or a reader could mistake, which one look tells. */
const safe = (bytes: string): string =>
  plain.test(bytes) && !bytes.includes("www.") && !bytes.includes("://") ? bytes : forMarkdown(decoded(bytes));

const plain = /^[A-Za-z][A-Za-z0-9 ,.:;'"()/?%$=+-]*$/;

const decoded = (bytes: string): string => {
  if (!/[^\0-\x7f]/.test(bytes)) return bytes;
  try {
    return strict.decode(Buffer.from(bytes, "latin1"));
  } catch {
    return bytes;
  }
};

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
