import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../../domain/errors.ts";
import { fillTemplate } from "../../domain/template.ts";
import type { Train } from "../../domain/train.ts";
import { versionNames } from "../../domain/version-names.ts";

/** A world that nobody serves any more, and the last release that was made in it. */
export interface ClosedWorld {
  /** The world's folder: one folder for each twin, and the ledger. */
  readonly folder: string;
  /** The state folder of the product, for what it keeps beside its journal. */
  readonly state: string;
  /** Where programs are looked for. */
  readonly path: string;
  readonly train: Train;
  readonly version: string;
}

/** One thing of a world that a release made or rests on, and how to change it behind everybody's back. */
export interface Fact {
  /** What to type: lower case, with dashes. */
  readonly name: string;
  readonly about: string;
  readonly flip: (world: ClosedWorld) => void | Promise<void>;
}

/** A template of the configuration filled for the world's release. */
export const filled = ({ version }: Pick<ClosedWorld, "version">, template: string): string => {
  const text = fillTemplate(template, versionNames(version));
  // A label such as `board {captain}` asks for names that only a plan has; nothing in a world is called so.
  return typeof text === "string" ? text : template;
};

/** Changes a twin's durable state, `<twin>/<file>.json`. A change that finds nothing to change is a mistake of whoever asked. */
export const changeState = <State>(
  world: ClosedWorld,
  place: readonly [twin: string, file: string],
  change: (state: State) => State,
): void => rewrite(join(world.folder, place[0], `${place[1]}.json`), (text) => JSON.stringify(change(JSON.parse(text) as State)));

/** Reads a twin's durable state. */
export const stateOf = <State>(world: ClosedWorld, twin: string, file: string): State =>
  JSON.parse(readFileSync(join(world.folder, twin, `${file}.json`), "utf8")) as State;

/** Writes a text file anew; nothing to change is refused, so that no flip ever seems noticed without one. */
export const rewrite = (file: string, change: (text: string) => string): void => {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const after = change(before);
  if (before === after) throw missing(file.split("/").slice(-2).join("/"));
  writeFileSync(file, after);
};

/** The item of a list that a flip is about. */
export const need = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw missing(what);
  return found;
};

const missing = (what: string) =>
  explain("USAGE", { what: `The release left nothing of this in the world: ${what}.`, next: "Choose another fact from --list-facts." });

/** The list with its last match changed, or without it. */
export const changeLast = <T>(all: readonly T[], matches: (each: T) => boolean, change: (each: T) => readonly T[]): readonly T[] => {
  const at = all.findLastIndex(matches);
  return all.flatMap((each, index) => (index === at ? change(each) : [each]));
};
