import { readFileSync, type Stats, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { parseConfig } from "../config/parse-config.ts";
import { type SectionText, sectionTexts } from "../config/section-texts.ts";
import { showProblem } from "../config/show-problem.ts";
import { hashOf } from "../domain/canonical.ts";
import { explain } from "../domain/errors.ts";
import type { Train } from "../domain/train.ts";
import { runtimeZones } from "../host/zones.ts";

/** A train, and the hash of the file and the templates that it was read from. */
export interface LoadedTrain {
  readonly train: Train;
  readonly configuration: string;
  /** What a person should look at, as lines for a terminal. */
  readonly warnings: readonly string[];
  /** The configuration section by section, as it is written. */
  readonly sections: () => readonly SectionText[];
}

/** Reads a configuration and the templates beside it. Raises CONFIG_MISSING, CONFIG_NO_FILE, or CONFIG_INVALID with every problem. */
export const loadTrain = async (file: string): Promise<LoadedTrain> => {
  const found = oddity(file);
  if (found !== undefined) throw explain("CONFIG_NO_FILE", { file, found });
  const text = readText(file);
  if (text === undefined) throw explain("CONFIG_MISSING", { file });
  const zones = runtimeZones();
  const read = new Map([["", text]]);
  const beside = readBeside(file);
  const parsed = parseConfig(
    text,
    (path) => {
      const found = beside(path);
      if (found !== undefined) read.set(path, found);
      return found;
    },
    (name) => zones.isZone(name),
    () => zones.names(),
  );
  if (parsed.is === "train")
    return {
      train: parsed.train,
      configuration: hashOf(Object.fromEntries(read)),
      warnings: parsed.warnings.map((each) => showProblem(text, each)),
      sections: () => sectionTexts(text),
    };
  throw explain("CONFIG_INVALID", { file, problems: parsed.problems.map((each) => showProblem(text, each)).join("\n") });
};

/** Reads files below the configuration's own folder, and no others. */
export const readBeside =
  (file: string) =>
  (path: string): string | undefined => {
    const folder = dirname(resolve(file));
    const target = resolve(folder, path);
    return relative(folder, target).startsWith("..") ? undefined : readText(target);
  };

const readText = (file: string): string | undefined => {
  // A pipe or a device would be waited for.
  if (statOf(file)?.isFile() !== true) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** What stands there, when it is something else than a file. */
const oddity = (file: string): string | undefined => {
  const stats = statOf(file);
  if (stats === undefined || stats.isFile()) return undefined;
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isSocket() ? "a socket" : "a device";
};

const statOf = (file: string): Stats | undefined => {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
};
