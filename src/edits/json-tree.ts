import type { TextRange } from "../domain/text-range.ts";

/** A JSON value with the place where it stands, so that a change can be a splice. */
export type JsonNode = JsonObject | JsonList | JsonScalar;

export interface JsonObject extends TextRange {
  readonly is: "object";
  readonly members: readonly { readonly key: string; readonly value: JsonNode }[];
}

export interface JsonList extends TextRange {
  readonly is: "list";
  readonly items: readonly JsonNode[];
}

export interface JsonScalar extends TextRange {
  readonly is: "scalar";
  readonly value: string | number | boolean | null;
}

/**
 * Parses strict JSON into a tree with ranges, or says in words what is wrong. Duplicate keys are refused: readers disagree about which one counts.
 * The nesting is limited so that no file can exhaust the stack.
 */
export const parseJsonTree = (text: string): JsonNode | string => {
  try {
    JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? error.message : "not JSON";
  }
  try {
    return readValue({ text, at: 0 }, 0);
  } catch (error) {
    if (error instanceof UnreadableJson) return error.message;
    throw error;
  }
};

/** The lines that stand before a place, counted from 1: for messages. */
export const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;

const deepest = 200;

class UnreadableJson extends Error {}

interface Cursor {
  readonly text: string;
  at: number;
}

// JSON.parse has accepted the text before, so the scan below may trust its grammar and only keeps positions.
const readValue = (cursor: Cursor, depth: number): JsonNode => {
  if (depth > deepest) throw new UnreadableJson(`nested deeper than ${deepest} levels`);
  skipSpace(cursor);
  const first = cursor.text.charAt(cursor.at);
  if (first === "{") return readObject(cursor, depth);
  if (first === "[") return readList(cursor, depth);
  return readScalar(cursor);
};

const readObject = (cursor: Cursor, depth: number): JsonObject => {
  const start = cursor.at++;
  const members: { key: string; value: JsonNode }[] = [];
  const keys = new Set<string>();
  while (next(cursor) !== "}") {
    const name = readScalar(cursor);
    const key = String(name.value);
    if (keys.has(key))
      throw new UnreadableJson(`line ${lineAt(cursor.text, name.start)}: the key ${JSON.stringify(key.slice(0, 80))} stands twice`);
    keys.add(key);
    next(cursor);
    cursor.at++;
    members.push({ key, value: readValue(cursor, depth + 1) });
    if (next(cursor) === ",") cursor.at++;
  }
  return { is: "object", start, end: ++cursor.at, members };
};

const readList = (cursor: Cursor, depth: number): JsonList => {
  const start = cursor.at++;
  const items: JsonNode[] = [];
  while (next(cursor) !== "]") {
    items.push(readValue(cursor, depth + 1));
    if (next(cursor) === ",") cursor.at++;
  }
  return { is: "list", start, end: ++cursor.at, items };
};

const readScalar = (cursor: Cursor): JsonScalar => {
  const start = cursor.at;
  if (cursor.text.charAt(start) === '"') {
    let at = start + 1;
    while (cursor.text.charAt(at) !== '"') at += cursor.text.charAt(at) === "\\" ? 2 : 1;
    cursor.at = at + 1;
  } else {
    const token = /[^\s,\]}]*/y;
    token.lastIndex = start;
    cursor.at = start + (token.exec(cursor.text)?.[0].length ?? 0);
  }
  return { is: "scalar", start, end: cursor.at, value: JSON.parse(cursor.text.slice(start, cursor.at)) };
};

const next = (cursor: Cursor): string => {
  skipSpace(cursor);
  return cursor.text.charAt(cursor.at);
};

const skipSpace = (cursor: Cursor): void => {
  while (" \t\r\n".includes(cursor.text.charAt(cursor.at)) && cursor.at < cursor.text.length) cursor.at++;
};
