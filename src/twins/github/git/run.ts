import { spawn } from "node:child_process";

/** What one git command may need beside its arguments: text for its standard input, and variables such as author and date. */
export type GitOptions = { readonly input?: string; readonly environment?: Readonly<Record<string, string>> };

/** A finished git command; `text` is its output as UTF-8. */
export type GitResult = { readonly code: number; readonly bytes: Buffer; readonly text: string; readonly error: string };

/** A bare repository and its folder: runs git there with nobody's configuration, as an argument vector, and resolves with whatever exit code. */
export type Git = ((argv: readonly string[], options?: GitOptions) => Promise<GitResult>) & { readonly folder: string };

/** The bare repository in a folder. `path` is where git is looked for. */
export function gitIn(folder: string, path: string): Git {
  const run = (argv: readonly string[], { input = "", environment = {} }: GitOptions = {}): Promise<GitResult> =>
    new Promise((resolve, reject) => {
      const env = { PATH: path, ...quiet, ...environment };
      const child = spawn("git", [`--git-dir=${folder}`, ...argv], { env, stdio: "pipe" });
      const output: Buffer[] = [];
      const error: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => error.push(chunk));
      child.stdin.on("error", () => undefined);
      child.on("error", reject);
      child.on("close", (code) => {
        const bytes = Buffer.concat(output);
        resolve({ code: code ?? 128, bytes, text: bytes.toString("utf8"), error: Buffer.concat(error).toString("utf8") });
      });
      child.stdin.end(input);
    });
  return Object.assign(run, { folder });
}

/** The trimmed output of a command that must succeed. */
export async function must(git: Git, argv: readonly string[], options?: GitOptions): Promise<string> {
  const { code, text, error } = await git(argv, options);
  if (code !== 0) throw new Error(`git ${argv[0]} exited with ${code}: ${error.trim()}`);
  return text.trimEnd();
}

/** The full id of what a revision names, as the given kind of object; undefined when there is none. */
export async function resolve(git: Git, revision: string, kind: "commit" | "object" | "tree" = "commit"): Promise<string | undefined> {
  const { code, text } = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{${kind}}`]);
  return code === 0 ? text.trim() : undefined;
}

// Nothing may happen to a twin's repository between two requests, whoever owns its folder.
const quiet = {
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_COUNT: "3",
  GIT_CONFIG_KEY_0: "gc.auto",
  GIT_CONFIG_VALUE_0: "0",
  GIT_CONFIG_KEY_1: "core.hooksPath",
  GIT_CONFIG_VALUE_1: "/dev/null",
  GIT_CONFIG_KEY_2: "safe.directory",
  GIT_CONFIG_VALUE_2: "*",
};
