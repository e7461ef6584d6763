import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { gitOf } from "./git.ts";
import { looseFirst } from "./loose-objects.ts";
import { type ObjectReader, objectReader } from "./object-reader.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-loose-"));
const processes = openProcesses({ PATH: process.env["PATH"] });
const git = (input: string, ...argv: readonly string[]): string =>
  execFileSync("git", [`--git-dir=${folder}`, "-c", "user.name=Ana", "-c", "user.email=ana@example.com", ...argv], {
    input,
    encoding: "utf8",
  }).trim();
const others = objectReader(gitOf(processes), `--git-dir=${folder}`);
let asked: string[] = [];
/** git, and whatever it was asked. */
const counting: ObjectReader = {
  ...others,
  info: (id) => {
    asked.push(id);
    return others.info(id);
  },
  read: (id) => {
    asked.push(id);
    return others.read(id);
  },
};
const reader = looseFirst(folder, counting);

beforeAll(() => void git("", "init", "--quiet", "--bare", "--initial-branch=main", folder));

afterAll(() => {
  others.close();
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (id: string): string => join(folder, "objects", id.slice(0, 2), id.slice(2));

const onesOfEachKind = (text: string): readonly string[] => {
  const blob = git(text, "hash-object", "-w", "--stdin");
  const tree = git(`100644 blob ${blob}\tfile\n`, "mktree");
  const commit = git("", "commit-tree", tree, "-m", `says ${text}`);
  const tag = git(`object ${commit}\ntype commit\ntag ${text}\ntagger Ana <ana@example.com> 1 +0000\n\n${text}\n`, "mktag");
  git("", "update-ref", `refs/tags/${text}`, tag);
  return [blob, tree, commit, tag];
};

test("says of loose objects of each kind what git says, and asks git for packed and absent ones only", async () => {
  const loose = onesOfEachKind("first");
  for (const id of loose) {
    expect(await reader.info(id)).toEqual(await others.info(id));
    expect(await reader.read(id)).toEqual(await others.read(id));
  }
  expect(asked).toEqual([]);
  git("", "repack", "-adq");
  const absent = "a".repeat(40);
  expect(await reader.info(loose[2] ?? "")).toMatchObject({ type: "commit" });
  expect(await reader.info(absent)).toBeUndefined();
  expect(asked).toEqual([loose[2], absent]);
});

test("leaves to git what is large, what is no whole id, and a file that is not what its name says", async () => {
  asked = [];
  const large = git("x".repeat(2 * 1024 * 1024), "hash-object", "-w", "--stdin");
  expect((await reader.info(large))?.size).toBe(2 * 1024 * 1024);
  const [blob = "", , , tag = ""] = onesOfEachKind("second");
  expect((await reader.info("refs/tags/second"))?.id).toBe(tag);
  chmodSync(fileOf(blob), 0o644);
  for (const wrong of [deflateSync("blob 6\0secind"), deflateSync("blob 60\0second"), Buffer.from("nothing of ours"), Buffer.alloc(0)]) {
    writeFileSync(fileOf(blob), wrong);
    await reader.info(blob).catch(() => undefined);
    expect(asked.at(-1)).toBe(blob);
    asked = [];
  }
});
