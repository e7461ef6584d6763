import type { ShortName } from "../domain/text-names.ts";

/** The names that templates of the configuration may use. */
export const namesOf = (version: string, previous: string): Readonly<Record<ShortName, string>> => ({
  version,
  "version-dashed": version.replaceAll(".", "-"),
  previous,
  "previous-dashed": previous.replaceAll(".", "-"),
});
