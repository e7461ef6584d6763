/**
 * P8: how fast decisions and outcomes become durable, on each store, beside the floor of the same number of the same bytes written raw; and what `status`
 * costs beside `git fetch` when a thousand releases are on a shared ref. Both sides take turns, so that other work on the machine falls on both alike.
 * `npm run bench -- engine [ROUNDS]`, at least 5.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { drive } from "../src/app/drive.ts";
import { eachUnderWay } from "../src/app/each-under-way.ts";
import { duration } from "../src/domain/instant.ts";
import { chain } from "../src/domain/journal/chain.ts";
import type { Said } from "../src/domain/ports/journal.ts";
import { pause } from "../src/host/clock.ts";
import { openSqliteJournal } from "../src/store/sqlite-journal.ts";
import { openGitStore, storeRef } from "../src/testing/git-store.ts";
import { beginMany } from "../src/testing/many-releases.ts";
import { median } from "./changes/figures.ts";
import { goalLine } from "./changes/goals.ts";

const rounds = Math.max(5, Number(process.argv[2] ?? 5) || 0);
const folder = mkdtempSync(join(tmpdir(), "signalbox-engine-"));
const bin = join(dirname(import.meta.dirname), "bin", "signalbox.js");

const git = (...argv: readonly string[]): string =>
  execFileSync("git", argv, { encoding: "utf8", env: environment, maxBuffer: 1e9 }).trim();
const environment = {
  PATH: process.env["PATH"] ?? "",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) => [
      [`GIT_${who}_NAME`, "ana"],
      [`GIT_${who}_EMAIL`, "ana@example.com"],
    ]),
  ),
};

/** As long as most entries are: an outcome with its evidence. */
const said = (at: number): Said => ({
  at: "2021-11-15T09:00:00Z",
  actor: "signalbox",
  event: {
    is: "done",
    step: "publish-images/promote-latest-release",
    key: "5f2b8c0d9e".repeat(6).slice(0, 64),
    epoch: at,
    facts: { digest: `sha256:${"0123456789abcdef".repeat(4)}` },
    evidence: `posthog/posthog:latest-release is sha256:${"0123456789abcdef".repeat(4)}`,
  },
});

const seconds = async (work: () => Promise<void> | void): Promise<number> => {
  const started = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - started) / 1e9;
};

const line = (value: number, relation: "<=" | ">=", bound: number, about: string): string =>
  goalLine({ goal: "P8", value, relation, bound, about });

const inSqlite = async (): Promise<string> => {
  const each = 200;
  const journal = openSqliteJournal(join(folder, "sqlite"), pause);
  const raw = new DatabaseSync(join(folder, "raw.sqlite"));
  raw.exec("pragma journal_mode = wal; pragma synchronous = full; create table entry (place integer primary key, entry text) strict");
  const insert = raw.prepare("insert into entry (entry) values (?)");
  const text = JSON.stringify(chain("toy/1.0.0", undefined, [said(1)])[0]);
  let count = 0;
  const times = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await seconds(async () => {
      for (let at = 0; at < each; at += 1, count += 1) await journal.append("toy/1.0.0", count, [said(count)]);
    });
    const floor = await seconds(() => {
      for (let at = 0; at < each; at += 1) insert.run(text);
    });
    // The first round warms both up.
    if (round > 0) {
      times.ours.push(each / ours);
      times.floor.push(each / floor);
    }
  }
  journal.close();
  raw.close();
  return toldOf("SQLite", "raw durable inserts", times);
};

const inGit = async (): Promise<string> => {
  const each = 8;
  const [remote, rawRemote, rawCopy] = ["store.git", "raw.git", "raw-copy.git"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const place of [remote, rawRemote, rawCopy]) git("init", "--quiet", "--bare", place);
  const journal = openGitStore(remote, join(folder, "laptop"));
  let [count, parent] = [0, ""];
  const times = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const commits = Array.from({ length: each }, (_, at) => {
      parent = madeCommit(rawCopy, parent, `${round}-${at}`);
      return parent;
    });
    const ours = await seconds(async () => {
      for (let at = 0; at < each; at += 1, count += 1) await journal.append("toy/1.0.0", count, [said(count)]);
    });
    const floor = await seconds(() => {
      for (const commit of commits) git(`--git-dir=${rawCopy}`, "push", "--quiet", rawRemote, `${commit}:refs/signalbox/raw`);
    });
    if (round > 0) {
      times.ours.push(each / ours);
      times.floor.push(each / floor);
    }
  }
  journal.close();
  return toldOf("a git ref", "raw pushes of commits that are there already", times);
};

const madeCommit = (copy: string, parent: string, name: string): string => {
  const text = JSON.stringify(chain("toy/1.0.0", undefined, [said(1)])[0]);
  const blob = execFileSync("git", [`--git-dir=${copy}`, "hash-object", "-w", "--stdin"], {
    input: `${text}${name}`,
    encoding: "utf8",
    env: environment,
  }).trim();
  const tree = execFileSync("git", [`--git-dir=${copy}`, "mktree"], {
    input: `100644 blob ${blob}\tentry\n`,
    encoding: "utf8",
    env: environment,
  }).trim();
  return git(`--git-dir=${copy}`, "commit-tree", "-m", name, ...(parent === "" ? [] : ["-p", parent]), tree);
};

