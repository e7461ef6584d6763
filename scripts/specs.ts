/**
 * Keeps src/twins/github/description.json: what GitHub says of its own API, cut down to the operations we use.
 * `npm run specs` installs the vendor's package (385 MB) in a folder of its own and prunes it; `--check` only proves, offline,
 * that the committed file is what an earlier run wrote and that it covers the operations listed beside this script.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { githubOperations } from "./specs/operations.ts";
import { contentHash, type Description, layOut, prune } from "./specs/prune.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "src/twins/github");
const committed = join(folder, "description.json");
const source = { package: "@octokit/openapi", range: "23", file: "generated/api.github.com.json" };

if (process.argv.includes("--check")) check();
else refresh();

function refresh(): void {
  const cache = join(root, "node_modules/.cache/specs");
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, "package.json"), '{ "name": "specs", "private": true }\n');
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${source.package}@${source.range}`];
  execFileSync("npm", install, { cwd: cache, stdio: "inherit" });
  const from = join(cache, "node_modules", source.package);
  const text = readFileSync(join(from, source.file));
  const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  const origin = { package: source.package, version, sha256: createHash("sha256").update(text).digest("hex") };
  const laidOut = layOut(prune(JSON.parse(text.toString("utf8")), githubOperations, origin));
  writeFileSync(committed, laidOut);
  copyFileSync(join(from, "LICENSE"), join(folder, "description.LICENSE"));
  console.log(`${source.package} ${version}: ${githubOperations.length} operations, ${Math.round(laidOut.length / 1024)} KB`);
}

function check(): void {
  const text = readFileSync(committed, "utf8");
  const description: Description = JSON.parse(text);
  const problems = [
    contentHash(description) === description.sha256 ? [] : ["its content is not what its header's sha256 names"],
    layOut(description) === text ? [] : ["its layout is not the one this script writes"],
    Object.keys(description.operations).join() === [...githubOperations].sort().join()
      ? []
      : ["its operations are not those of scripts/specs/operations.ts"],
  ].flat();
  for (const problem of problems) console.error(`src/twins/github/description.json: ${problem}; run npm run specs`);
  if (problems.length > 0) process.exitCode = 1;
}
