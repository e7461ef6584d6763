import { closeSync, openSync, writeSync } from "node:fs";
import { explain } from "../domain/errors.ts";

/** A file being written piece by piece, at the pace of the disk. */
export interface Writing {
  readonly write: (bytes: Uint8Array) => void;
  readonly written: () => number;
  readonly close: () => void;
}

/** Opens a file that a person named, and replaces what is in it, as `>` does. Raises USAGE where it cannot be written. */
export const writingTo = (path: string): Writing => {
  const file = trying(path, () => openSync(path, "w"));
  let total = 0;
  return {
    write: (bytes) => {
      for (let at = 0; at < bytes.length; ) at += trying(path, () => writeSync(file, bytes, at));
      total += bytes.length;
    },
    written: () => total,
    close: () => closeSync(file),
  };
};

const trying = <T>(path: string, act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw explain(
      "USAGE",
      { what: `${path} cannot be written: ${reason}.`, next: "Name a file in a folder that is there and may be written." },
      { cause },
    );
  }
};
