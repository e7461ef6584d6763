import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { interleaved, peakMemory } from "./figures.ts";
import type { Measured } from "./goals.ts";
import { installPeer, type Peer, peers } from "./peers.ts";
import type { Contender } from "./run.ts";

/** Measures one repository: its whole history and its last range, by git, by us and by peers. */
export const measureRepository = async (bench: Bench, path: string): Promise<Omit<Measured, "million">> => {
  const { runner, runs, tell } = bench;
  const peer = peersOn(bench, path);
  const [fast, slow] = [
    { runner: bench.patient, runs: runs * 2 + 1, tell },
    { runner, runs, tell },
  ];
  const contenders = ownOn(bench, path);
  const floors = await interleaved(contenders, fast);
  const { all, range } = contenders;
  const others = Object.fromEntries(peers.others.map((each) => [each.name, peer(each, each.all)]));
  const { own, cliffBefore, cliff, conventional, ...rest } = await interleaved(
    {
      own: all,
      cliffBefore: peer(peers.cliffBefore, peers.cliffBefore.all),
      cliff: peer(peers.cliff, peers.cliff.all),
      conventional: peer(peers.conventional, peers.conventional.all),
      ...others,
    },
    slow,
  );
  const last = await interleaved(
    {
      own: range,
      cliffBefore: peer(peers.cliffBefore, peers.cliffBefore.last),
      cliff: peer(peers.cliff, peers.cliff.last),
      conventional: peer(peers.conventional, peers.conventional.last),
    },
    slow,
  );
  const memory = [];
  for (const each of [
    all,
    range,
    contenders.log,
    peer(peers.cliffBefore, peers.cliffBefore.all),
    peer(peers.conventional, peers.conventional.all),
  ])
    memory.push(await peakMemory(each, { ...slow, runs: 3 }));
  return {
    commits: Number(git(path, "rev-list", "--count", "HEAD")),
    floors,
    full: { own, cliffBefore, cliff, conventional, others: Object.values(rest) },
    last: Object.values(last),
    memory: memory.filter((each) => each !== undefined),
  };
};

/** git itself, and what we do, from nothing to everything. What we remember between runs is here, and forgotten where nothing is to be known. */
const ownOn = ({ folder, product }: Bench, path: string) => {
  const [home, coldHome] = [join(folder, "home"), join(folder, "cold")];
  mkdirSync(home);
  const environment = { PATH: process.env["PATH"] ?? "", HOME: home };
  const named = (name: string, program: string, ...argv: readonly string[]): Contender => ({
    name,
    program,
    argv,
    folder: path,
    environment,
  });
  const ours = (name: string, ...argv: readonly string[]): Contender =>
    named(name, process.execPath, product, "changes", "--repository", path, ...argv);
  const { from, to } = rangeIn(ours("", "--no-newcomers", "--json"));
  return {
    node: { ...named("node -e 0", process.execPath, "-e", "0"), silent: true },
    log: named("git log", "git", "log"),
    all: ours("signalbox changes --all", "--all"),
    rangeLog: named("git log of the last range", "git", "log", `${from}..${to}`),
    range: ours("signalbox changes --no-newcomers", "--no-newcomers"),
    warm: ours("signalbox changes, authors known"),
    cold: {
      ...ours("signalbox changes, nothing known"),
      environment: { ...environment, HOME: coldHome },
      before: () => rmSync(coldHome, { recursive: true, force: true }),
    },
    emails: named("git log --format=%ae up to the last release", "git", "log", "--format=%ae", from),
  };
};

/** The last range as we find it: git is to read the same. */
const rangeIn = ({ program, argv, environment }: Contender): { readonly from: string; readonly to: string } => {
  const { repositories } = JSON.parse(execFileSync(program, argv, { env: environment, encoding: "utf8", maxBuffer: 1 << 30 })) as {
    readonly repositories: readonly { readonly from: { readonly commit: string } | null; readonly to: { readonly commit: string } }[];
  };
  const [only] = repositories;
  if (only === undefined || only.from === null) throw new Error("There is no release that the last range could begin at.");
  return { from: only.from.commit, to: only.to.commit };
};

/** Peers as they are run on a repository, each installed by now. */
const peersOn = ({ cache, folder, tell }: Bench, path: string): ((peer: Peer, argv: readonly string[]) => Contender) => {
  const [root = ""] = git(path, "rev-list", "--max-parents=0", "HEAD").split("\n");
  const environment = { PATH: process.env["PATH"] ?? "", HOME: join(folder, "home"), NO_COLOR: "1" };
  return (peer, argv) => {
    const file = installPeer(cache, peer, tell);
    const words = argv.map((word) => (word === "ROOT" ? root : word));
    const [program, first] = peer.isJavaScript ? [process.execPath, [...(peer.node ?? []), file]] : [file, []];
    return { name: peer.name, program, argv: [...first, ...words], folder: path, environment };
  };
};

const git = (path: string, ...argv: readonly string[]): string =>
  execFileSync("git", ["-C", path, ...argv], { encoding: "utf8", maxBuffer: 1 << 28 }).trim();
