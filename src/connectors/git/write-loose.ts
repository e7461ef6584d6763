import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";

/** Objects on their way to the disk. */
export interface LooseWriter {
  /** Says the object's id at once. */
  readonly put: (type: "blob" | "tree" | "commit", bytes: Uint8Array) => ObjectId;
  /** When all that was put is on the disk. Raises STORE_UNWRITABLE. */
  readonly written: () => Promise<void>;
}

/** What a file goes through on its way to the disk. */
export interface Disk {
  /** Makes a file that is not there yet, to be read only. */
  readonly make: (file: string) => Promise<MadeFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
}

/** A file that is being written. */
export interface MadeFile {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** When what was written is on the disk, also should the machine stop now. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The machine's own. */
export const ownDisk: Disk = {
  make: async (file) => {
    const handle = await open(file, "wx", 0o444);
    return { write: (bytes) => handle.writeFile(bytes), sync: () => handle.sync(), close: () => handle.close() };
  },
  rename,
};

/** Writes objects as git does, each a file of its own, whole when it has its name. git may leave it to the machine when they reach the disk; here they are there. */
export const writeLoose = (folder: string, disk: Disk = ownDisk): LooseWriter => {
  const begun = new Map<ObjectId, Promise<void>>();
  return {
    put: (type, bytes) => {
      const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
      const id = createHash("sha1").update(whole).digest("hex");
      if (begun.has(id)) return id;
      const keeping = keep(join(folder, "objects", id.slice(0, 2), id.slice(2)), whole, disk);
      // It is told when all are waited for.
      keeping.catch(() => undefined);
      begun.set(id, keeping);
      return id;
    },
    written: async () => {
      // All have ended before anything is said about one.
      const failed = (await Promise.allSettled(begun.values())).find((each) => each.status === "rejected");
      if (failed === undefined) return;
      const cause: unknown = failed.reason;
      throw explain("STORE_UNWRITABLE", { place: folder, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
    },
  };
};

const keep = async (file: string, whole: Buffer, disk: Disk): Promise<void> => {
  if (existsSync(file)) return;
  // A name that git takes for the rest of a write that was cut off, and one day removes.
  written += 1;
  const aside = join(dirname(file), `tmp_obj_${process.pid}_${written}`);
  await mkdir(dirname(file), { recursive: true });
  try {
    const made = await disk.make(aside);
    try {
      await made.write(deflateSync(whole));
      await made.sync();
    } finally {
      await made.close();
    }
    await disk.rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
};

/** One name for each file of this process. */
let written = 0;
