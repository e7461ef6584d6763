import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";

interface Ready {
  readonly mustInstall: (folder: string) => boolean;
  readonly mustBuild: (folder: string) => boolean;
}

// Plain JavaScript without types, because it runs before anything is installed.
const file = "./ready.mjs";
const { mustInstall, mustBuild } = (await import(file)) as Ready;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-ready-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

/** A file last changed `seconds` after the epoch; its folders too, since a folder's time moves with its entries. */
const written = (path: string, seconds: number): void => {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, "");
  for (let at = target; at !== folder; at = dirname(at)) utimesSync(at, seconds, seconds);
};

test("installs when nothing is installed, when an install was interrupted, and when the lockfile is newer", () => {
  written("package-lock.json", 10);
  expect(mustInstall(folder)).toBe(true);
  written("node_modules/zod/package.json", 20);
  expect(mustInstall(folder)).toBe(true);
  written("node_modules/.package-lock.json", 20);
  expect(mustInstall(folder)).toBe(false);
  written("package-lock.json", 30);
  expect(mustInstall(folder)).toBe(true);
});

test("builds when the bundle is absent or a source is newer, and not for a test", () => {
  written("src/app/plan.ts", 10);
  expect(mustBuild(folder)).toBe(true);
  written("dist/main.js", 20);
  expect(mustBuild(folder)).toBe(false);
  written("src/app/plan.test.ts", 30);
  for (const path of ["src/app", "src"]) utimesSync(join(folder, path), 10, 10);
  expect(mustBuild(folder)).toBe(false);
  written("src/app/plan.ts", 30);
  expect(mustBuild(folder)).toBe(true);
});
