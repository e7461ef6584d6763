/** The names that templates of the configuration may use. */
export const namesOf = (version: string, previous: string): Readonly<Record<string, string>> => ({
  version,
  "version-dashed": version.replaceAll(".", "-"),
  previous,
  "previous-dashed": previous.replaceAll(".", "-"),
});