const toldOf = (store: string, floor: string, times: { readonly ours: readonly number[]; readonly floor: readonly number[] }): string => {
  const [ours, theirs] = [median(times.ours), median(times.floor)];
  console.log(`${store.padEnd(10)} ${ours.toFixed(0).padStart(7)} events/s   ${theirs.toFixed(0).padStart(7)} ${floor}/s`);
  return line(ours / theirs, ">=", 0.5, `of ${floor}, journal events on ${store}`);
};

/** Two hundred releases in one process: entries a second while all move on, and how long a round takes in which none does. */
const manyUnderWay = async (): Promise<void> => {
  const [releases, stops] = [200, 3];
  const journal = openSqliteJournal(join(folder, "under-way"), pause);
  const { parts, world, versions } = await beginMany(journal, releases, stops);
  const round = async () => eachUnderWay(parts, (version) => drive(parts, version));
  const entries = async (): Promise<number> => (await Promise.all(versions.map((version) => journal.read(`toy/${version}`)))).flat().length;
  await round();
  const before = await entries();
  const moving = await seconds(async () => {
    for (let stop = 1; stop < stops; stop += 1) {
      world.clock.pass(duration("1h"));
      await round();
    }
  });
  const after = await entries();
  const waiting: number[] = [];
  for (let nth = 0; nth < rounds; nth += 1) waiting.push(await seconds(async () => void (await round())));
  journal.close();
  console.log(
    `${releases} releases under way: ${((after - before) / moving).toFixed(0)} events/s while all move on, ${(median(waiting) * 1000).toFixed(0)} ms for a round in which none does`,
  );
};

/** A thousand finished releases of forty entries, and one laptop that has them. */
const statusOfMany = (): string => {
  const releases = 1000;
  const remote = join(folder, "many.git");
  git("init", "--quiet", "--bare", remote);
  const entries = Array.from({ length: 39 }, (_, at) => said(at));
  const finished: Said = { at: "2021-11-15T10:00:00Z", actor: "signalbox", event: { is: "finished" } };
  const stream: string[] = ["feature done\n"];
  for (let at = 1; at <= releases; at += 1) {
    const release = `toy/1.${at}.0`;
    stream.push(
      `commit ${storeRef}\ncommitter signalbox <signalbox@signalbox.invalid> 1637000000 +0000\ndata ${release.length}\n${release}\n`,
      ...chain(release, undefined, [...entries, finished]).map((entry) => {
        const text = `${JSON.stringify(entry, undefined, 1)}\n`;
        return `M 100644 inline ${release}/${String(entry.sequence).padStart(6, "0")}.json\ndata ${Buffer.byteLength(text)}\n${text}\n`;
      }),
      listOf(at),
    );
  }
  stream.push("done\n");
  execFileSync("git", [`--git-dir=${remote}`, "fast-import", "--quiet", "--force"], { input: stream.join(""), env: environment });
  const desk = join(folder, "desk");
  mkdirSync(desk);
  writeFileSync(
    join(desk, "signalbox.yaml"),
    `train: toy\nstore: ${remote}\npeople: { ana: { roles: [captain] }, ben: { roles: [captain] } }\nrepository: { github: example/toy }\n`,
  );
  const status = (): void => {
    const {
      status: code,
      stdout,
      stderr,
    } = spawnSync(process.execPath, [bin, "status"], {
      cwd: desk,
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache") },
    });
    if (code !== 0 || !stdout.includes("1.1000.0 finished")) throw new Error(`status: ${stdout.slice(0, 200)} ${stderr}`);
  };
  const fetch = (): string => git(`--git-dir=${join(desk, ".signalbox", "journal.git")}`, "fetch", "--quiet", remote, storeRef);
  const timed = (work: () => void): number => {
    const started = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - started) / 1e6;
  };
  const first = timed(status);
  const times = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round < 2 * rounds + 1; round += 1) {
    times.ours.push(timed(status));
    times.floor.push(timed(fetch));
  }
  const [ours, floor] = [median(times.ours), median(times.floor)];
  console.log(
    `status over ${releases} releases on a ref ${ours.toFixed(0)} ms (the first, which fetches all, ${first.toFixed(0)} ms), git fetch ${floor.toFixed(0)} ms`,
  );
  return line(ours, "<=", 2 * floor + 100, `ms for status with ${releases} finished releases on a ref: twice git fetch, and 100 ms`);
};

const listOf = (count: number): string => {
  const text = Array.from({ length: count }, (_, at) => `toy/1.${at + 1}.0 finished\n`).join("");
  return `M 100644 inline releases\ndata ${Buffer.byteLength(text)}\n${text}\n`;
};

try {
  console.log(`${rounds} rounds, both sides in turn, medians`);
  const lines = [await inSqlite(), await inGit(), statusOfMany()];
  await manyUnderWay();
  for (const each of lines) console.log(each);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
