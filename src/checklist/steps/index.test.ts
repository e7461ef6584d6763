import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stepKinds } from "./index.ts";

const here = import.meta.dirname;

test("every kind that the checklist arranges is there", async () => {
  const folder = join(here, "..");
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts") && !file.startsWith("steps"));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const used = new Set(texts.flatMap((text) => [...text.matchAll(/\bstep\(\s*"([a-z-]+)"/g)].map((found) => found[1] ?? "")));
  expect(used.size).toBeGreaterThan(20);
  expect([...used].filter((name) => !stepKinds.has(name))).toEqual([]);
});

test("a kind has the name of its file, which journals refer to", async () => {
  const folders = await Promise.all([here, join(here, "../guards")].map((folder) => readdir(folder)));
  const files = new Set(folders.flat().map((file) => file.replace(/\.ts$/, "")));
  expect([...stepKinds.keys()].filter((name) => !files.has(name))).toEqual([]);
  expect([...stepKinds].filter(([name, kind]) => kind.name !== name)).toEqual([]);
  expect(stepKinds.size).toBe(60);
});

test("nothing is looked for again before a late request could have been applied", () => {
  for (const kind of stepKinds.values()) {
    if (kind.is === "effect") expect(kind.settle, kind.name).toBeGreaterThan(kind.deadline + kind.lateness);
  }
});
