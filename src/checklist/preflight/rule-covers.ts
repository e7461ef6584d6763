import { matchesGlob } from "../../domain/path-glob.ts";
import type { RuleSet } from "../../domain/ports/forge.ts";

/** Whether rules bind a fully qualified ref. The default branch is never a release's branch or tag. */
export const covers = ({ include, exclude }: Pick<RuleSet, "include" | "exclude">, ref: string): boolean => {
  const matches = (pattern: string): boolean => pattern === "~ALL" || matchesGlob(pattern, ref);
  return include.some(matches) && !exclude.some(matches);
};
