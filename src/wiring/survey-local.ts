import { basename, dirname } from "node:path";
import { filesWorthReading, type RepositorySurvey } from "../app/init-train.ts";
import { type Git, gitOf } from "../connectors/git/git.ts";
import { inspectLocal, type LocalRepository } from "../connectors/git/local.ts";
import { LOG_FORMAT, parseLog } from "../domain/read-log.ts";
import { gitVersion } from "../host/git-version.ts";
import type { Processes } from "../host/processes.ts";

/** Larger files are no version file and no workflow. */
const mostBytes = 2_000_000;

/** What `init` looks at in somebody's clone. Only reads; raises NOT_A_REPOSITORY, SHALLOW_CLONE or GIT_MISSING. */
export const surveyLocal = async (processes: Processes, path: string): Promise<RepositorySurvey> => {
  await gitVersion(processes);
  const local = await inspectLocal(processes, path);
  const git = gitOf(processes);
  const head = await headOf(git, local);
  const entries = head === undefined ? [] : await filesAt(git, local.folder, head);
  const wanted = filesWorthReading(entries.filter((each) => each.bytes <= mostBytes).map((each) => each.path));
  const contents = await Promise.all(wanted.map(async (file) => [file, await textOf(git, local.folder, `${head}:${file}`)] as const));
  return {
    origin: local.repository,
    folder: basename(local.bare ? local.folder.replace(/\.git$/, "") : dirname(local.folder)),
    defaultBranch: local.main?.replace(/^refs\/heads\//, ""),
    branches: local.branches,
    tags: local.tags,
    files: entries.map((each) => each.path),
    contents: Object.fromEntries(contents.flatMap(([file, text]) => (text === undefined ? [] : [[file, text]]))),
    commits: head === undefined ? [] : await commitsAt(git, local.folder, head),
  };
};

/** The commit of the default branch, here or as last fetched, else of what is checked out; nothing in a repository without commits. */
const headOf = async (git: Git, { folder, main }: LocalRepository): Promise<string | undefined> => {
  const fetched = main?.replace(/^refs\/heads\//, "refs/remotes/origin/");
  for (const ref of [main, fetched, "HEAD"]) {
    if (ref === undefined) continue;
    const { code, output } = await git.run({
      argv: [`--git-dir=${folder}`, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`],
    });
    if (code === 0) return output.toString("utf8").trim();
  }
  return undefined;
};

const filesAt = async (git: Git, folder: string, commit: string): Promise<readonly { readonly path: string; readonly bytes: number }[]> => {
  const listed = await git.must({ argv: [`--git-dir=${folder}`, "ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", commit] });
  return listed
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, bytes, path] = /^100(?:644|755) blob [0-9a-f]+ +(\d+)\t(.*)$/s.exec(line) ?? [];
      return path === undefined ? [] : [{ path, bytes: Number(bytes) }];
    });
};

const textOf = async (git: Git, folder: string, object: string): Promise<string | undefined> => {
  const { code, output } = await git.run({ argv: [`--git-dir=${folder}`, "cat-file", "blob", object] });
  return code === 0 ? output.toString("utf8") : undefined;
};

const commitsAt = async (git: Git, folder: string, commit: string): Promise<RepositorySurvey["commits"]> => {
  const log = await git.must({
    argv: [`--git-dir=${folder}`, "log", "-z", "-n", "1000", `--format=${LOG_FORMAT}`, "--end-of-options", commit],
  });
  return parseLog(log.toString("latin1")).map(({ subject, author }) => ({ subject, name: author.name, email: author.email }));
};
