import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { openGitStore } from "../testing/git-store.ts";
import { plainGit } from "../testing/git-world.ts";
import { openSharedRecord } from "./open-shared-record.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shared-record-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  plainGit(["init", "--quiet", "--bare", join(folder, "store.git")]);
  const people = "people: { ana: { roles: [captain] }, ben: { roles: [captain] } }";
  writeFileSync(join(folder, "signalbox.yaml"), `train: toy\nstore: store.git\n${people}\nrepository: { github: example/toy }\n`);
});

const look = async (state: string | undefined) => {
  const named = state === undefined ? join(folder, ".signalbox") : join(folder, state);
  const record = await openSharedRecord({
    file: join(folder, "signalbox.yaml"),
    folder: named,
    state: state === undefined ? undefined : named,
    cwd: folder,
    environment: { PATH: process.env["PATH"], XDG_CACHE_HOME: join(folder, "account") },
    build: "one",
  });
  try {
    return await record.releases();
  } finally {
    record.close();
  }
};

const begin = async (): Promise<void> => {
  const journal = openGitStore(join(folder, "store.git"), join(folder, "elsewhere"));
  await journal.append("toy/1.0.0", 0, [{ at: "2021-11-15T09:00:00Z", actor: "ana", event: { is: "alarm", code: "TEST", what: "one" } }]);
  journal.close();
};

test("a look at a store in which nothing is yet makes no state folder, named or not", async () => {
  for (const state of ["state", undefined]) expect(await look(state)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(["account", "signalbox.yaml", "store.git"]);
});

test("what the configuration says of the store is kept with the account, or in a state folder that was named and is there", async () => {
  await begin();
  const releases = [{ release: "toy/1.0.0", over: undefined }];
  expect(await look(undefined)).toEqual(releases);
  expect(readdirSync(join(folder, "account/signalbox/trains"))).toHaveLength(1);
  expect(await look("state")).toEqual(releases);
  expect(existsSync(join(folder, "state/cache"))).toBe(false);
  expect(await look("state")).toEqual(releases);
  expect(readdirSync(join(folder, "state/cache/trains"))).toHaveLength(1);
});
