/** What no tracked file may hold: download addresses in the lockfile, and paths of the machine somebody worked on. */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Tracked {
  readonly path: string;
  readonly text: string;
}

/** One line per finding, `path:line: what`. `machine` are the folders of this machine that must not be named. */
export const findingsIn = ({ path, text }: Tracked, machine: readonly string[]): readonly string[] => {
  const rules = [...(path === "package-lock.json" ? lockfile : []), ...(path === "package.json" ? manifest : []), ...paths(machine)];
  return text
    .split("\n")
    .flatMap((line, index) => rules.flatMap(({ what, finds }) => (finds(line) ? `${path}:${index + 1}: ${what}` : [])));
};

interface Rule {
  readonly what: string;
  readonly finds: (line: string) => boolean;
}

// A link to our own workspace is the one thing that npm has to resolve by name.
const lockfile: readonly Rule[] = [
  { what: "a `resolved` address: set npm's omit-lockfile-registry-resolved", finds: (line) => /"resolved":(?!\s*"tools\/)/.test(line) },
  { what: "a registry's host", finds: (line) => /https?:\/\/[^"/]*(registry|npmjs|artifactory|nexus|verdaccio)/i.test(line) },
];

// The bundle carries what it needs: anything here would be installed a second time by whoever installs the package.
const manifest: readonly Rule[] = [
  {
    what: "dependencies: move them to devDependencies, what ships is the bundle",
    finds: (line) => /^ {2}"(optionalD|d|peerD)ependencies":/.test(line),
  },
];

const paths = (machine: readonly string[]): readonly Rule[] => [
  { what: "a path of this machine", finds: (line) => machine.some((folder) => mentions(line, folder)) },
  { what: "a path in somebody's home", finds: (line) => /(^|[\s"'`(=:])(\/home\/|\/Users\/|[A-Z]:\\Users\\)[a-z]/i.test(line) },
];

/** A folder counts when it starts a word and is followed by its end or a slash, so that an address such as example.com/work is not one. */
const mentions = (line: string, folder: string): boolean => {
  for (let at = line.indexOf(folder); at >= 0; at = line.indexOf(folder, at + 1)) {
    const before = line[at - 1] ?? " ";
    const after = folder.endsWith("/") ? " " : (line[at + folder.length] ?? " ");
    const starts = !/[\w.\-/}*]/.test(before) || line.slice(0, at).endsWith("file://");
    if (starts && !/[\w-]/.test(after)) return true;
  }
  return false;
};

/** Places that every machine has: naming one says nothing about this machine. */
const common = [
  "/",
  tmpdir(),
  "/tmp",
  "/var",
  "/usr",
  "/opt",
  "/srv",
  "/mnt",
  "/home",
  "/root",
  "/app",
  "/src",
  "/build",
  "/workspace",
  "/repo",
];

/** The checkout and the folder it lies in, as far as they are places of this machine alone. */
export const foldersOf = (root: string): readonly string[] =>
  [root, `${dirname(root)}/`].filter((folder) => !common.includes(folder.replace(/(.)\/$/, "$1")));

const isText = (path: string): boolean => !/\.(png|jpg|gif|ico|woff2?|gz|tgz|pack|idx)$/.test(path);

if (import.meta.main) {
  const root = dirname(import.meta.dirname);
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(isText);
  const present = tracked.filter((path) => path !== "" && statSync(join(root, path), { throwIfNoEntry: false })?.isFile());
  const findings = present.flatMap((path) => findingsIn({ path, text: readFileSync(join(root, path), "utf8") }, foldersOf(root)));
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) process.exitCode = 1;
}
