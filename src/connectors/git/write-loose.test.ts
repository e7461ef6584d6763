import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { plainGit } from "../../testing/git-world.ts";
import { type Disk, ownDisk, writeLoose } from "./write-loose.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-loose-writer-"));
plainGit(["init", "--quiet", "--bare", folder]);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (id: string): string => join(folder, "objects", id.slice(0, 2), id.slice(2));

/** The machine's disk, and in which order what was done to it had been done. */
const watched = (done: string[], sync?: () => Promise<void>): Disk => ({
  make: async (file) => {
    const made = await ownDisk.make(file);
    return {
      write: async (bytes) => {
        await made.write(bytes);
        done.push("written");
      },
      sync: async () => {
        await (sync ?? made.sync)();
        done.push("synced");
      },
      close: made.close,
    };
  },
  rename: async (from, to) => {
    done.push("named");
    await ownDisk.rename(from, to);
  },
});

test("an object has its name only once its bytes are on the disk", async () => {
  const done: string[] = [];
  const writer = writeLoose(folder, watched(done));
  const id = writer.put("blob", Buffer.from("first"));
  await writer.written();
  expect(done).toEqual(["written", "synced", "named"]);
  expect(plainGit([`--git-dir=${folder}`, "cat-file", "blob", id])).toBe("first");
});

test("an object that may not be on the disk has no name, leaves nothing behind, and is said", async () => {
  const done: string[] = [];
  const full = (): Promise<void> => Promise.reject(new Error("ENOSPC: no space left on device, fsync"));
  const writer = writeLoose(folder, watched(done, full));
  const id = writer.put("blob", Buffer.from("second"));
  await expect(writer.written()).rejects.toMatchObject({ code: "STORE_UNWRITABLE" });
  expect(done).toEqual(["written"]);
  expect(existsSync(fileOf(id))).toBe(false);
  expect(readdirSync(join(folder, "objects"), { recursive: true, encoding: "utf8" }).filter((name) => name.includes("tmp_obj"))).toEqual(
    [],
  );
});

test("what is there already is not written again", async () => {
  const done: string[] = [];
  const writer = writeLoose(folder, watched(done));
  for (const text of ["first", "third", "third"]) writer.put("blob", Buffer.from(text));
  await writer.written();
  expect(done).toEqual(["written", "synced", "named"]);
});
