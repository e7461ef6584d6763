import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { requireArtifactName } from "../domain/artifact-name.ts";
import { explain } from "../domain/errors.ts";
import type { Artifacts } from "../domain/ports/artifacts.ts";

/** Artifacts as files `<state>/releases/<version>/<name>`, complete on the disk before their name is. */
export const openArtifacts = (state: string): Artifacts => ({
  read: async (version, name) => {
    const file = placeOf(state, version, name);
    try {
      return await readFile(file);
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw unusable(file, cause);
    }
  },
  write: async (version, name, bytes) => {
    const file = placeOf(state, version, name);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeDurably(`${file}.new`, bytes);
      await rename(`${file}.new`, file);
    } catch (cause) {
      throw hasNoRoom(cause) ? explain("STORE_UNWRITABLE", { place: state, reason: reasonOf(cause) }, { cause }) : unusable(file, cause);
    }
  },
});

const writeDurably = async (file: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(file, "w");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const placeOf = (state: string, version: string, name: string): string => {
  requireArtifactName(version, name);
  return join(state, "releases", version, name);
};

const isMissing = (cause: unknown): boolean => codeOf(cause) === "ENOENT";

/** The disk is full, its share is used up, a limit on the size of files is met, or it is broken: no other state folder helps, and none should be advised. */
const hasNoRoom = (cause: unknown): boolean => ["ENOSPC", "EDQUOT", "EFBIG", "EIO"].includes(codeOf(cause));

const codeOf = (cause: unknown): string => (cause instanceof Error && "code" in cause ? String(cause.code) : "");

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const unusable = (place: string, cause: unknown) => explain("STORE_UNUSABLE", { place, reason: reasonOf(cause) }, { cause });
