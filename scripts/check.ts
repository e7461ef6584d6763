/** `npm run check`: everything that can be known without running the product. Two at a time; a failing part shows its whole output. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const root = dirname(import.meta.dirname);
const node = process.execPath;

const parts: readonly Part[] = [
  { name: "types", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "lint and format", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "imports", command: ["depcruise", ...["src", "test", "bench", "scripts"].filter((folder) => existsSync(join(root, folder)))] },
  { name: "dead code", command: ["knip"] },
  { name: "generated docs", command: [node, "scripts/docs.ts", "--check"] },
  { name: "links and commands in docs", command: [node, "scripts/docs-links.ts"] },
  { name: "vendors' descriptions", command: [node, "scripts/specs.ts", "--check"] },
  { name: "tracked files", command: [node, "scripts/tracked-files.ts"] },
];

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly ms: number;
}

const run = ({ command: [file, ...args] }: Part): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    // This very Node first: the tools' own first lines say `env node`.
    const path = `${dirname(node)}:${join(root, "node_modules/.bin")}:${process.env["PATH"]}`;
    const child = spawn(file, args, { cwd: root, env: { ...process.env, PATH: path }, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8"), ms: performance.now() - started }),
    );
  });

const waiting = [...parts];
const failed: string[] = [];

const worker = async (): Promise<void> => {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const { code, output, ms } = await run(part);
    console.log(`${code === 0 ? "ok    " : "failed"} ${part.name} (${(ms / 1000).toFixed(1)} s)`);
    for (const note of output.match(/^note: .*/gm) ?? []) console.log(`       ${note}`);
    if (code !== 0) {
      failed.push(part.name);
      console.log(output.trimEnd().replace(/^/gm, "       "));
    }
  }
};

await Promise.all([worker(), worker()]);
console.log(failed.length === 0 ? `check: ${parts.length} of ${parts.length} ok` : `check: failed: ${failed.join(", ")}`);
if (failed.length > 0) process.exitCode = 1;
