import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Git, resolve } from "./run.ts";

/**
 * A branch's commit; the name is without `refs/heads/`. Reads git's two files itself, a loose ref before `packed-refs`, because every answer
 * about a pull request asks for two branches and a process for each would be most of its time.
 */
export function branchHead({ folder }: Git, name: string): string | undefined {
  if (name.split("/").some((part) => part === "" || part.startsWith("."))) return undefined;
  const ref = `refs/heads/${name}`;
  const loose = textOf(join(folder, ref))?.trim() ?? "";
  if (/^[0-9a-f]{40}$/.test(loose)) return loose;
  const packed = textOf(join(folder, "packed-refs"))?.split("\n") ?? [];
  return packed.find((line) => line.slice(41) === ref)?.slice(0, 40);
}

/** A branch, a tag or a commit id, in GitHub's order of preference, as a commit. Anything else names nothing. */
export async function committish(git: Git, name: string): Promise<string | undefined> {
  if (/^[0-9a-f]{40}$/.test(name)) return resolve(git, name);
  const full = name.startsWith("refs/") ? await resolve(git, name) : undefined;
  const branch = full ?? branchHead(git, name.replace(/^heads\//, ""));
  const tag = branch ?? (await resolve(git, `refs/tags/${name.replace(/^tags\//, "")}`));
  return tag ?? (/^[0-9a-f]{7,39}$/.test(name) ? resolve(git, name) : undefined);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
