import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { plantedTree } from "./planted-tree.ts";

test("a file nobody imports and an export nobody uses are found", () => {
  using tree = plantedTree({
    "src/main.ts": `import { used } from "./used.ts";\n\nexport const main = () => used;\n`,
    "src/used.ts": "export const used = 1;\n\nexport const unused = 2;\n",
    "src/forgotten.ts": "export const forgotten = 1;\n",
  });
  const knip = join(dirname(import.meta.dirname), "node_modules/knip/bin/knip.js");
  const { stdout, status } = spawnSync(process.execPath, [knip, "--include", "files,exports", "--no-config-hints"], {
    cwd: tree.folder,
    encoding: "utf8",
  });
  expect(stdout).toMatch(/Unused files[\s\S]*src\/forgotten\.ts/);
  expect(stdout).toMatch(/Unused exports[\s\S]*unused +src\/used\.ts/);
  expect(status).toBe(1);
});
