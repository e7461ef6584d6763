// What every command of a fresh clone goes through. Plain JavaScript for any Node from 20 on: until the install has run, the machine's
// own Node is all there is. It installs when needed, builds when the command needs the bundle, and hands over to the pinned Node.
//
//   node scripts/ready.mjs signalbox ARGS    the built command
//   node scripts/ready.mjs FILE ARGS         a script, on the pinned Node
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");
// By its own path: npm 10 installs the package but leaves out the link in .bin.
const home = join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin");
const pinned = join(home, "node");
const lowest = 24;

/** The Node everything runs on: the one from npm, else the machine's own when it is new enough (no package exists for this platform). */
export const runtime = () => {
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= lowest) return process.execPath;
  return undefined;
};

/** Whether `npm ci` has to run: npm writes node_modules/.package-lock.json last, so an interrupted install counts as none. */
export const mustInstall = (folder = root) => {
  const installed = modified(join(folder, "node_modules", ".package-lock.json"));
  return installed === undefined || installed < (modified(join(folder, "package-lock.json")) ?? 0);
};

/** Whether anything the bundle is made from is newer than the bundle. */
export const mustBuild = (folder = root) => {
  const built = modified(join(folder, "dist", "main.js"));
  if (built === undefined) return true;
  const sources = ["src", "scripts/build.ts", "package.json", "package-lock.json", "tsconfig.json"];
  return sources.some((source) => newerThan(built, join(folder, source)));
};

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

const newerThan = (time, path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isDirectory()) return found.mtimeMs > time;
  // A folder's own time moves when an entry is added or removed, which no file's time would show.
  if (found.mtimeMs > time) return true;
  return readdirSync(path).some((name) => !name.endsWith(".test.ts") && newerThan(time, join(path, name)));
};

const environment = () => ({ ...process.env, PATH: [home, bin, process.env.PATH].join(delimiter) });

const must = (command, args, what) => {
  // Standard output belongs to the command that was asked for; what happens before it goes to standard error.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], env: environment() });
  if (status === 0) return;
  stop(
    `${what} failed${error ? `: ${error.message}` : ` with code ${status}`}.`,
    "Nothing runs without it.",
    "Read the lines above, mend, and try again.",
  );
};

const stop = (what, why, next) => {
  console.error(`${what}\nwhy:  ${why}\nnext: ${next}`);
  process.exit(70);
};

const install = () => {
  console.error("signalbox: installing into node_modules …");
  // No package needs a script at install, so none gets to run one.
  must("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "npm ci");
};

const run = ([name, ...args]) => {
  const node = runtime();
  if (node === undefined) {
    stop(
      `Signalbox needs Node ${lowest} or newer; this is ${process.version} on ${process.platform}-${process.arch}.`,
      "A pinned Node comes from npm for Linux on x64 and arm64 only.",
      `Install Node ${lowest} and run the command again.`,
    );
  }
  if (name === "signalbox" && mustBuild()) must(node, [join(root, "scripts", "build.ts")], "The build");
  const file = name === "signalbox" ? join(root, "bin", "signalbox.js") : join(root, name);
  // npm changes into the project's folder; the person's own folder is where relative paths in arguments start.
  const cwd = name === "signalbox" ? (process.env.INIT_CWD ?? process.cwd()) : root;
  const child = spawn(node, [file, ...args], { cwd, stdio: "inherit", env: environment() });
  // A terminal sends Ctrl-C to both processes: the child decides what it means. Other signals reach only this one.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(error.message, "The pinned Node did not start.", "Remove node_modules and try again."));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (mustInstall()) install();
  run(process.argv.slice(2));
}
