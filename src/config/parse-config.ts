import type { Problem } from "../domain/problem.ts";
import type { Train } from "../domain/train.ts";
import { checkShape } from "./check-shape.ts";
import { type Complaint, shortly } from "./complaint.ts";
import { nearestPlace, type Places, placeKey, showPath } from "./place.ts";
import { readYaml } from "./read-yaml.ts";
import { rules } from "./rules/index.ts";
import type { Surroundings } from "./rules/rule.ts";
import type { Words } from "./sections/index.ts";
import { toTrain } from "./to-train.ts";
import { mostCharacters } from "./too-much.ts";

/** A train, with what is allowed but probably not meant; or everything that has to be mended first, warnings included. */
export type ParsedConfig =
  | { readonly is: "train"; readonly train: Train; readonly warnings: readonly Problem[] }
  | { readonly is: "refused"; readonly problems: readonly Problem[] };

/**
 * Reads a whole configuration and reports all its problems at once, in the order of the text. `read` gives templates beside the configuration,
 * by the relative path written there; `isZone` and `zones` know the names of time zones. Never throws, whatever the text is.
 */
export const parseConfig = (
  text: string,
  read: (relativePath: string) => string | undefined,
  isZone: (name: string) => boolean,
  zones: () => readonly string[],
): ParsedConfig => {
  const clean = text.replace(/^\ufeff/, "");
  const yaml = readYaml(clean);
  const place = placing(clean, yaml.places);
  if (yaml.value === undefined && yaml.complaints.length > 0) return { is: "refused", problems: sorted(yaml.complaints.map(place)) };
  const { words, complaints } = checkShape(yaml.value, yaml.places);
  const around = { read: remembered(read), isZone, zones };
  const found = [...complaints, ...complaintsOfRules(words, around)];
  const problems = sorted([...yaml.complaints.map(place), ...found.map(place)]);
  if (problems.some((each) => each.severity === "error")) return { is: "refused", problems };
  return { is: "train", train: toTrain(words as Words, around.read), warnings: problems };
};

const complaintsOfRules = (words: Partial<Words>, around: Surroundings): readonly Complaint[] =>
  rules.flatMap(({ reads, find }) => (reads.every((section) => section in words) ? find(words as Words, around) : []));

/** A template is read once, so that what was checked is what is used. */
const remembered = (read: Surroundings["read"]): Surroundings["read"] => {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    if (!texts.has(file)) texts.set(file, read(file));
    return texts.get(file);
  };
};

type Placed = Complaint & { readonly offset?: number };

const placing = (text: string, places: Places): ((complaint: Placed) => Problem) => {
  // A text that was refused for its size has its one problem at the head.
  const starts = [0, ...[...text.slice(0, mostCharacters).matchAll(/\n/g)].map((each) => each.index + 1)];
  return ({ path, atKey, severity, found, expected, suggestion, offset }) => {
    const at = offset ?? offsetOf(places, path, atKey === true);
    const line = lineOf(starts, at);
    return {
      severity: severity ?? "error",
      line,
      column: at - (starts[line - 1] ?? 0) + 1,
      path: showPath(path),
      found: shortly(found),
      expected,
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  };
};

/** At the key where the key is wrong, or where what should be in a section is not there. */
const offsetOf = (places: Places, path: Complaint["path"], atKey: boolean): number => {
  const exact = places.get(placeKey(path));
  const place = exact ?? nearestPlace(places, path);
  if (place === undefined) return 0;
  return atKey || exact === undefined ? (place.key ?? place.value).start : place.value.start;
};

const lineOf = (starts: readonly number[], offset: number): number => {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
};

const sorted = (problems: readonly Problem[]): readonly Problem[] => {
  const seen = new Set<string>();
  return problems
    .filter((each) => {
      const key = JSON.stringify(each);
      return seen.has(key) ? false : seen.add(key).has(key);
    })
    .toSorted((a, b) => a.line - b.line || a.column - b.column || (a.path < b.path ? -1 : 1));
};
