import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { ObjectReader } from "./object-reader.ts";

/**
 * Reads what has a file of its own in a bare repository of ours without git: most of what one release touches, for which no program has to be started.
 * What is not there, is large, or is not what its name says is git's matter.
 */
export const looseFirst = (folder: string, others: ObjectReader): ObjectReader => ({
  ...others,
  info: async (id) => {
    const found = looseObject(folder, id);
    return found === undefined ? others.info(id) : { id, type: found.type, size: found.bytes.length };
  },
  read: async (id) => looseObject(folder, id)?.bytes ?? others.read(id),
});

interface Loose {
  readonly type: string;
  readonly bytes: Buffer;
}

const mostPacked = 256 * 1024;
const mostBytes = 1024 * 1024;

const looseObject = (folder: string, id: ObjectId): Loose | undefined => {
  if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
  const file = join(folder, "objects", id.slice(0, 2), id.slice(2));
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined || size > mostPacked) return undefined;
    const whole = inflateSync(readFileSync(file), { maxOutputLength: mostBytes });
    return createHash("sha1").update(whole).digest("hex") === id ? takenApart(whole) : undefined;
  } catch {
    // A file that cannot be read is told of by git, in its words.
    return undefined;
  }
};

/** `blob 12`, a zero byte, and as many bytes. */
const takenApart = (whole: Buffer): Loose | undefined => {
  const end = whole.indexOf(0);
  const header = /^(?<type>blob|tree|commit|tag) (?<size>\d{1,10})$/.exec(whole.toString("latin1", 0, Math.min(end, 32)))?.groups;
  const bytes = whole.subarray(end + 1);
  return header?.["type"] !== undefined && Number(header["size"]) === bytes.length ? { type: header["type"], bytes } : undefined;
};
