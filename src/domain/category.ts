import type { CommitMessage } from "./commit-message.ts";

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

/** The category of a change: breaking first, then its labels, its conventional type, and last the first word of a plain sentence. */
export const categoryOf = (message: CommitMessage, labels: readonly string[], rules: CategoryRules): Category => {
  if (message.breaking) return "breaking";
  const labelled = labels.map((label) => own(rules.labels, label.toLowerCase())).find((category) => category !== undefined);
  if (labelled !== undefined) return labelled;
  if (message.dependency) return "dependency";
  const byType = message.type === undefined ? undefined : (own(rules.types, message.type) ?? usualTypes.get(message.type));
  return byType ?? usualWords.get(firstWord(message.summary)) ?? "other";
};

/** Labels of a project may be called `constructor`; only own keys count. */
const own = (rules: Readonly<Record<string, Category>>, key: string): Category | undefined =>
  Object.hasOwn(rules, key) ? rules[key] : undefined;

const firstWord = (text: string): string => /^[A-Za-z]+/.exec(text)?.[0].toLowerCase() ?? "";

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
  feature: "add adds added allow allows implement implements introduce introduces support supports new feature",
  improvement: "improve improves improved enhance update updates change changes make show refresh",
  fix: "fix fixes fixed bugfix correct corrects prevent prevents handle stop revert",
  performance: "speed optimize optimise cache batch",
  deprecation: "deprecate deprecates",
  removal: "remove removes removed drop drops delete",
  docs: "document documents explain describe docs",
  internal: "refactor refactors simplify split rename tidy test tests cover check chore bump",
});
