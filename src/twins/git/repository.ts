import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Object id of a ref that does not exist, as git writes it. */
export const nothing = "0".repeat(40);

/** The bare repository of `owner/name` below the twin's folder; the twin of GitHub's API sits on the same one. */
export const repositoryFolder = (folder: string, name: string): string => {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name)) throw new Error(`not owner/name: ${JSON.stringify(name)}`);
  return join(folder, `${name}.git`);
};

export const hasRepository = (folder: string, name: string): boolean => existsSync(join(repositoryFolder(folder, name), "HEAD"));

/** Names of all repositories below the folder, sorted. */
export const repositoryNames = (folder: string): readonly string[] =>
  foldersIn(folder)
    .flatMap((owner) => foldersIn(join(folder, owner)).map((name) => `${owner}/${name.replace(/\.git$/, "")}`))
    .filter((name) => hasRepository(folder, name))
    .sort();

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/**
 * The object a ref names now, or forty zeros. Reads git's two files itself, a loose ref before `packed-refs`,
 * because a process for each ref would be a tenth of a whole rehearsal.
 */
export const refNow = (repository: string, ref: string): string => {
  const loose = textOf(join(repository, ref))?.trim();
  if (loose !== undefined && /^[0-9a-f]{40}$/.test(loose)) return loose;
  const packed = textOf(join(repository, "packed-refs"))?.split("\n") ?? [];
  return packed.find((line) => line.slice(41) === ref)?.slice(0, 40) ?? nothing;
};

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** Branch that HEAD names, and every ref with its object id, in git's order; read from git's own files for the same reason. */
export const refsOf = (repository: string): { readonly head: string; readonly refs: Readonly<Record<string, string>> } => {
  const packed = (textOf(join(repository, "packed-refs"))?.split("\n") ?? []).filter((line) => /^[0-9a-f]{40} /.test(line));
  const found = new Map(packed.map((line) => [line.slice(41), line.slice(0, 40)] as const));
  for (const ref of looseRefs(repository, "refs")) {
    const id = standsFor(repository, ref);
    if (id !== nothing) found.set(ref, id);
  }
  const head =
    textOf(join(repository, "HEAD"))
      ?.trim()
      .replace(/^ref: /, "") ?? "";
  return { head, refs: Object.fromEntries([...found].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) };
};

/** Names of refs that have a file of their own; one that is being written has none yet. */
const looseRefs = (repository: string, below: string): readonly string[] =>
  readdirSync(join(repository, below), { withFileTypes: true })
    .filter((entry) => !entry.name.endsWith(".lock"))
    .flatMap((entry) => (entry.isDirectory() ? looseRefs(repository, `${below}/${entry.name}`) : [`${below}/${entry.name}`]));

/** The object of a ref, which may stand for another one. */
const standsFor = (repository: string, ref: string, steps = 5): string => {
  const other = /^ref: (\S+)$/.exec(textOf(join(repository, ref))?.trim() ?? "")?.[1];
  return other === undefined || steps === 0 ? refNow(repository, ref) : standsFor(repository, other, steps - 1);
};
