import { basename, dirname } from "node:path";
import { filesWorthReading, type RepositorySurvey, textsToSearch } from "../app/init-train.ts";
import { type Git, gitOf } from "../connectors/git/git.ts";
import { inspectLocal, type LocalRepository } from "../connectors/git/local.ts";
import { LOG_FORMAT, parseLog } from "../domain/read-log.ts";
import { gitVersion } from "../host/git-version.ts";
import type { Processes } from "../host/processes.ts";

/** Larger files are no version file and no workflow. */
const mostBytes = 2_000_000;

/** What `init` looks at in somebody's clone: the files that it chooses by their names, and those that hold the version. Only reads; raises NOT_A_REPOSITORY, SHALLOW_CLONE or GIT_MISSING. */
export const surveyLocal = async (processes: Processes, path: string, choose = filesWorthReading): Promise<RepositorySurvey> => {
  await gitVersion(processes);
  const local = await inspectLocal(processes, path);
  const git = gitOf(processes);
  const head = await headOf(git, local);
  const entries = head === undefined ? [] : await filesAt(git, local.folder, head);
  const small = entries.filter((each) => each.bytes <= mostBytes).map((each) => each.path);
  const read = async (files: readonly string[]): Promise<Readonly<Record<string, string>>> => {
    const texts: [string, string][] = [];
    for (let at = 0; at < files.length; at += atOnce)
      await Promise.all(
        files.slice(at, at + atOnce).map(async (file) => {
          const text = await textOf(git, local.folder, `${head}:${file}`);
          if (text !== undefined) texts.push([file, text]);
        }),
      );
    return Object.fromEntries(texts);
  };
  const survey: RepositorySurvey = {
    origin: local.repository,
    folder: basename(local.bare ? local.folder.replace(/\.git$/, "") : dirname(local.folder)),
    defaultBranch: local.main?.replace(/^refs\/heads\//, ""),
    branches: [...new Set([...local.branches, ...local.fetched])].sort(),
    tags: local.tags,
    files: entries.map((each) => each.path),
    contents: await read(choose(small)),
    commits: head === undefined ? [] : await commitsAt(git, local.folder, head),
  };
  if (head === undefined) return survey;
  const { texts, mayHold } = textsToSearch(survey);
  const holding = new Set(await filesHolding(git, local.folder, head, texts));
  const more = small.filter((file) => holding.has(file) && survey.contents[file] === undefined && mayHold(file)).slice(0, mostSearched);
  return { ...survey, contents: { ...survey.contents, ...(await read(more)) } };
};

/** Processes of git at a time. */
const atOnce = 60;

/** Enough for every manifest of a large repository, and few enough to look at in a moment. */
const mostSearched = 300;

/** Paths of the text files that hold one of these texts, in no order that counts. */
const filesHolding = async (git: Git, folder: string, commit: string, texts: readonly string[]): Promise<readonly string[]> => {
  if (texts.length === 0) return [];
  const patterns = texts.flatMap((text) => ["-e", text]);
  const { code, output } = await git.run({
    argv: [`--git-dir=${folder}`, "grep", "-l", "-z", "-I", "-F", "--full-name", ...patterns, commit, "--"],
  });
  return code === 0
    ? output
        .toString("utf8")
        .split("\0")
        .map((line) => line.slice(commit.length + 1))
    : [];
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
