/**
 * `npm test`: check, build, then every test this machine can run. Names the system parts it lacks; with CI=true a missing one is a failure.
 * The last line counts: `N passed, N failed, N skipped`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { allRequired, part, partNames } from "../src/testing/system-parts.ts";
import { summarise } from "./test-summary.ts";

const root = dirname(import.meta.dirname);
const required = allRequired();
const failures: string[] = [];

const step = (name: string, args: readonly string[]): void => {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) failures.push(name);
};

const absent = partNames.filter((name) => !part(name).present);
console.log("== system parts");
for (const name of partNames) console.log(`${part(name).present ? "here  " : "absent"} ${name} ${part(name).version}`.trimEnd());
if (required && absent.length > 0) failures.push(`absent parts: ${absent.join(", ")}`);

step("check", ["scripts/check.ts"]);
step("build", ["scripts/build.ts"]);

const folder = mkdtempSync(join(tmpdir(), "signalbox-test-"));
const report = join(folder, "report.json");
// The JSON report is for the closing count; the default one is for people, and keeps its own totals.
step("tests", [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
const summary = summarise(readReport());
rmSync(folder, { recursive: true });

if (summary.skipped.length > 0) console.log(`\n== skipped${required ? ", which is a failure here" : ""}`);
for (const name of summary.skipped) console.log(`skipped ${name}`);
if (required && summary.skipped.length > 0) failures.push(`${summary.skipped.length} skipped`);

if (failures.length > 0) console.log(`\nfailed: ${failures.join("; ")}`);
console.log(`\n${summary.passed} passed, ${summary.failed} failed, ${summary.skipped.length} skipped`);
if (failures.length > 0 || summary.failed > 0) process.exitCode = 1;

function readReport(): unknown {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    failures.push("vitest wrote no report");
    return { testResults: [] };
  }
}
