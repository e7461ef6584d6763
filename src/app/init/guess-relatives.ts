import { listValues, type StandingValue } from "../../edits/list-values.ts";
import { readValue } from "../../edits/read-value.ts";
import { type GuessedFile, guessedValue } from "./guessed-file.ts";
import { isLock, mayCarryVersion, type RepositorySurvey, textsOf } from "./repository-survey.ts";

/**
 * What a release writes besides the version because of it: packages of the repository that depend on each other, its own entries in lock files,
 * and the day beside the version.
 */
export const guessRelatives = (survey: RepositorySurvey, own: readonly GuessedFile[]): readonly GuessedFile[] => {
  const packages = own.flatMap((each) => packageOf(survey, each) ?? []);
  const workspace = packages.find(({ file }) => file.place.is === "at" && file.place.path === "workspace.package.version");
  const all = [...packages, ...(workspace === undefined ? [] : membersOf(survey, workspace.file))];
  return textsOf(survey).flatMap(({ file, text }) => {
    if (isLock(file)) return inLock(file, text, all);
    if (!mayCarryVersion(file)) return [];
    return [...dependencies(file, text, all), ...own.filter((each) => each.file === file).flatMap((each) => daysBeside(text, each))];
  });
};

/** A package of the repository: what others depend on, by name, at the version that its own file holds. */
interface OwnPackage {
  readonly name: string;
  readonly file: GuessedFile;
}

const packageOf = ({ contents }: RepositorySurvey, file: GuessedFile): OwnPackage | undefined => {
  const paths = namePaths.find(([pattern]) => pattern.test(file.file))?.[1] ?? [];
  const name = paths.map((path) => readValue(contents[file.file], file.file, path)).find((each) => each !== undefined);
  if (name !== undefined) return { name, file };
  return /(?:^|\/)Cargo\.toml$/.test(file.file) ? { name: "", file } : undefined;
};

const namePaths: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\/)package\.json$/, ["name"]],
  [/(?:^|\/)Cargo\.toml$/, ["package.name"]],
  [/(?:^|\/)pyproject\.toml$/, ["project.name", "tool.poetry.name"]],
];

/** Crates that take their version from the workspace have none of their own to write, but are in the lock file. */
const membersOf = (survey: RepositorySurvey, own: GuessedFile): readonly OwnPackage[] =>
  textsOf(survey)
    .filter(({ file, text }) => /(?:^|\/)Cargo\.toml$/.test(file) && readValue(text, file, "package.version.workspace") === "true")
    .flatMap(({ file, text }) => {
      const name = readValue(text, file, "package.name");
      return name === undefined ? [] : [{ name, file: own }];
    });

const dependencies = (file: string, text: string, packages: readonly OwnPackage[]): readonly GuessedFile[] =>
  listValues(text, file).flatMap((value) => {
    const { keys } = value;
    const list = keys.findIndex((key) => typeof key === "string" && /dependencies$/i.test(key));
    const found = list < 0 ? undefined : packages.find(({ name }) => name !== "" && name === keys[list + 1]);
    const isVersion = keys.length === list + 2 || (keys.length === list + 3 && keys.at(-1) === "version");
    return found !== undefined && isVersion && isRangeOf(value, found.file.holds) ? guess(file, text, value, found) : [];
  });

/** `1.2.3`, `^1.2.3`, `=1.2.3`, `workspace:~1.2.3`. */
const isRangeOf = ({ value }: StandingValue, holds: string): boolean =>
  value.endsWith(holds) && /^(?:workspace:)?(?:[\^~=]|[<>]=|==|~=)? ?$/.test(value.slice(0, value.length - holds.length));

const inLock = (file: string, text: string, packages: readonly OwnPackage[]): readonly GuessedFile[] =>
  listValues(text, file).flatMap((value) => {
    const found = file.endsWith(".json") ? inPackageLock(file, value, packages) : inPackageList(value, packages);
    return found !== undefined && isRangeOf(value, found.file.holds) ? guess(file, text, value, found) : [];
  });

/** The lock of npm: the root twice, workspaces by their folder, and what they ask of each other. */
const inPackageLock = (file: string, { keys }: StandingValue, packages: readonly OwnPackage[]): OwnPackage | undefined => {
  const at = (folder: string): OwnPackage | undefined => packages.find((each) => each.file.file === joined(file, folder));
  const [first, folder = "", key, name] = keys;
  if (keys.length === 1) return first === "version" ? at("") : undefined;
  if (first !== "packages" || typeof folder !== "string" || at(folder) === undefined) return undefined;
  if (keys.length === 3) return key === "version" ? at(folder) : undefined;
  return keys.length === 4 && typeof key === "string" && /dependencies$/i.test(key)
    ? packages.find((each) => each.name === name)
    : undefined;
};

const joined = (lock: string, folder: string): string =>
  [...lock.split("/").slice(0, -1), ...folder.split("/").filter((part) => part !== ""), "package.json"].join("/");

/** Locks that are a list of packages with names. */
const inPackageList = ({ keys, at }: StandingValue, packages: readonly OwnPackage[]): OwnPackage | undefined =>
  keys.length === 3 && keys[0] === "package" && keys[2] === "version"
    ? packages.find(({ name }) => name !== "" && at === `package[name=${JSON.stringify(normal(name))}].version`)
    : undefined;

/** Python's tools write names in one form; crates are in it already, but for the underline. */
const normal = (name: string): string =>
  /^[a-z0-9_-]+$/.test(name) && name.includes("_") ? name : name.toLowerCase().replaceAll(/[-_.]+/g, "-");

const guess = (file: string, text: string, value: StandingValue, found: OwnPackage): readonly GuessedFile[] => {
  const guessed = guessedValue(file, text, value, { holds: found.file.holds, template: found.file.to });
  if (guessed === undefined) return [];
  const { onMain } = found.file;
  return [onMain === undefined ? guessed : { ...guessed, onMain: value.value.replace(found.file.holds, () => onMain) }];
};

/** The day of the release, where it stands beside the version. */
const daysBeside = (text: string, { file, place }: GuessedFile): readonly GuessedFile[] => {
  if (place.is !== "at") return [];
  const above = place.path.replace(/[^.]*$/, "");
  return listValues(text, file).flatMap((value) =>
    value.isNamed &&
    value.at.startsWith(above) &&
    /^(?:published|releas(?:e|ed)|(?:release[-_ ]?)?date)$/i.test(value.at.slice(above.length)) &&
    /^\d{4}-\d\d-\d\d$/.test(value.value)
      ? (guessedValue(file, text, value, { holds: value.value, template: "{day}" }) ?? [])
      : [],
  );
};
