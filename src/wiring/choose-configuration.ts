import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { initTrain } from "../app/init-train.ts";
import { inspectLocal } from "../connectors/git/local.ts";
import { explain } from "../domain/errors.ts";
import { openProcesses } from "../host/processes.ts";
import { seedRepository } from "../twins/git/seed-repository.ts";
import type { StageOptions } from "./stage-options.ts";
import { surveyLocal } from "./survey-local.ts";

/** What a rehearsal runs on: a configuration, and a clone of its repository; the example's repositories are generated. */
export interface Choice {
  readonly config: string;
  readonly repository: string | undefined;
  /** Sections of the configuration that were guessed. */
  readonly guessed: readonly string[];
}

/**
 * A configuration that was named is rehearsed on the repository that was named with it, or on the one it lies in. A repository without a
 * configuration gets what `init` would write. Nothing named: the configuration of this folder, or else the example.
 */
export const chooseConfiguration = async (options: StageOptions & { readonly path: string }): Promise<Choice> => {
  const choice = await choose(options);
  const processes = openProcesses(options.environment);
  try {
    for (const clone of [choice.repository ?? [], Object.values(options.clones)].flat()) await inspectLocal(processes, clone);
  } finally {
    processes.close();
  }
  return choice;
};

const choose = async (options: StageOptions & { readonly path: string }): Promise<Choice> => {
  const { cwd, example } = options;
  const repository = options.repository === undefined ? undefined : await localCopy(options, options.repository);
  const named = options.config === undefined ? undefined : resolve(cwd, options.config);
  if (named !== undefined && !existsSync(named)) throw explain("CONFIG_MISSING", { file: named });
  if (named !== undefined)
    return { config: named, repository: repository ?? (isExample(named, example) ? undefined : dirname(named)), guessed: [] };
  if (repository !== undefined) return configurationOf(options, repository);
  const own = join(cwd, "signalbox.yaml");
  const isOwn = existsSync(own) && resolve(cwd) !== resolve(dirname(example), "..", "..");
  return isOwn ? { config: own, repository: cwd, guessed: [] } : { config: example, repository: undefined, guessed: [] };
};

/** Every example stands beside the first one, and all fit the generated repositories. */
const isExample = (file: string, example: string): boolean => dirname(dirname(file)) === dirname(dirname(example));

/** The configuration that lies in a repository, or what `init` makes of it, kept with the rehearsal. */
const configurationOf = async ({ folder, environment, onGuess }: StageOptions, repository: string): Promise<Choice> => {
  const own = join(repository, "signalbox.yaml");
  if (existsSync(own)) return { config: own, repository, guessed: [] };
  const processes = openProcesses(environment);
  const { yaml, guesses } = initTrain(await surveyLocal(processes, repository).finally(processes.close));
  const file = join(folder, "signalbox.yaml");
  writeFileSync(file, yaml);
  onGuess(guesses);
  return { config: file, repository, guessed: [...new Set(guesses.map((each) => each.key.split(".")[0] ?? ""))] };
};

/** A folder stays where it is and is only read; an address is cloned once, before the world's door closes. */
const localCopy = async ({ cwd, folder, path }: StageOptions & { readonly path: string }, repository: string): Promise<string> => {
  if (!/^https:\/\//.test(repository)) {
    const place = resolve(cwd, repository);
    if (!existsSync(place) && looksLikeAddress(repository)) throw explain("ADDRESS_NOT_CLONED", { address: withoutUser(repository) });
    return place;
  }
  try {
    return await seedRepository({ path, folder: join(folder, "cloned"), name: "cloned/repository", source: repository });
  } catch (cause) {
    throw explain(
      "GIT_FAILED",
      { command: `clone ${withoutUser(repository)}`, message: cause instanceof Error ? cause.message : "" },
      { cause },
    );
  }
};

/** `ssh://…`, `file:///…`, `ext::…` and the short form `git@host:path`, none of which is a folder. */
const looksLikeAddress = (repository: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|[\w.-]+@[\w.-]+:)/i.test(repository);

/** What stands before `@` in an address may be a token. */
const withoutUser = (address: string): string => address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, "$1");
