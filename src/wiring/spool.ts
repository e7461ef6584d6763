import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Spool } from "../app/changes/write-history.ts";
import { explain } from "../domain/errors.ts";

/** A spool, and the file that it may have made. */
export interface OpenSpool extends Spool {
  readonly close: () => void;
}

/** Texts one behind the other: in memory up to `most` bytes, the rest in a temporary file that is gone with us. Raises STORE_UNUSABLE. */
export const openSpool = (most = 24 * 1024 * 1024): OpenSpool => {
  let held = heldTexts();
  let file = fileTexts();
  const clear = (): void => {
    file.close();
    held = heldTexts();
    file = fileTexts();
  };
  return {
    pack: (text) => {
      const bytes = Buffer.from(text, "utf8");
      if (file.bytes() === 0 && held.bytes() + bytes.length <= most) return { at: held.put(bytes), bytes: bytes.length };
      return { at: held.bytes() + file.put(bytes), bytes: bytes.length };
    },
    unpack: (texts, give) => {
      for (const { at, bytes } of texts) {
        if (bytes === 0) continue;
        if (at < held.bytes()) give(held.from(at));
        else file.read(at - held.bytes(), bytes, give);
      }
    },
    clear,
    close: clear,
  };
};

const heldTexts = () => {
  const texts: Buffer[] = [];
  const starts: number[] = [];
  let total = 0;
  return {
    bytes: (): number => total,
    put: (bytes: Buffer): number => {
      texts.push(bytes);
      starts.push(total);
      total += bytes.length;
      return total - bytes.length;
    },
    /** The last text that begins at a place: those before it are empty. */
    from: (at: number): Buffer => {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      return texts[low] ?? Buffer.alloc(0);
    },
  };
};

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
    put: (bytes: Buffer): number => {
      trying(() => {
        for (let done = 0; done < bytes.length; ) done += writeSync(opened(), bytes, done, bytes.length - done, total + done);
      });
      total += bytes.length;
      return total - bytes.length;
    },
    read: (at: number, bytes: number, give: (bytes: Uint8Array) => void): void => {
      for (let done = 0; done < bytes; ) {
        const block = Buffer.allocUnsafe(Math.min(bytes - done, 256 * 1024));
        const got = trying(() => readSync(opened(), block, 0, block.length, at + done));
        if (got === 0) throw explain("STORE_UNUSABLE", { place: tmpdir(), reason: "a temporary file became shorter" });
        give(block.subarray(0, got));
        done += got;
      }
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
