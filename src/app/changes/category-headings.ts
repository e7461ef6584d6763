import type { Category } from "../../domain/category.ts";

/** Categories in the order in which people read them, as headings. */
export const categoryHeadings: readonly (readonly [category: Category, heading: string])[] = [
  ["breaking", "Breaking changes"],
  ["security", "Security"],
  ["feature", "Features"],
  ["improvement", "Improvements"],
  ["fix", "Fixes"],
  ["performance", "Performance"],
  ["deprecation", "Deprecations"],
  ["removal", "Removals"],
  ["docs", "Documentation"],
  ["dependency", "Dependencies"],
  ["internal", "Internal"],
  ["other", "Other changes"],
];
