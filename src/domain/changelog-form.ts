import type { Category } from "./category.ts";
import type { DateForm } from "./date-form.ts";

/** How a project writes a section of its changelog. Templates hold `{…}`; all other characters are the project's own. */
export interface ChangelogForm {
  /** Line with `{version}`, perhaps `{minor}` (1.30), `{previous}` and `{date}`. */
  readonly heading: string;
  readonly date: DateForm;
  /** Blank lines after the heading, and after a group's heading. */
  readonly gap: number;
  /** Indent, mark and blanks before an entry: `-   `. */
  readonly bullet: string;
  /** Whether entries stand below headings (`### {category}`), carry a word in front (`[{category}] `), or neither. */
  readonly grouping: { readonly is: "flat" } | { readonly is: "headings" | "words"; readonly template: string };
  /** The project's names in the order it uses. */
  readonly groups: readonly Group[];
  /** One entry from `{text}`, `{reference}` and `{mention}`; a part without value vanishes with the blanks before it. */
  readonly entry: string;
  /** From `{number}` and `{repository}`; undefined where the project names no pull requests. */
  readonly reference: string | undefined;
  /** From `{handle}`. */
  readonly mention: string | undefined;
  /** What `{text}` is: the summary, or the subject with its conventional type. */
  readonly text: "summary" | "subject";
  /** Whether the first letter is a capital. */
  readonly capital: boolean;
  /** Whether chores, documentation and dependencies are listed too. */
  readonly lists: "all" | "notable";
}

export interface Group {
  readonly name: string;
  readonly category: Category;
}

/** For projects without a section to follow. */
export const defaultForm: ChangelogForm = {
  heading: "## {version} - {date}",
  date: "YYYY-MM-DD",
  gap: 1,
  bullet: "- ",
  grouping: { is: "headings", template: "### {category}" },
  groups: [
    { name: "Breaking changes", category: "breaking" },
    { name: "Features", category: "feature" },
    { name: "Improvements", category: "improvement" },
    { name: "Fixes", category: "fix" },
    { name: "Performance", category: "performance" },
    { name: "Security", category: "security" },
    { name: "Deprecated", category: "deprecation" },
    { name: "Removed", category: "removal" },
    { name: "Other changes", category: "other" },
  ],
  entry: "{text} {reference}",
  reference: "(#{number})",
  mention: undefined,
  text: "summary",
  capital: true,
  lists: "notable",
};

/** The category that a project's name for a group means, or nothing for headings that are no category. */
export const categoryOfName = (name: string): Category | undefined => meanings.find(([pattern]) => pattern.test(name))?.[1];

/** The group of a category: its own, or the nearest that the project has; undefined when there are no groups at all. */
export const groupFor = (category: Category, groups: readonly Group[]): Group | undefined => {
  for (const each of [category, ...(nearest[category] ?? []), "other" as const]) {
    const found = groups.find((group) => group.category === each);
    if (found !== undefined) return found;
  }
  return groups.length < 2 ? groups[0] : defaultForm.groups.find((group) => group.category === category);
};

const meanings: readonly (readonly [RegExp, Category])[] = [
  [/break/i, "breaking"],
  [/deprecat/i, "deprecation"],
  [/secur/i, "security"],
  [/perf/i, "performance"],
  [/^(?:various|other|misc)/i, "other"],
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
  deprecation: ["removal", "improvement"],
  removal: ["deprecation", "improvement"],
  dependency: ["internal"],
  docs: ["internal"],
  internal: ["dependency"],
  other: ["improvement", "feature"],
};
