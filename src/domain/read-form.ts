import { type ChangelogForm, categoryOfName, defaultForm, type Group } from "./changelog-form.ts";
import { findDate, showsPadding } from "./date-form.ts";
import { bulletsOf, commonest, entryForm } from "./read-entry-form.ts";
import { formatVersion, parseVersion, type Version } from "./version.ts";

/** A version's part of a changelog: heading line first, up to the next part. */
export interface PastSection {
  readonly version: Version;
  readonly text: string;
}

/**
 * The sections of released versions in a changelog, in the order of the file. A heading counts when a three-part version stands at its
 * beginning or behind one word; headings in code blocks are text.
 */
export const pastSections = (changelog: string): readonly PastSection[] => {
  const lines = changelog.replaceAll("\r\n", "\n").split("\n");
  const starts: { readonly at: number; readonly version: Version | undefined }[] = [];
  let inCode = false;
  for (const [at, line] of lines.entries()) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) inCode = !inCode;
    const level = inCode ? undefined : /^(#{1,6}) /.exec(line)?.[1]?.length;
    if (level === undefined) continue;
    const version = versionIn(line);
    if (version !== undefined || /^#{1,6} \[?unreleased/i.test(line)) starts.push({ at, version });
  }
  return starts.flatMap(({ at, version }, index) =>
    version === undefined
      ? []
      : [
          {
            version,
            text: `${lines
              .slice(at, starts[index + 1]?.at)
              .join("\n")
              .trimEnd()}\n`,
          },
        ],
  );
};

/**
 * The form of a project's own sections, given newest first: heading and bullet of the newest of the same kind (patch or not),
 * groups and entries of up to ten, and the usual form where there is none.
 */
export const readForm = (sections: readonly PastSection[], wanted: Version): ChangelogForm => {
  const recent = sections.slice(0, 10);
  const model = recent.find(({ version }) => (version.patch === 0) === (wanted.patch === 0)) ?? recent[0];
  if (model === undefined) return defaultForm;
  const previous = sections[sections.indexOf(model) + 1]?.version;
  const bullets = recent.flatMap(({ text }) => bulletsOf(text));
  const own = bulletsOf(model.text);
  const bullet = commonest((own.length > 0 ? own : bullets).map((each) => each.lead)) ?? defaultForm.bullet;
  const level = /^#+/.exec(model.text)?.[0].length ?? 2;
  return {
    ...defaultForm,
    ...headingForm(model, previous, recent),
    gap: /^[^\n]*\n\n/.test(model.text) ? 1 : 0,
    bullet,
    ...groupForm(recent, level),
    ...entryForm(bullets.map((each) => withoutWord(each.text))),
  };
};

const versionIn = (heading: string): Version | undefined => {
  const found = /^#{1,6} (?:<[^<>]*>)?(?:[A-Za-z][\w@/.-]* )?\[?(?:[\w@/-]+@)?v?(\d+\.\d+\.\d+(?:-[\dA-Za-z.-]+)?)/.exec(
    heading.slice(0, 300),
  )?.[1];
  return found === undefined ? undefined : parseVersion(found);
};

const headingForm = (
  { version, text }: PastSection,
  previous: Version | undefined,
  all: readonly PastSection[],
): Pick<ChangelogForm, "heading" | "date"> => {
  const line = text.slice(0, text.indexOf("\n"));
  const date = findDate(line);
  const dateless = date === undefined ? line : line.replace(date.text, "{date}");
  const heading = [
    [formatVersion(version), "{version}"],
    ...(previous === undefined ? [] : [[formatVersion(previous), "{previous}"]]),
    [`${version.major}.${version.minor}`, "{minor}"],
  ].reduce((template, [found = "", name = ""]) => replaceNumber(template, found, name), dateless);
  if (date === undefined) return { heading, date: defaultForm.date };
  if (showsPadding(date)) return { heading, date: date.form };
  const dates = all.map((each) => findDate(each.text.slice(0, each.text.indexOf("\n")))).filter((each) => each !== undefined);
  const padded = dates.some((each) => each.form.includes("DD"));
  return { heading, date: padded ? date.form.replace(/\bD\b/, "DD") : date.form };
};

/** Replaces a version where no digit or dot of a longer one stands beside it. */
const replaceNumber = (text: string, number: string, name: string): string =>
  text.replaceAll(new RegExp(`(?<![\\d.])${number.replaceAll(/[.+]/g, "\\$&")}(?!\\.?\\d)`, "g"), name);

const groupForm = (sections: readonly PastSection[], level: number): Partial<ChangelogForm> => {
  const pattern = new RegExp(`^(#{${level + 1},6}) (.+)$`, "gm");
  const headings = sections.map(({ text }) => [...text.matchAll(pattern)].filter((found) => categoryOfName(found[2] ?? "") !== undefined));
  const mark = commonest(headings.flat().map((found) => found[1] ?? ""));
  if (mark !== undefined) {
    const names = headings.map((some) => some.map((found) => (found[2] ?? "").trim()));
    return { grouping: { is: "headings", template: `${mark} {category}` }, groups: groupsOf(names) };
  }
  for (const { pattern: word, template } of wordForms) {
    const lists = sections.map(({ text }) => bulletsOf(text).map((bullet) => word.exec(bullet.text)?.[1] ?? ""));
    const names = lists.map((list) => list.filter((name) => categoryOfName(name) !== undefined));
    if (names.flat().length * 2 >= lists.flat().length && names.flat().length > 0)
      return { grouping: { is: "words", template }, groups: groupsOf(names) };
  }
  return { grouping: { is: "flat" }, groups: [] };
};

const wordForms = [
  { pattern: /^\[([A-Za-z][A-Za-z -]{1,30})\] /, template: "[{category}] " },
  { pattern: /^\*\*([A-Za-z][A-Za-z ]{1,30})\*\*: /, template: "**{category}**: " },
  { pattern: /^\*\*([A-Za-z][A-Za-z ]{1,30}):\*\* /, template: "**{category}:** " },
  { pattern: /^([A-Z][a-z]+(?: [a-z]+)?)\. /, template: "{category}. " },
] as const;

const withoutWord = (bullet: string): string => {
  const found = wordForms.map(({ pattern }) => pattern.exec(bullet)).find((each) => categoryOfName(each?.[1] ?? "") !== undefined);
  return bullet.slice(found?.[0].length ?? 0);
};

/**
 * One name for each category out of the names of several sections, in the order of the section that has most of them.
 * A name that fewer than a third of the sections use was the matter of one release.
 */
const groupsOf = (sections: readonly (readonly string[])[]): readonly Group[] => {
  const used = sections.map((names) => new Set(names)).filter((names) => names.size > 0);
  const usual = (name: string): boolean => used.filter((names) => names.has(name)).length * 3 >= used.length;
  const groups: Group[] = [];
  for (const name of used.toSorted((a, b) => b.size - a.size).flatMap((names) => [...names])) {
    const category = categoryOfName(name);
    if (category !== undefined && usual(name) && groups.every((group) => group.category !== category)) groups.push({ name, category });
  }
  return groups;
};
