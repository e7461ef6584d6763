import type { Category } from "./category.ts";
import { type ChangelogForm, categoryOfName, defaultForm, type Group, ownGroupFor, quietCategories } from "./changelog-form.ts";
import { type DateFound, findDate, showsPadding } from "./date-form.ts";
import type { PastSection } from "./past-sections.ts";
import { bulletsOf, commonest, entryForm } from "./read-entry-form.ts";
import { levelOfUnderline } from "./underline.ts";
import { formatVersion, type Version } from "./version.ts";

/**
 * The form of a project's own sections, given in the order of the file: heading and bullet of the first of the same kind (patch or not),
 * groups and entries of up to ten, and the usual form where there is none.
 */
export const readForm = (sections: readonly PastSection[], wanted: Version): ChangelogForm => {
  const recent = sections.slice(0, 10);
  const model = modelAmong(recent, wanted);
  if (model === undefined) return defaultForm;
  const previous = sections[sections.indexOf(model) + 1]?.version;
  const bullets = recent.flatMap(({ text }) => bulletsOf(text));
  const own = bulletsOf(model.text);
  const bullet = commonest((own.length > 0 ? own : bullets).map((each) => each.lead)) ?? defaultForm.bullet;
  const { underline } = model;
  const level = levelOf(model);
  const written = entryForm(bullets.map((each) => withoutWord(each.text)));
  const under = quietUnder(recent, level);
  return {
    ...defaultForm,
    ...headingForm({ model, previous, recent, wanted }),
    underlined: underline === undefined ? undefined : { heading: firstLine(model.text), underline },
    gap: /^[^\n]*\n\n/.test(model.text) ? 1 : 0,
    bullet,
    ...groupForm(recent, level),
    ...written,
    quiet: quietCategories.filter((category) => written.quiet.includes(category) || under.includes(category)),
  };
};

/**
 * The section whose heading and bullet a new one follows. A patch follows the last of its series, and the series' own first one where patches have been
 * written like those. Anything else follows the newest of its kind, unless no other of that kind has such a heading while others have one in common:
 * that was a slip.
 */
export const modelAmong = (sections: readonly PastSection[], wanted: Version): PastSection | undefined => {
  const recent = sections.slice(0, 10);
  const kin = recent.filter(({ version }) => isSameKind(version, wanted));
  const [last] = recent.filter(({ version }) => isSameSeries(version, wanted) && wanted.patch > 0);
  if (last !== undefined && (last.version.patch > 0 || isWrittenAlike(recent))) return last;
  const agrees = (section: PastSection): boolean =>
    kin.some((other) => other !== section && spellingOfHeading(other) === spellingOfHeading(section));
  return kin.find(agrees) ?? kin[0] ?? sections[0];
};

const isSameSeries = (a: Version, b: Version): boolean => a.major === b.major && a.minor === b.minor;

/** Whether every patch whose series' first release is here too has the same heading. */
const isWrittenAlike = (sections: readonly PastSection[]): boolean => {
  const pairs = sections.flatMap((patch) => {
    const first = sections.find(({ version }) => version.patch === 0 && isSameSeries(version, patch.version));
    return patch.version.patch > 0 && first !== undefined ? [[patch, first] as const] : [];
  });
  return pairs.length > 0 && pairs.every(([patch, first]) => spellingOfHeading(patch) === spellingOfHeading(first));
};

/** A heading with names for its numbers and without its day, level first. */
const spellingOfHeading = (section: PastSection): string => {
  const line = firstLine(section.text);
  const undated = line.replace(findDate(line)?.text ?? "\0", "").replace(/[\s,/([\])–—-]+$/, "");
  return `${levelOf(section)} ${withNames(undated, section.version, undefined).replace("{before}", "{previous}")}`;
};

