import { spawn } from "node:child_process";

/** A finished git command of the twin; `output` may be binary. */
export interface GitDone {
  readonly code: number;
  readonly output: Buffer;
  readonly errors: string;
}

/** One git command: `path` is where programs are looked for, `environment` is added to the twin's own. */
export interface GitCall {
  readonly path: string;
  readonly argv: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
}

/** Runs git with nobody's configuration but the twin's and resolves with whatever exit code it ended. */
export const runGit = ({ path, argv, environment = {}, input = "" }: GitCall): Promise<GitDone> =>
  new Promise((resolve, reject) => {
    const child = spawn("git", [...argv], { env: { PATH: path, ...quiet, ...environment }, stdio: "pipe" });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => output.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => errors.push(bytes));
    child.stdin.on("error", () => undefined);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 128, output: Buffer.concat(output), errors: Buffer.concat(errors).toString() }));
    child.stdin.end(input);
  });

/** The output, as text, of a command that must succeed. */
export const mustGit = async (call: GitCall): Promise<string> => {
  const { code, output, errors } = await runGit(call);
  if (code !== 0) throw new Error(`git ${call.argv.find((word) => !word.startsWith("-"))} exited with ${code}: ${errors.trim()}`);
  return output.toString("utf8");
};

// A twin's git never looks after its repositories by itself: nothing may happen between two requests.
const settings = {
  "gc.auto": "0",
  "maintenance.auto": "false",
  "receive.autogc": "false",
  "receive.fsckObjects": "true",
  "http.receivepack": "true",
  "uploadpack.allowAnySHA1InWant": "true",
  "uploadpack.allowFilter": "true",
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "safe.directory": "*",
};

const quiet = {
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_COUNT: String(Object.keys(settings).length),
  ...Object.fromEntries(
    Object.entries(settings).flatMap(([key, value], at) => [
      [`GIT_CONFIG_KEY_${at}`, key],
      [`GIT_CONFIG_VALUE_${at}`, value],
    ]),
  ),
};
