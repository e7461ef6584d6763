/** Bundles src/main.ts and everything it needs into dist/, so that what runs is what ships. `--clean` empties dist/ first, for packing. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { helpPage } from "../src/cli/help.ts";
import { chunkGroups } from "./chunk-groups.ts";
import { nodeModules } from "./node-modules.ts";
import { thirdPartyNotices } from "./third-party.ts";

const root = dirname(import.meta.dirname);

/** Old chunks stay this long (ms): a command that still runs may load one of them later. */
const KEEP_OLD = 3_600_000;

/** What goes into a bundle besides the program. */
interface Beside {
  /** Texts by file name. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Files that are loaded together, each group in one file with all that it needs. */
  readonly groups?: readonly (readonly string[])[];
}

/** Builds `entry` into `outdir`, and returns what went in. Files appear complete or not at all, the entry last. */
export const bundle = async (entry: string, outdir: string, { texts = {}, groups = [] }: Beside = {}): Promise<Metafile> => {
  const fresh = `${outdir}.${process.pid}`;
  const options: BuildOptions = {
    absWorkingDir: root,
    entryPoints: { main: entry },
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    chunkNames: "[name]-[hash]",
    sourcemap: "linked",
    sourcesContent: false,
    minifySyntax: false,
    minifyWhitespace: true,
    legalComments: "none",
    loader: { ".sql": "text", ".css": "text", ".html": "text", ".md": "text" },
    logLevel: "warning",
    plugins: [nodeModules],
  };
  const plugins = groups.length === 0 ? [nodeModules] : [nodeModules, await chunkGroups(root, groups, options)];
  const { metafile } = await build({ ...options, plugins, metafile: true });
  await writeFile(join(fresh, "THIRD-PARTY.txt"), await thirdPartyNotices(root, metafile));
  await writeFile(join(fresh, "build.txt"), await sumOf(fresh));
  for (const [name, text] of Object.entries(texts)) await writeFile(join(fresh, name), text);
  await publish(fresh, outdir);
  return metafile;
};

/** Builds the program as it ships: what every command needs at once, all that `status` needs besides, all that `changes` does. */
export const bundleProgram = (outdir: string, texts: Readonly<Record<string, string>> = {}): Promise<Metafile> =>
  bundle("src/main.ts", outdir, {
    texts,
    groups: [
      ["src/wiring/look-ahead.ts", "src/cli/run.ts", "src/host/clock.ts"],
      ["src/wiring/at-once.ts", "src/cli/commands/of-record.ts"],
      ["src/wiring/at-once-for-changes.ts", "src/cli/commands/changes.ts"],
    ],
  });

/** One sum of everything that runs. */
const sumOf = async (folder: string): Promise<string> => {
  const sum = createHash("sha256");
  for (const name of (await readdir(folder)).filter((each) => each.endsWith(".js")).sort()) {
    sum.update(`${name}\n`).update(await readFile(join(folder, name)));
  }
  return sum.digest("hex");
};

const publish = async (fresh: string, outdir: string): Promise<void> => {
  await mkdir(outdir, { recursive: true });
  const names = (await readdir(fresh)).sort((one, other) => Number(one === "main.js") - Number(other === "main.js"));
  for (const name of names) await rename(join(fresh, name), join(outdir, name));
  await rm(fresh, { recursive: true });
  const now = new Date();
  await utimes(join(outdir, "main.js"), now, now);
  for (const name of await readdir(outdir)) {
    const file = join(outdir, name);
    if (!names.includes(name) && now.getTime() - (await stat(file)).mtimeMs > KEEP_OLD) await rm(file, { recursive: true });
  }
};

/** The commit of a checkout that is exactly that commit; nothing for any other tree, because workflows are pinned to it. */
export const commitOf = (folder: string): string => {
  const git = (...argv: readonly string[]): string | undefined => {
    const { status, stdout } = spawnSync("git", ["-C", folder, ...argv], { encoding: "utf8" });
    return status === 0 ? stdout.trim() : undefined;
  };
  const isWhole = git("status", "--porcelain") === "" && git("rev-parse", "--show-prefix") === "";
  return isWhole ? (git("rev-parse", "HEAD") ?? "") : "";
};

if (import.meta.main) {
  const outdir = join(root, "dist");
  if (process.argv.includes("--clean")) await rm(outdir, { recursive: true, force: true });
  const { outputs } = await bundleProgram(outdir, { "help.txt": helpPage(), "commit.txt": commitOf(root) });
  const entry = Object.entries(outputs).find(([file]) => basename(file) === "main.js")?.[1].bytes ?? 0;
  console.error(
    `built dist/: main.js ${Math.round(entry / 1024)} KiB, ${Object.keys(outputs).filter((file) => file.endsWith(".js")).length} files`,
  );
}
