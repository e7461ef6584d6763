import type { Category } from "./category.ts";
import type { DateForm } from "./date-form.ts";
import type { EntryTemplate } from "./entry-template.ts";

/** How a project writes a section of its changelog. Templates hold `{…}`; all other characters are the project's own. */
export interface ChangelogForm {
  /** Line with `{version}`, perhaps `{minor}` (1.30), `{previous}`, `{before}` (its own last pre-release, else the previous version) and `{date}`. */
  readonly heading: string;
  readonly date: DateForm;
  /** The heading where no day is given. */
  readonly undated: string;
  /** A heading and what underlines it, where the project's headings have no mark of their own. */
  readonly underlined: { readonly heading: string; readonly underline: string } | undefined;
  /** Blank lines after the heading, and after a group's heading. */
  readonly gap: number;
  /** Indent, mark and blanks before an entry: `-   `. */
  readonly bullet: string;
  /** Whether entries stand below headings (`### {category}`), carry a word in front (`[{category}] `), or neither. */
  readonly grouping: { readonly is: "flat" } | { readonly is: "headings" | "words"; readonly template: string };
  /** The project's names in the order it uses. */
  readonly groups: readonly Group[];
  /** How one entry is written, the most usual first. */
  readonly entries: readonly EntryTemplate[];
  /** What `{text}` is: the summary, or the subject with its conventional type. */
  readonly text: "summary" | "subject";
  /** Whether headings of groups stand there without an entry too. */
  readonly emptyGroups: boolean;
  /** What stands before and behind a second list of all entries, `{count}` being `12 changes`, where the project has one. */
  readonly everything: { readonly open: string; readonly close: string } | undefined;
  /** Whether the first letter is a capital. */
  readonly capital: boolean;
  /** Of chores, documentation and dependencies those that are listed too. */
  readonly quiet: readonly Category[];
  /** Whether only what has a pull request or an issue is listed. */
  readonly referred: boolean;
}

export interface Group {
  readonly name: string;
  readonly category: Category;
}

/** What readers of a hand-picked changelog do not look for. */
export const quietCategories: readonly Category[] = ["internal", "dependency", "docs"];

/** For a changelog without a section to follow. */
export const defaultForm: ChangelogForm = {
  heading: "## {version} - {date}",
  undated: "## {version}",
  date: "YYYY-MM-DD",
  underlined: undefined,
  gap: 1,
  bullet: "- ",
  grouping: { is: "headings", template: "### {category}" },
  groups: [
    { name: "Breaking changes", category: "breaking" },
    { name: "Features", category: "feature" },
    { name: "Improvements", category: "improvement" },
    { name: "Bug fixes", category: "fix" },
    { name: "Performance", category: "performance" },
    { name: "Security", category: "security" },
    { name: "Deprecated", category: "deprecation" },
    { name: "Removed", category: "removal" },
    { name: "Other changes", category: "other" },
  ],
  emptyGroups: false,
  everything: undefined,
  entries: ["{text} (#{number})"],
  text: "summary",
  capital: true,
  quiet: [],
  referred: false,
};

/** For a project without a changelog: a text of its own, as the git host writes it when nobody does. */
export const ownFileForm: ChangelogForm = {
  ...defaultForm,
  heading: "# {version}",
  undated: "# {version}",
  bullet: "* ",
  grouping: { is: "flat" },
  groups: [],
  entries: ["{text} by @{handle} in {repository}/pull/{number}", "{text} in {repository}/pull/{number}", "{text}"],
  text: "subject",
  capital: false,
  quiet: quietCategories,
};

/** The category that a project's name for a group means, or nothing for headings that are no category. */
export const categoryOfName = (name: string): Category | undefined => meanings.find(([pattern]) => pattern.test(name))?.[1];

/** The group of a category: its own, the nearest that the project has, or the usual one of that kind; undefined when there are no groups at all. */
export const groupFor = (category: Category, groups: readonly Group[]): Group | undefined => {
  const own = ownGroupFor(category, groups);
  if (own !== undefined) return own;
  return groups.length < 2 ? groups[0] : cased(usualGroups[category] ?? features, groups);
};

/** The same of the project's own groups only. */
export const ownGroupFor = (category: Category, groups: readonly Group[]): Group | undefined => {
  for (const each of [category, ...(nearest[category] ?? []), "other" as const]) {
    const found = groups.find((group) => group.category === each);
    if (found !== undefined) return found;
  }
  return undefined;
};

const features: Group = { name: "Features", category: "feature" };

const usualGroups: Partial<Record<Category, Group>> = {
  breaking: { name: "Breaking changes", category: "breaking" },
  fix: { name: "Bug fixes", category: "fix" },
  security: { name: "Bug fixes", category: "fix" },
  dependency: { name: "Dependencies", category: "dependency" },
  docs: { name: "Documentation", category: "docs" },
  internal: { name: "Maintenance", category: "internal" },
};

/** In Capitals Like These where the project's own names are. */
const cased = (group: Group, groups: readonly Group[]): Group =>
  groups.some(({ name }) => /^[A-Z]\S* [A-Z]/.test(name))
    ? { ...group, name: group.name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()) }
    : group;

const meanings: readonly (readonly [RegExp, Category])[] = [
  [/break/i, "breaking"],
  [/deprecat/i, "deprecation"],
  [/secur/i, "security"],
  [/perf/i, "performance"],
  [/^(?:various|other|misc)(?!.*\bchores?\b)/i, "other"],
  [/depend/i, "dependency"],
  [/document|^docs?$/i, "docs"],
  [/maint|internal|chore|tooling|refactor|^(?:ci|tests?|build)$/i, "internal"],
  [/remov/i, "removal"],
  [/fix|bug/i, "fix"],
  [/feature|^added?$|^new\b/i, "feature"],
  [/chang|improv|enhanc|updat/i, "improvement"],
];

const nearest: Partial<Record<Category, readonly Category[]>> = {
  breaking: ["improvement", "feature"],
  feature: ["improvement"],
  improvement: ["feature"],
  performance: ["improvement", "feature"],
  security: ["fix"],
  deprecation: ["removal", "improvement", "feature"],
  removal: ["deprecation", "improvement", "feature"],
  dependency: ["internal"],
  docs: ["internal"],
  internal: ["dependency"],
  other: ["improvement", "feature"],
};
