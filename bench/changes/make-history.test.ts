import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeHistory } from "./make-history.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-history-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a history is the same whenever it is made, with merges, releases, candidates, bots and many authors", async () => {
  const made = async (name: string) => {
    const path = join(folder, name);
    await makeHistory(path, { commits: 2000, changing: 2, release: 100 });
    return (...argv: readonly string[]) =>
      execFileSync("git", ["-C", path, ...argv], { encoding: "utf8" })
        .trim()
        .split("\n");
  };
  const [one, other] = [await made("one"), await made("other")];
  expect(one("show-ref")).toEqual(other("show-ref"));
  expect(one("rev-list", "HEAD").length).toBeGreaterThan(1950);
  expect(one("rev-list", "--merges", "HEAD").length).toBeGreaterThan(50);
  expect(one("tag").filter((tag) => tag.endsWith(".0")).length).toBe(19);
  expect(one("tag").some((tag) => tag.includes("-rc."))).toBe(true);
  expect(new Set(one("log", "--format=%ae")).size).toBeGreaterThan(60);
  expect(one("log", "-1", "--format=%s", "--grep=^feat").length).toBe(1);
  expect(one("status", "--short")).toEqual([""]);
});
