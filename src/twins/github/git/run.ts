import { spawn } from "node:child_process";

/** What one git command may need beside its arguments: text for its standard input, and variables such as author and date. */
export type GitOptions = { readonly input?: string; readonly environment?: Readonly<Record<string, string>> };

/** A finished git command; `text` is its output as UTF-8. */
export type GitResult = { readonly code: number; readonly bytes: Buffer; readonly text: string; readonly error: string };

/** A bare repository: runs git there with nobody's configuration, as an argument vector, and resolves with whatever exit code. */
export type Git = (argv: readonly string[], options?: GitOptions) => Promise<GitResult>;

/** The bare repository in a folder. `path` is where git is looked for. */
export function gitIn(folder: string, path: string): Git {
  return (argv, { input = "", environment = {} } = {}) =>
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

/** A branch's commit; the name is without `refs/heads/`. */
export const branchHead = (git: Git, name: string): Promise<string | undefined> => resolve(git, `refs/heads/${name}`);

/** A branch, a tag or a commit id, in GitHub's order of preference, as a commit. Anything else names nothing. */
export async function committish(git: Git, name: string): Promise<string | undefined> {
  const full = name.startsWith("refs/") ? await resolve(git, name) : undefined;
  const branch = full ?? (await branchHead(git, name.replace(/^heads\//, "")));
  const tag = branch ?? (await resolve(git, `refs/tags/${name.replace(/^tags\//, "")}`));
  return tag ?? (/^[0-9a-f]{7,64}$/.test(name) ? resolve(git, name) : undefined);
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
