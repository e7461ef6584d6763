import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { explain } from "../../domain/errors.ts";
import type { Git } from "./git.ts";

/**
 * Makes a bare repository of our own where there is none: aside, and named when complete, because another process may begin at the same moment.
 * Raises STORE_UNUSABLE.
 */
export const makeBare = async (git: Git, folder: string): Promise<void> => {
  if (existsSync(join(folder, "HEAD"))) return;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 }).catch((cause: Error) => {
    throw explain("STORE_UNUSABLE", { place: dirname(folder), reason: cause.message }, { cause });
  });
  const aside = await mkdtemp(`${folder}.`);
  await git.must({ argv: ["init", "--quiet", "--bare", "--template=", "--initial-branch=none", aside] });
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, "HEAD"))) throw error;
  });
};
