import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { plantedTree } from "./planted-tree.ts";

const biome = join(dirname(import.meta.dirname), "node_modules/@biomejs/biome/bin/biome");

/** For each file, how many errors the linter reports in it. */
const errors = (files: Readonly<Record<string, string>>): Readonly<Record<string, number>> => {
  using tree = plantedTree({ ...files, ".git/HEAD": "ref: refs/heads/main\n" });
  const args = [biome, "lint", "--reporter=github", "--max-diagnostics=none", "src", "test", "scripts", "bench"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree.folder, encoding: "utf8" });
  const found = [...stdout.matchAll(/^::error title=[^,]*,file=([^,]+),/gm)].map(([, file]) => String(file));
  if (found.length === 0 && stdout + stderr === "") throw new Error("Biome said nothing at all.");
  return Object.fromEntries(Object.keys(files).map((file) => [file, found.filter((one) => one.endsWith(file)).length]));
};

const ambient = {
  "date-now": "export const now = () => Date.now();\n",
  "date-alias": "export const now = Date.now;\n",
  "new-date": "export const now = () => new Date();\n",
  performance: "export const now = () => performance.now();\n",
  random: "export const chance = () => Math.random();\n",
  uuid: `import { randomUUID } from "node:crypto";\n\nexport const id = () => String(randomUUID);\n`,
  timeout: "export const wait = (done: () => void) => setTimeout(done, 1);\n",
  interval: "export const wait = (done: () => void) => globalThis.setInterval(done, 1);\n",
  sleep: `import { setTimeout as sleep } from "node:timers/promises";\n\nexport const wait = sleep;\n`,
  deadline: "export const wait = () => AbortSignal.timeout(1);\n",
} as const;

const named = (folder: string, ending: string, texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${folder}/${name}${ending}`, text]));

const flagged = (counts: Readonly<Record<string, number>>): readonly string[] => Object.keys(counts).filter((file) => counts[file] !== 0);

test("the clock, chance and timers are found in every layer but the host, and in no test", () => {
  const product = { ...named("src/engine", ".ts", ambient), ...named("src/twins/slack", ".ts", ambient) };
  const free = {
    ...named("src/host", ".ts", ambient),
    ...named("src/engine", ".test.ts", ambient),
    ...named("test", ".ts", ambient),
    ...named("scripts", ".ts", ambient),
  };
  expect(flagged(errors({ ...product, ...free }))).toEqual(Object.keys(product));
});

test("only main.ts sees the environment and ends the process", () => {
  const text = `export const home = () => process.env["HOME"];\n\nexport const stop = () => process.exit(1);\n`;
  expect(errors({ "src/app/a.ts": text, "src/host/b.ts": text, "src/main.ts": text, "test/c.ts": text })).toEqual({
    "src/app/a.ts": 2,
    "src/host/b.ts": 2,
    "src/main.ts": 0,
    "test/c.ts": 0,
  });
});

test("requests leave through the outbound door only", () => {
  const text = `export const get = () => fetch("http://127.0.0.1/");\n`;
  expect(
    flagged(errors({ "src/connectors/slack/a.ts": text, "src/app/b.ts": text, "src/host/c.ts": text, "src/app/d.test.ts": text })),
  ).toEqual(["src/connectors/slack/a.ts", "src/app/b.ts"]);
});

test("a module mock is an error in a test", () => {
  const files = {
    "src/app/a.test.ts": `import { vi } from "vitest";\n\nvi.mock("./a.ts");\n`,
    "test/b.test.ts": `import { vi } from "vitest";\n\nvi.doMock("./a.ts");\n`,
  };
  expect(flagged(errors(files))).toEqual(Object.keys(files));
});

test("a default export, an any, a promise nobody awaits and a forgotten case are found", () => {
  const files = {
    "src/app/default.ts": "const a = 1;\nexport default a;\n",
    "src/app/any.ts": "export const a = (b: any) => b;\n",
    "src/app/floating.ts": "const a = async () => 1;\n\nexport const b = () => {\n  a();\n};\n",
    "src/app/case.ts": `export const a = (b: "c" | "d") => {\n  switch (b) {\n    case "c":\n      return 1;\n  }\n  return 2;\n};\n`,
  };
  expect(flagged(errors(files))).toEqual(Object.keys(files));
});
