import { versionNames } from "../domain/version-names.ts";

/** The names that templates of the configuration may use. */
export const namesOf = (version: string, previous: string): Readonly<Record<string, string>> => ({
  ...versionNames(version),
  previous,
  "previous-dashed": previous.replaceAll(".", "-"),
});
