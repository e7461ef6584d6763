/** Whether a path of the configuration stands for every file that it matches: `*` for any part of a name, `**` for any folders. */
export const isGlob = (path: string): boolean => path.includes("*");

/** Whether a file is one of those that a path of the configuration stands for. Takes a time that grows with both lengths, whatever they hold. */
export const matchesGlob = (glob: string, path: string): boolean => {
  const names = path.split("/");
  const parts = glob.split("/");
  let reached: readonly number[] = [0];
  for (const [at, part] of parts.entries()) {
    const [first] = reached;
    if (first === undefined || first >= names.length) return false;
    if (part !== "**")
      reached = reached.flatMap((place) => names.slice(place, place + 1).flatMap((name) => (matchesName(part, name) ? [place + 1] : [])));
    else if (at === parts.length - 1) return true;
    else reached = names.slice(first).map((_, more) => first + more);
  }
  return reached.includes(names.length);
};

/** The folder that all files of a glob lie in, with its slash; empty for the top. */
export const globFolder = (glob: string): string => glob.slice(0, glob.slice(0, glob.indexOf("*")).lastIndexOf("/") + 1);

/** The files that a path of the configuration stands for among those that are there; a plain path stands for itself, there or not. */
export const filesMeant = (path: string, files: readonly string[]): readonly string[] => {
  if (!isGlob(path)) return [path];
  const found = files.filter((file) => matchesGlob(path, file)).toSorted();
  return found.length === 0 ? [path] : found;
};

const matchesName = (pattern: string, name: string): boolean => {
  const [head = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === name;
  const tail = rest.at(-1) ?? "";
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
  let at = head.length;
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > name.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
};