const levelOf = ({ text, underline }: PastSection): number =>
  underline === undefined ? (/^#+/.exec(text)?.[0].length ?? 2) : levelOfUnderline(underline);

const isSameKind = (a: Version, b: Version): boolean => (a.patch === 0) === (b.patch === 0);

interface HeadingModel {
  readonly model: PastSection;
  readonly previous: Version | undefined;
  readonly recent: readonly PastSection[];
  readonly wanted: Version;
}

const headingForm = ({ model, previous, recent, wanted }: HeadingModel): Pick<ChangelogForm, "heading" | "undated" | "date"> => {
  const datesOf = (some: readonly PastSection[]): readonly DateFound[] => some.flatMap((each) => findDate(firstLine(each.text)) ?? []);
  const dates = datesOf(recent);
  const seriesDates = datesOf(recent.filter(({ version }) => isSameSeries(version, wanted)));
  // A heading or two without a day were forgotten; most without are a habit.
  const dated =
    dates.length * 3 < recent.length
      ? undefined
      : [model, ...recent.filter(({ version }) => isSameKind(version, model.version)), ...recent].find(
          ({ text }) => findDate(firstLine(text)) !== undefined,
        );
  const heading = (of: PastSection): string => {
    const line = firstLine(of.text);
    const sized = isSameKind(of.version, wanted) ? line : sizedFor(wanted, of, recent);
    return withNames(sized.replace(findDate(sized)?.text ?? "\0", "{date}"), of.version, of === model ? previous : undefined);
  };
  const plain = recent.find((each) => isSameKind(each.version, wanted) && findDate(firstLine(each.text)) === undefined);
  const template = heading(dated ?? model);
  return {
    heading: template,
    undated: plain === undefined ? template.replace(/[\s,/([–—-]*\{date\}[\])]*/, "") : heading(plain),
    date: spellingOf(dates, seriesDates) ?? defaultForm.date,
  };
};

/**
 * Tools of the conventional kind write patches small, and nothing else: what is followed loses that size, or gets it where it is what such a tool wrote
 * and no patch shows that the project does otherwise.
 */
const sizedFor = (wanted: Version, of: PastSection, recent: readonly PastSection[]): string => {
  const line = firstLine(of.text);
  if (wanted.patch === 0) return line.replace(/<small>(.*)<\/small>/, "$1");
  const isConventional = toolHeading.test(of.text) && linksCommit.test(of.text);
  return isConventional && recent.every(({ version }) => version.patch === 0) ? line.replace(/^## (.*)$/, "## <small>$1</small>") : line;
};

/** `## 1.2.0 (2021-10-21)`, or with a link to the comparison and nothing below it: other tools leave a line there. */
const toolHeading =
  /^## (?:\d[\d.]{4,20} \(\d{4}-\d\d-\d\d\)\n|\[\d[\d.]{4,20}\]\(\S{1,200}\/compare\/\S{1,200}\) \(\d{4}-\d\d-\d\d\)\n\S)/;

/** `([1a2b3c4](https://github.com/acme/app/commit/1a2b3c4…))`, which no person types. */
const linksCommit = /\(\[[0-9a-f]{7,12}\]\(\S{1,300}?\/commit\/[0-9a-f]{7,40}\)\)/;

const withNames = (line: string, version: Version, previous: Version | undefined): string =>
  [
    [formatVersion(version), "{version}"],
    ...(previous === undefined ? [] : [[formatVersion(previous), "{previous}"]]),
    [`${version.major}.${version.minor}`, "{minor}"],
  ]
    .reduce((template, [found = "", name = ""]) => replaceNumber(template, found, name), line)
    .replace(comparedWith, (_, pre: string | undefined) => (pre === undefined ? "{previous}" : "{before}"));

/**
 * Whatever release a heading compares with is the one before, also where the section below is of another: a release may be taken back. A pre-release of
 * the version itself is the newest of those.
 */
const comparedWith =
  /(?<![\d.])(?:\d{1,9}\.\d{1,9}\.\d{1,9}|\{version\})(?<pre>-[\dA-Za-z]{1,20}(?:\.[\dA-Za-z]{1,20}){0,5})?(?=\.\.\.[^\s)]{0,60}\{version\})/;

/**
 * A patch spells its day as the newest section of its series does. Otherwise three in a row are a habit, and before that the spelling counts that most
 * days have. A single digit shows whether days are padded, and few of a spelling show it.
 */
const spellingOf = (dates: readonly DateFound[], series: readonly DateFound[]): string | undefined => {
  const forms = dates.map(({ form }) => loose(form));
  const [first] = forms;
  const isHabit = forms.length > 2 && forms.slice(0, 3).every((form) => form === first);
  const usual = series[0] !== undefined ? loose(series[0].form) : isHabit ? first : commonest(forms);
  return dates.find((each) => loose(each.form) === usual && showsPadding(each))?.form ?? usual;
};

const loose = (form: string): string => form.replaceAll(/\bDD\b/g, "D");

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";

/** Replaces a version where no digit or dot of a longer one stands beside it. */
const replaceNumber = (text: string, number: string, name: string): string =>
  text.replaceAll(new RegExp(`(?<![\\d.])${number.replaceAll(/[.+]/g, "\\$&")}(?!\\.?\\d)`, "g"), name);

const groupForm = (sections: readonly PastSection[], level: number): Partial<ChangelogForm> => {
  const pattern = new RegExp(`^(#{${level + 1},6}) (.+)$`, "gm");
  const headings = sections.map(({ text }) => [...text.matchAll(pattern)].filter((found) => isGroup(found[2] ?? "")));
  const mark = commonest(headings.flat().map((found) => found[1] ?? ""));
  const grouped = headings.filter((some) => some.length > 0).length;
  const written = sections.filter(({ text }) => bulletsOf(text).length > 0).length;
  if (mark !== undefined && (grouped * 2 > written || (headings[0]?.length ?? 0) > 0)) {
    const names = headings.map((some) => some.map((found) => (found[2] ?? "").trim()));
    return {
      grouping: { is: "headings", template: `${mark} {category}` },
      groups: groupsOf(names),
      emptyGroups: sections.filter(({ text }) => emptyHeading.test(text)).length * 2 >= sections.length,
      everything: everythingIn(sections),
    };
  }
  for (const { pattern: word, template } of wordForms) {
    const lists = sections.map(({ text }) => bulletsOf(text).map((bullet) => word.exec(bullet.text)?.[1] ?? ""));
    const names = lists.map((list) => list.filter((name) => categoryOfName(name) !== undefined));
    if (names.flat().length * 2 >= lists.flat().length && names.flat().length > 0)
      return { grouping: { is: "words", template }, groups: groupsOf(names) };
  }
  return { grouping: { is: "flat" }, groups: [] };
};

/** What most teams leave out and these sections list below a heading of its own; one entry in forty is a habit. */
const quietUnder = (sections: readonly PastSection[], level: number): readonly Category[] => {
  const found = sections.flatMap(({ text }) => {
    const blocks = text.split(new RegExp(`^(?=#{${level + 1},6} )`, "m"));
    return blocks.flatMap((block) => {
      const name = /^#+ (.+)$/m.exec(block.slice(0, 200))?.[1]?.trim() ?? "";
      return bulletsOf(block).map(() => (isGroup(name) ? categoryOfName(name) : undefined));
    });
  });
  return quietCategories.filter((category) => found.filter((each) => each === category).length * 40 > found.length);
};

/** `All changes` is the list of everything, and no group of it. */
const isGroup = (name: string): boolean => categoryOfName(name) !== undefined && !/^all\b/i.test(name);

const emptyHeading = /^(#{2,6}) [^\n]+\n+(?:\1 |(?![\s\S]))/m;

const everythingIn = (sections: readonly PastSection[]): ChangelogForm["everything"] => {
  const found = sections.flatMap(({ text }) => {
    const block = /^(#{2,6} all\b[^\n]{0,80}\n+(?:<details>\n+<summary>\d+ changes?<\/summary>\n+)?)/im.exec(text)?.[1];
    return block === undefined ? [] : [block.replace(/\d+ changes?/, "{count}")];
  });
  const open = found.length * 2 >= sections.length ? commonest(found) : undefined;
  return open === undefined ? undefined : { open, close: open.includes("<details>") ? "\n</details>" : "" };
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
 * One name for each category out of the names of several sections, in the order that most sections have. A name that fewer than a third of the sections
 * use was the matter of one release, unless it names what no usual group takes: the project's own rare word is better than one of ours.
 */
const groupsOf = (sections: readonly (readonly string[])[]): readonly Group[] => {
  const used = sections.map((names) => [...new Set(names)]).filter((names) => names.length > 0);
  const isUsual = (name: string): boolean => used.filter((names) => names.includes(name)).length * 3 >= used.length;
  const names = [...new Set(used.toSorted((a, b) => b.length - a.length).flat())];
  const groups: Group[] = [];
  for (const name of [...names.filter(isUsual), ...names.filter((each) => !isUsual(each))]) {
    const category = categoryOfName(name);
    const isTaken = category === undefined || groups.some((group) => group.category === category);
    if (isTaken || !(isUsual(name) || apart.has(category) || ownGroupFor(category, groups) === undefined)) continue;
    const later = groups.findIndex((group) => precedence(used, name, group.name) > 0);
    groups.splice(later < 0 ? groups.length : later, 0, { name, category });
  }
  return groups;
};

/** What belongs into no group of features and fixes. */
const apart: ReadonlySet<Category> = new Set(["breaking", "security", "dependency", "docs", "internal"]);

/** In how many more sections the first name stands before the second than behind it. */
const precedence = (sections: readonly (readonly string[])[], first: string, second: string): number =>
  sections
    .filter((names) => names.includes(first) && names.includes(second))
    .reduce((sum, names) => sum + (names.indexOf(first) < names.indexOf(second) ? 1 : -1), 0);
