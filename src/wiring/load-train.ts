import { parseConfig } from "../config/parse-config.ts";
import { type SectionText, sectionTexts } from "../config/section-texts.ts";
import { showProblem } from "../config/show-problem.ts";
import { hashOf } from "../domain/canonical.ts";
import { explain } from "../domain/errors.ts";
import type { Train } from "../domain/train.ts";
import { runtimeZones } from "../host/zones.ts";
import { readBeside, readFileText, statOf } from "./read-beside.ts";

/** A train, and the hash of the file and the templates that it was read from. */
export interface LoadedTrain {
  readonly train: Train;
  readonly configuration: string;
  /** The text of each file that was asked for, by its path; the configuration's own path is "", and a file that is not there has no text. */
  readonly read: ReadonlyMap<string, string | undefined>;
  /** What a person should look at, as lines for a terminal. */
  readonly warnings: readonly string[];
  /** The configuration section by section, as it is written. */
  readonly sections: () => readonly SectionText[];
}

/** Reads a configuration and the templates beside it. Raises CONFIG_MISSING, CONFIG_NO_FILE, or CONFIG_INVALID with every problem. */
export const loadTrain = async (file: string): Promise<LoadedTrain> => {
  const found = oddity(file);
  if (found !== undefined) throw explain("CONFIG_NO_FILE", { file, found });
  const text = readFileText(file);
  if (text === undefined) throw explain("CONFIG_MISSING", { file });
  const zones = runtimeZones();
  const read = new Map<string, string | undefined>([["", text]]);
  const beside = readBeside(file);
  const parsed = parseConfig(
    text,
    (path) => {
      const found = beside(path);
      read.set(path, found);
      return found;
    },
    (name) => zones.isZone(name),
    () => zones.names(),
  );
  if (parsed.is === "train")
    return {
      train: parsed.train,
      configuration: hashOf(Object.fromEntries([...read].flatMap(([path, found]) => (found === undefined ? [] : [[path, found]])))),
      read,
      warnings: parsed.warnings.map((each) => showProblem(text, each)),
      sections: () => sectionTexts(text),
    };
  throw explain("CONFIG_INVALID", { file, problems: parsed.problems.map((each) => showProblem(text, each)).join("\n") });
};

/** What stands there, when it is something else than a file. */
const oddity = (file: string): string | undefined => {
  const stats = statOf(file);
  if (stats === undefined || stats.isFile()) return undefined;
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isSocket() ? "a socket" : "a device";
};
