import { parseLooseVersion } from "../domain/loose-version.ts";
import type { TextRange } from "../domain/text-range.ts";
import type { JsonNode, JsonObject, JsonScalar } from "./json-tree.ts";

/** A text value inside an entry, with the place it stands. */
export interface FeedValue extends TextRange {
  readonly value: string;
}

/** One release of a feed as it stands in the file. */
export interface ReleaseEntry extends TextRange {
  readonly version: FeedValue;
  /** `YYYY-MM-DD`; old entries may have none. */
  readonly date?: FeedValue;
  /** How many keys the entry has in all. */
  readonly keys: number;
}

/** A list of releases inside a JSON file. */
export interface ReleaseList extends TextRange {
  readonly entries: readonly ReleaseEntry[];
}

/** All lists whose every item is an object with a version, at the top or inside objects; a feed has exactly one. */
export const findReleaseList = (tree: JsonNode): readonly ReleaseList[] => {
  if (tree.is === "object") return tree.members.flatMap(({ value }) => findReleaseList(value));
  if (tree.is === "scalar" || tree.items.length === 0) return [];
  const objects = tree.items.filter((item) => item.is === "object");
  const key = objects.length === tree.items.length ? versionKey(objects) : undefined;
  if (key === undefined) return [];
  const dateKey = objects.flatMap(({ members }) => members.filter(({ value }) => isText(value) && plainDate.test(value.value))).at(0)?.key;
  return [{ start: tree.start, end: tree.end, entries: objects.map((object) => entryOf(object, key, dateKey)) }];
};

const plainDate = /^\d{4}-\d\d-\d\d$/;

const isText = (node: JsonNode | undefined): node is JsonScalar & { readonly value: string } =>
  node?.is === "scalar" && typeof node.value === "string";

/** The key that holds a version with a dot in every entry; `version` wins where several do. */
const versionKey = (objects: readonly JsonObject[]): string | undefined => {
  const keys = objects[0]?.members.map(({ key }) => key) ?? [];
  const everywhere = keys.filter((key) => objects.every((object) => isVersion(memberOf(object, key))));
  return everywhere.find((key) => key === "version") ?? everywhere[0];
};

const isVersion = (node: JsonNode | undefined): boolean =>
  isText(node) && node.value.includes(".") && parseLooseVersion(node.value) !== undefined;

const memberOf = (object: JsonObject, key: string): JsonNode | undefined => object.members.find((member) => member.key === key)?.value;

const entryOf = (object: JsonObject, key: string, dateKey: string | undefined): ReleaseEntry => {
  const version = memberOf(object, key);
  const date = dateKey === undefined ? undefined : memberOf(object, dateKey);
  return {
    start: object.start,
    end: object.end,
    version: isText(version) ? version : { value: "", start: object.start, end: object.start },
    ...(isText(date) ? { date } : {}),
    keys: object.members.length,
  };
};
