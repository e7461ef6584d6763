import { spawn } from "node:child_process";
import { placesOf } from "../../kernel/holds-objects.ts";
import { openMemory } from "../../kernel/memory.ts";

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
  const remembered = (argv: readonly string[], options?: GitOptions): Promise<GitResult> => {
    const ids = options === undefined ? settledIds(argv) : [];
    if (ids.length === 0) return run(argv, options);
    return known.ask(
      [path, ...argv, placesOf(folder, ids)].join("\0"),
      () => run(argv),
      ({ code }) => code === 0,
    );
  };
  return Object.assign(remembered, { folder });
}

/** Commands that compute something from objects; what they say about ids, which never change, is true for ever. */
const computing: ReadonlySet<string> = new Set([
  "diff-tree",
  "log",
  "rev-list",
  "merge-base",
  "merge-tree",
  "cat-file",
  "show",
  "rev-parse",
  "ls-tree",
]);

/** One memory for all worlds of a process: most of them are copies of one another. */
const known = openMemory<GitResult>(4096);

/** The objects of which a computing command speaks; none where it names anything that may move. */
const settledIds = ([command = "", ...rest]: readonly string[]): readonly string[] => {
  const names = rest.filter((each) => !each.startsWith("-"));
  const isFixed = names.every((each) => /^\^?[0-9a-f]{40}(?:\.{2,3}[0-9a-f]{40}|\^\{[a-z]+\})?$/.test(each));
  return computing.has(command) && isFixed ? names.flatMap((each) => each.match(/[0-9a-f]{40}/g) ?? []) : [];
};

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
