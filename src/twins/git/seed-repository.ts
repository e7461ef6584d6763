import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { explain } from "../../domain/errors.ts";
import { hasRepository, repositoryFolder } from "./repository.ts";
import { mustGit, runGit } from "./run-git.ts";

/** Where a world's repository comes from: `source` is a folder of this machine or an https address; it is only read. */
export interface Seeding {
  /** Where git is looked for. */
  readonly path: string;
  readonly folder: string;
  /** `owner/name`. */
  readonly name: string;
  readonly source: string;
}

/**
 * Makes the world's bare repository from a copy of a real one, with its branches and tags, and resolves with its folder. Of a clone, branches
 * that only the remote has count too; a local branch goes before the remote's of the same name. Does nothing where it exists. Raises SHALLOW_CLONE
 * and PARTIAL_CLONE.
 */
export const seedRepository = async ({ path, folder, name, source }: Seeding): Promise<string> => {
  const target = repositoryFolder(folder, name);
  if (hasRepository(folder, name)) return target;
  await mkdir(dirname(target), { recursive: true });
  const local = existsSync(source);
  // Copying files is many times faster than packing; hard links would let the two repositories share what one of them damages.
  const how = local ? ["--local", "--no-hardlinks"] : [];
  // The program that reads the source sees no configuration given by variables, only files: whose folder it is must not matter here.
  const trusting = `${target}.trust`;
  await writeFile(trusting, "[safe]\n\tdirectory = *\n");
  const environment = { GIT_ALLOW_PROTOCOL: local ? "file" : "https", GIT_CONFIG_GLOBAL: trusting };
  const place = local ? resolve(source) : source;
  try {
    if (local && (await lacksObjects(path, environment, place))) throw explain("PARTIAL_CLONE", { place: source });
    await mustGit({ path, environment, argv: ["clone", "--quiet", "--bare", "--template=", ...how, "--end-of-options", place, target] });
    if (existsSync(join(target, "shallow"))) throw explain("SHALLOW_CLONE", { place: source });
    if (local) await addRemoteBranches(path, place, target);
    await mustGit({ path, argv: [`--git-dir=${target}`, "config", "--remove-section", "remote.origin"] });
    await attachHead(path, target);
  } catch (cause) {
    await rm(target, { recursive: true, force: true });
    throw cause;
  } finally {
    await rm(trusting, { force: true });
  }
  return target;
};

/** An empty bare repository with this default branch. */
export const createRepository = async (at: Omit<Seeding, "source"> & { readonly main: string }): Promise<string> => {
  const target = repositoryFolder(at.folder, at.name);
  await mkdir(dirname(target), { recursive: true });
  await mustGit({ path: at.path, argv: ["init", "--quiet", "--bare", "--template=", `--initial-branch=${at.main}`, target] });
  return target;
};

/** Whether a clone was made with a filter, and has not fetched everything since. All history is walked, so only such clones are looked at. */
const lacksObjects = async (path: string, environment: Readonly<Record<string, string>>, source: string): Promise<boolean> => {
  const asked = await runGit({
    path,
    environment,
    argv: ["-C", source, "config", "--type=bool", "--get-regexp", "^remote\\..*\\.promisor$"],
  });
  if (asked.code !== 0) return false;
  const argv = ["-C", source, "rev-list", "--objects", "--all", "--missing=print", "--quiet"];
  return (await mustGit({ path, environment, argv })) !== "";
};

// The copy has every object of the source, so that a ref is all that is missing.
const addRemoteBranches = async (path: string, source: string, target: string): Promise<void> => {
  const listed = await runGit({
    path,
    argv: ["-C", source, "for-each-ref", "--format=%(objectname) %(refname:lstrip=3)", "refs/remotes/origin/"],
  });
  const known = await mustGit({ path, argv: [`--git-dir=${target}`, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/"] });
  const taken = new Set(known.split("\n"));
  const missing = listed.output
    .toString("utf8")
    .split("\n")
    .map((line) => ({ id: line.slice(0, 40), branch: line.slice(41) }))
    .filter(({ branch }) => branch !== "" && branch !== "HEAD" && !taken.has(branch));
  const input = missing.map(({ id, branch }) => `create refs/heads/${branch} ${id}\n`).join("");
  await mustGit({ path, argv: [`--git-dir=${target}`, "update-ref", "--stdin"], input });
};

// A host's default branch is always a branch; a source checked out at a commit (as CI does) has none to copy.
const attachHead = async (path: string, target: string): Promise<void> => {
  const { code } = await runGit({ path, argv: [`--git-dir=${target}`, "symbolic-ref", "--quiet", "HEAD"] });
  if (code === 0) return;
  const listed = await mustGit({ path, argv: [`--git-dir=${target}`, "for-each-ref", "--format=%(refname)", "refs/heads/"] });
  const branches = listed.trim().split("\n");
  const main = ["refs/heads/main", "refs/heads/master"].find((one) => branches.includes(one)) ?? branches[0];
  if (main !== undefined && main !== "") await mustGit({ path, argv: [`--git-dir=${target}`, "symbolic-ref", "HEAD", main] });
};
