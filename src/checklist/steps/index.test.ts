import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stepKinds } from "./index.ts";

const here = import.meta.dirname;

test("every kind that is declared is there", async () => {
  const files = (await readdir(here)).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "index.ts");
  const texts = await Promise.all(files.map((file) => readFile(join(here, file), "utf8")));
  const declared = texts.flatMap((text) => [...text.matchAll(/^ {2}name: "([a-z-]+)",$/gm)].map((found) => found[1] ?? ""));
  expect(declared.length).toBeGreaterThan(45);
  expect(declared.filter((name) => !stepKinds.has(name))).toEqual([]);
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
