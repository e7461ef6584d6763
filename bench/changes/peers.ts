import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Another program that makes changelogs. */
export interface Peer {
  readonly name: string;
  readonly packages: readonly string[];
  readonly isJavaScript: boolean;
  /** The file that runs, below `node_modules`, and what to say for a whole history; `ROOT` is its first commit. */
  readonly file: string;
  readonly all: readonly string[];
  /** Words for Node itself. */
  readonly node?: readonly string[];
}

/** One that can also tell what is not released yet. */
interface RangePeer extends Peer {
  readonly last: readonly string[];
}

const cliff = (version: string): RangePeer => ({
  name: `git-cliff ${version}`,
  packages: [`git-cliff@${version}`],
  isJavaScript: false,
  // The program itself: what npm puts in front of it costs more than its start.
  file: `git-cliff-${process.platform}-${process.arch}/bin/git-cliff`,
  all: [],
  last: ["--unreleased"],
});

const conventional: RangePeer = {
  name: "conventional-changelog 7.2.1",
  packages: ["conventional-changelog@7.2.1", "conventional-changelog-conventionalcommits@9.1.0"],
  isJavaScript: true,
  file: "conventional-changelog/dist/cli/index.js",
  all: ["--preset", "conventionalcommits", "--release-count", "0", "--stdout"],
  last: ["--preset", "conventionalcommits", "--output-unreleased", "--release-count", "1", "--stdout"],
};

/** The newest of each in November 2026, and the last git-cliff before it became slower. All say it on standard output. */
export const peers = {
  cliffBefore: cliff("2.10.1"),
  cliff: cliff("2.14.2"),
  conventional,
  others: [
    {
      name: "auto-changelog 2.7.0",
      packages: ["auto-changelog@2.7.0"],
      isJavaScript: true,
      file: "auto-changelog/src/index.js",
      all: ["--stdout", "--commit-limit", "false"],
    },
    {
      name: "changelogen 0.6.2",
      packages: ["changelogen@0.6.2"],
      isJavaScript: true,
      file: "changelogen/dist/cli.mjs",
      all: ["--noAuthors", "--from", "ROOT", "--to", "HEAD"],
      // It asks a service on the network about every author, whatever it is told; here it learns at once that there is none.
      node: ["--import", "data:text/javascript,globalThis.fetch = () => Promise.reject(new Error())"],
    },
    {
      name: "commit-and-tag-version 12.7.3",
      packages: ["commit-and-tag-version@12.7.3"],
      isJavaScript: true,
      file: "commit-and-tag-version/bin/cli.js",
      all: ["--dry-run", "--release-count", "0"],
    },
  ] as readonly Peer[],
} as const;

/** Installs a peer for the benchmark only, each into a folder of its own, once; gives the path of what runs. */
export const installPeer = (cache: string, peer: Peer, tell: (what: string) => void): string => {
  const folder = join(cache, peer.name.replaceAll(" ", "@"));
  const file = join(folder, "node_modules", peer.file);
  if (existsSync(file)) return file;
  tell(`installing ${peer.name}`);
  const fresh = `${folder}.${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, "package.json"), "{}\n");
  const argv = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", ...peer.packages];
  const { status, error } = spawnSync("npm", argv, { cwd: fresh, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${peer.name} cannot be installed: ${error?.message ?? `npm ended with ${status}`}`);
  renameSync(fresh, folder);
  if (!existsSync(file)) throw new Error(`${peer.name} has no ${peer.file}.`);
  return file;
};
