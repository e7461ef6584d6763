import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { makeClone } from "../../testing/made-clone.ts";
import { keptNowhere } from "./kept-folder.ts";
import { openLocalClone } from "./local-clone.ts";

let folder = "";
const processes = openProcesses(process.env);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-clone-files-"));
});
afterAll(() => {
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened = (path: string) => openLocalClone({ processes, path, place: path, keptFor: () => keptNowhere });

test("a file is told as text, as absent, or with why it cannot be read", async () => {
  const made = makeClone(folder);
  writeFileSync(join(made.path, "latin"), Buffer.from([0xe9, 0x0a]));
  symlinkSync("VERSION", join(made.path, "link"));
  made.git("add", "--", "latin", "link");
  const commit = made.commit("feat: begin", { files: { VERSION: "1.0.0\n" } });
  const id = made.git("rev-parse", `${commit}:VERSION`);
  const clone = opened(made.path);
  expect(await clone.files.read(commit, "VERSION")).toEqual({ is: "text", text: "1.0.0\n" });
  expect(await clone.files.read(commit, "NONE")).toEqual({ is: "absent" });
  expect(await clone.files.read(commit, "latin")).toEqual({ is: "unreadable", why: "it is not UTF-8" });
  expect(await clone.files.read(commit, "link")).toEqual({ is: "unreadable", why: "it is no ordinary file" });
  expect(await clone.files.read(commit, "../x")).toEqual({ is: "unreadable", why: "it is no ordinary file" });
  expect(await clone.files.contents("1".repeat(40))).toEqual({ is: "unreadable", why: "its contents are not in this clone" });
  rmSync(join(made.path, ".git/objects", id.slice(0, 2), id.slice(2)));
  expect(await opened(made.path).files.read(commit, "VERSION")).toEqual({ is: "unreadable", why: "its contents are not in this clone" });
  clone.close();
});

test("what commits made of files is told along first parents, merges as one change, whatever the files are called", async () => {
  const made = makeClone(folder);
  const odd = "\u0001 :1 2 3 4 M\n";
  const first = made.commit("feat: begin", { files: { VERSION: "1\n", [odd]: "a\n" } });
  made.on("work", "main");
  made.commit("fix: two", { files: { VERSION: "2\n" } });
  made.commit("fix: three", { files: { VERSION: "3\n" } });
  made.on("main");
  const merged = made.merge("work");
  made.commit("docs: else", { files: { other: "x\n" } });
  const clone = opened(made.path);
  const blob = (name: string): string => made.git("rev-parse", name);
  const head = blob("HEAD");
  expect(await clone.files.changed(head, ["VERSION"], 10)).toEqual([
    { commit: merged, path: "VERSION", before: blob(`${first}:VERSION`), after: blob("HEAD:VERSION") },
    { commit: first, path: "VERSION", before: undefined, after: blob(`${first}:VERSION`) },
  ]);
  expect(await clone.files.changed(head, ["VERSION", odd], 1)).toHaveLength(1);
  expect((await clone.files.changedBy(first)).map(({ path }) => path).sort()).toEqual([odd, "VERSION"].sort());
  expect(await clone.files.changed(head, ["*"], 5)).toEqual([]);
  expect(await clone.files.list(head, "V")).toEqual(["VERSION"]);
  clone.close();
});
