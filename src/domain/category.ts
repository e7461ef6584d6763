/** What a change is to the people who read about it. */
export const categories = [
  "breaking",
  "feature",
  "improvement",
  "fix",
  "performance",
  "security",
  "deprecation",
  "removal",
  "dependency",
  "docs",
  "internal",
  "other",
] as const;
export type Category = (typeof categories)[number];

/** A project's own words: conventional types and labels that mean a category, before the usual ones. Keys are lower case. */
export interface CategoryRules {
  readonly types: Readonly<Record<string, Category>>;
  readonly labels: Readonly<Record<string, Category>>;
}

/** What of a commit's text decides its category. */
export interface Told {
  readonly summary: string;
  readonly type?: string | undefined;
  readonly breaking: boolean;
  readonly dependency: boolean;
  /** A machine made it by itself; what it carries from another branch is its author's. */
  readonly byMachine?: boolean;
}

/**
 * The category of a change: breaking first, then its labels, its conventional type, and last the first word of a plain sentence. A machine's sentence is
 * about the project's own work unless it speaks of a fix: new translations are no feature.
 */
export const categoryOf = (message: Told, labels: readonly string[], rules: CategoryRules): Category => {
  if (message.breaking) return "breaking";
  for (const label of labels) {
    const labelled = own(rules.labels, label.toLowerCase());
    if (labelled !== undefined) return labelled;
  }
  if (message.dependency) return "dependency";
  const byType = message.type === undefined ? undefined : (own(rules.types, message.type) ?? usualTypes.get(message.type));
  const said = byType ?? categoryOfSentence(message.summary);
  return byType === undefined && message.byMachine === true && mistaken.has(said) ? "internal" : said;
};

const mistaken: ReadonlySet<Category> = new Set(["feature", "improvement", "other"]);

/** Whether a word before a colon is one of the usual conventional types; other words name a part of the product. */
export const isUsualType = (type: string): boolean => usualTypes.has(type.toLowerCase());

/** The category of a plain sentence by its first word, `Fixes a race` or `Query Frontend: fixing a race`. */
export const categoryOfSentence = (sentence: string): Category => {
  const words = withoutParts(sentence.slice(0, 300)).toLowerCase();
  if (/^(?:do not|don'?t|no longer|never) /.test(words)) return "fix";
  const first = /^[a-z]+/.exec(words)?.[0] ?? "";
  return (
    stems(first)
      .map((stem) => usualWords.get(stem))
      .find((category) => category !== undefined) ?? "other"
  );
};

/** `promql, tsdb:` and `*:` say where something was done and not what. */
const withoutParts = (sentence: string): string => sentence.replace(/^(?:[\w*][\w*./|&, -]{0,40}: +){1,3}/, "").trimStart();

const stems = (word: string): readonly string[] => [
  word,
  ...["s", "es", "d", "ed", "ing"]
    .filter((ending) => word.endsWith(ending))
    .flatMap((ending) => [word.slice(0, -ending.length), `${word.slice(0, -ending.length)}e`]),
];

/** Labels of a project may be called `constructor`; only own keys count. */
const own = (rules: Readonly<Record<string, Category>>, key: string): Category | undefined =>
  Object.hasOwn(rules, key) ? rules[key] : undefined;

const listed = (words: Readonly<Partial<Record<Category, string>>>): ReadonlyMap<string, Category> =>
  new Map(Object.entries(words).flatMap(([category, list]) => list.split(" ").map((word) => [word, category as Category] as const)));

const usualTypes = listed({
  feature: "feat feature features new",
  improvement: "enhancement improvement improve change",
  fix: "fix bug bugfix hotfix revert",
  performance: "perf performance",
  security: "security sec",
  deprecation: "deprecate deprecation",
  removal: "remove removal",
  dependency: "deps",
  docs: "docs doc documentation",
  internal: "chore ci build test tests refactor style release meta",
});

const usualWords = listed({
  feature: "add allow implement introduce support new feature feat enable expose create provide",
  improvement: "improve enhance enhancement update change make show refresh use increase extend upgrade",
  fix: "fix fixup bug bugfix hotfix correct prevent handle stop revert avoid ensure resolve respect honor honour",
  performance: "speed optimize optimise cache batch reduce perf",
  deprecation: "deprecate",
  removal: "remove drop delete",
  docs: "document explain describe docs doc documentation clarify",
  internal: "refactor simplify split rename tidy test tests cover check chore bump ci build lint",
});
