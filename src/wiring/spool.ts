import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Spool } from "../app/changes/write-history.ts";
import { explain } from "../domain/errors.ts";
import type { Packed } from "../domain/history-sections.ts";

/** A spool, and the file that it may have made. */
export interface OpenSpool extends Spool {
  readonly close: () => void;
}

/** Texts one behind the other: in memory up to `most` bytes, the rest in a temporary file that is gone with us. Raises STORE_UNUSABLE. */
export const openSpool = (most = 4 * 1024 * 1024): OpenSpool => {
  const held = Buffer.allocUnsafe(most);
  let filled = 0;
  let file = fileTexts();
  const clear = (): void => {
    file.close();
    filled = 0;
    file = fileTexts();
  };
  return {
    pack: (text) => {
      const bytes = Buffer.byteLength(text, "utf8");
      const at = filled + file.bytes();
      if (file.bytes() === 0 && at + bytes <= most) filled += held.write(text, at, "utf8");
      else file.put(Buffer.from(text, "utf8"));
      return { at, bytes };
    },
    unpack: (texts) => inBlocks(texts, (at, block) => (at < filled ? held.copy(block, 0, at, filled) : file.read(at - filled, block))),
    clear,
    close: clear,
  };
};

/** One block for all: a new one for each would be garbage of the size of the whole changelog before anybody collects it. */
function* inBlocks(texts: readonly Packed[], read: (at: number, block: Buffer) => number): Generator<Uint8Array> {
  const block = Buffer.allocUnsafe(256 * 1024);
  let filled = 0;
  for (const { at, bytes } of texts)
    for (let done = 0; done < bytes; ) {
      const got = read(at + done, block.subarray(filled, filled + bytes - done));
      done += got;
      filled += got;
      if (filled < block.length) continue;
      yield block;
      filled = 0;
    }
  if (filled > 0) yield block.subarray(0, filled);
}

const fileTexts = () => {
  let file: { readonly descriptor: number; readonly folder: string } | undefined;
  let total = 0;
  const opened = (): number => {
    if (file === undefined) {
      const folder = mkdtempSync(join(tmpdir(), "signalbox-spool-"));
      file = { folder, descriptor: openSync(join(folder, "texts"), "w+", 0o600) };
    }
    return file.descriptor;
  };
  return {
    bytes: (): number => total,
    put: (bytes: Buffer): void => {
      trying(() => {
        for (let done = 0; done < bytes.length; ) done += writeSync(opened(), bytes, done, bytes.length - done, total + done);
      });
      total += bytes.length;
    },
    read: (at: number, block: Buffer): number => {
      const got = trying(() => readSync(opened(), block, 0, block.length, at));
      if (got === 0) throw explain("STORE_UNUSABLE", { place: tmpdir(), reason: "a temporary file became shorter" });
      return got;
    },
    close: (): void => {
      if (file === undefined) return;
      closeSync(file.descriptor);
      rmSync(file.folder, { recursive: true, force: true });
    },
  };
};

const trying = <T>(act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    throw explain("STORE_UNUSABLE", { place: tmpdir(), reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
};
