import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Where a bare repository has these objects. Git's answer about objects never changes, and is the same in every repository that has them: two for which
 * this text is the same both have them, or neither has. A pack is named by what it holds, and any other object is a file of its own.
 */
export const placesOf = (repository: string, ids: readonly string[]): string =>
  [...packsOf(repository), ...ids.map((id) => (isLoose(repository, id) ? `${id} loose` : id))].join(" ");

const packsOf = (repository: string): readonly string[] => {
  const folder = join(repository, "objects", "pack");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

const isLoose = (repository: string, id: string): boolean => existsSync(join(repository, "objects", id.slice(0, 2), id.slice(2)));
