import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { layers } from "./layers.ts";
import { plantedTree } from "./planted-tree.ts";

const root = dirname(import.meta.dirname);

/** `rule: from → to`, one for each violation in a tree of these files. */
const violations = (files: Readonly<Record<string, string>>): readonly string[] => {
  using tree = plantedTree(files);
  const cruiser = join(root, "node_modules/.bin/depcruise");
  const { stdout, stderr } = spawnSync(process.execPath, [cruiser, "--output-type", "json", "src"], {
    cwd: tree.folder,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (stdout === "") throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    readonly summary: {
      readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[];
    };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
};

/** Every pair of layers where the first may not import the second, as the table has it. */
const forbidden = layers.flatMap((from) => {
  const allowed = from.layers;
  return allowed === "everything"
    ? []
    : layers
        .filter(({ name }) => name !== from.name && name !== "testing" && !allowed.includes(name))
        .map((to) => [from.name, to.name] as const);
});

const target = (layer: string): string => `src/${layer}/system/target.ts`;

test("every arrow that the table lacks is refused, and every arrow it has is let through", () => {
  const targets = layers.map(({ name }) => [target(name), "export const target = 1;\n"] as const);
  const sources = layers.flatMap(({ name, layers: allowed }) =>
    allowed === "everything"
      ? []
      : layers
          .filter((other) => other.name !== name && other.name !== "testing")
          .map((other) => [`src/${name}/system/to-${other.name}.ts`, `export * from "../../${other.name}/system/target.ts";\n`] as const),
  );
  const expected = forbidden.map(([from, to]) => `${from}-layers: src/${from}/system/to-${to}.ts → ${target(to)}`);
  expect(violations(Object.fromEntries([...targets, ...sources]))).toEqual([...expected].sort());
});

test("neighbours among connectors and twins are strangers; twins share their kernel", () => {
  const found = violations({
    "src/connectors/slack/a.ts": `export * from "../github/b.ts";\n`,
    "src/connectors/github/b.ts": `export * from "./c.ts";\n`,
    "src/connectors/github/c.ts": "export const c = 1;\n",
    "src/twins/slack/a.ts": `export * from "../github/b.ts";\nexport * from "../kernel/k.ts";\n`,
    "src/twins/github/b.ts": "export const b = 1;\n",
    "src/twins/kernel/k.ts": "export const k = 1;\n",
  });
  expect(found).toEqual([
    "connectors-strangers: src/connectors/slack/a.ts → src/connectors/github/b.ts",
    "twins-strangers: src/twins/slack/a.ts → src/twins/github/b.ts",
  ]);
});

test("a layer uses only the packages and the modules of Node that the table names", () => {
  const found = violations({
    "src/domain/a.ts": `import { z } from "zod";\nimport { readFileSync } from "node:fs";\nimport { createHash } from "node:crypto";\nexport const a = [z, readFileSync, createHash];\n`,
    "src/engine/b.ts": `import { createHash } from "node:crypto";\nexport const b = createHash;\n`,
    "src/config/c.ts": `import { z } from "zod";\nimport { parse } from "yaml";\nimport markdown from "markdown-it";\nexport const c = [z, parse, markdown];\n`,
    "src/connectors/slack/d.ts": `import { request } from "node:https";\nimport { spawn } from "node:child_process";\nimport { join } from "node:path";\nexport const d = [request, spawn, join];\n`,
    "src/host/e.ts": `import { request } from "node:https";\nexport const e = request;\n`,
  });
  expect(found.map((line) => line.replace(/→ .*node_modules\/([^/]+)\/.*/, "→ $1"))).toEqual([
    "config-packages: src/config/c.ts → markdown-it",
    "connectors-node: src/connectors/slack/d.ts → child_process",
    "connectors-node: src/connectors/slack/d.ts → https",
    "domain-node: src/domain/a.ts → fs",
    "domain-packages: src/domain/a.ts → zod",
    "engine-node: src/engine/b.ts → crypto",
  ]);
});

test("no cycle, no testing code in the product, nobody imports main or a test file, nothing dangles", () => {
  const found = violations({
    "src/main.ts": `export * from "./app/a.ts";\n`,
    "src/app/a.ts": `export * from "./b.ts";\n`,
    "src/app/b.ts": `import type * as A from "./a.ts";\nexport type B = typeof A;\n`,
    "src/app/c.ts": `export * from "../testing/t.ts";\n`,
    "src/app/d.ts": `export * from "../main.ts";\n`,
    "src/app/e.ts": `export * from "./missing.ts";\n`,
    "src/app/f.test.ts": `export * from "../testing/t.ts";\nexport * from "../main.ts";\n`,
    "src/testing/g.ts": `export * from "../app/f.test.ts";\n`,
    "src/testing/t.ts": `export * from "../app/e.ts";\n`,
  });
  const names = [
    "no-cycle: src/app/a.ts",
    "no-testing-in-product: src/app/c.ts",
    "nobody-imports-main: src/app/d.ts",
    "resolvable: src/app/e.ts",
    "no-tests-in-tests: src/testing/g.ts",
  ];
  for (const name of names) expect(found).toContainEqual(expect.stringContaining(name));
  expect(found.filter((line) => line.includes(": src/app/f.test.ts"))).toEqual([]);
});
