import { outlineChangelog } from "../domain/changelog-outline.ts";

/** A version's section as it stands in a changelog, when people or we have written one. */
export const sectionIn = (changelog: string, version: string): string | undefined => {
  const part = outlineChangelog(changelog).parts.find((each) => each.version?.numbers.join(".") === version);
  return part === undefined ? undefined : `${changelog.slice(part.start, part.end).trimEnd()}\n`;
};
