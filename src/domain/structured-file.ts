/** The kinds of files whose values have a path. */
export type Structure = "yaml" | "json" | "toml" | "properties";

/** The kind that a file's name tells; lock files of package managers are one of these under another name. */
export const structureOf = (file: string): Structure | undefined => {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  return structures.find(([pattern]) => pattern.test(name))?.[1];
};

const structures: readonly (readonly [RegExp, Structure])[] = [
  [/\.ya?ml$/, "yaml"],
  [/\.json$|^(?:composer|pipfile)\.lock$/, "json"],
  [/\.toml$|^(?:cargo|uv|poetry|pdm)\.lock$/, "toml"],
  [/\.properties$|\.env(?:\..*)?$/, "properties"],
];
