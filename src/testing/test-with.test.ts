import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = dirname(dirname(import.meta.dirname));

/** Status of each test of a file that wants one present and one absent part, run by a vitest of its own. */
const outcomes = (environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const folder = mkdtempSync(join(root, "node_modules", ".signalbox-test-with-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const helper = JSON.stringify(join(import.meta.dirname, "test-with.ts"));
  const file = join(folder, "planted.test.ts");
  writeFileSync(
    file,
    `import { testWith } from ${helper};\ntestWith(["git-http-backend"], "with git", () => {});\ntestWith(["skopeo"], "with skopeo", () => {});\n`,
  );
  writeFileSync(join(folder, "vitest.config.mjs"), `export default { test: { include: ["planted.test.ts"] } };\n`);
  const report = join(folder, "report.json");
  // A git that answers and nothing else: the machine's own parts must not decide this test.
  const backend = join(folder, "git-http-backend");
  writeFileSync(backend, "");
  writeFileSync(join(folder, "git"), `#!/bin/sh\necho '${folder}'\n`, { mode: 0o755 });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--root", folder, "--exclude", "none", "--reporter=json", `--outputFile=${report}`];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env: { PATH: folder, ...environment }, encoding: "utf8" });
  try {
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
      readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[];
    };
    return Object.fromEntries(testResults.flatMap(({ assertionResults }) => assertionResults).map(({ title, status }) => [title, status]));
  } catch (cause) {
    throw new Error(stdout + stderr, { cause });
  }
};

test("without its part a test is skipped by a name that says what it wants", () => {
  expect(outcomes({})).toEqual({ "with git": "passed", "with skopeo (wants skopeo)": "skipped" });
});

test("where all parts are required, the same test fails", () => {
  expect(outcomes({ CI: "true" })).toEqual({ "with git": "passed", "with skopeo (wants skopeo)": "failed" });
});
