import { join } from "node:path";
import type { RawCommit } from "../../domain/commit.ts";
import type { History, ObjectId, RepositoryName } from "../../domain/ports/git.ts";
import { LOG_FORMAT, logReader } from "../../domain/read-log.ts";
import { authorsUpTo } from "./authors.ts";
import type { Clone } from "./clone.ts";
import { readCommit } from "./commit-object.ts";
import type { Git } from "./git.ts";
import { keptIn } from "./kept-folder.ts";
import { isAncestor, mailmap } from "./revisions.ts";

interface Needs {
  readonly git: Git;
  readonly clone: (repository: RepositoryName) => Promise<Clone>;
}

/** History from the own clone by `git log`, streamed. */
export const gitHistory = ({ git, clone }: Needs): History => ({
  log: async (repository, { to, without, most }) => {
    const from = await clone(repository);
    await from.need([to, ...without]);
    const limit = most === undefined ? [] : ["-n", String(most)];
    return logOf(git, from, to, ["--topo-order", ...limit, "--end-of-options", to, ...without.map((id) => `^${id}`)]);
  },
  logTxt: async (repository, { to, without }, take) => {
    const from = await clone(repository);
    await from.need([to, ...without]);
    const argv = ["log", "--pretty=format:%s %ae", "--end-of-options", to, ...without.map((id) => `^${id}`)];
    await git.must({ ...from.here({ argv }), each: take, deadline: 300_000 });
  },
  authors: async (repository, upTo) => {
    const from = await clone(repository);
    await from.need([upTo]);
    return authorsUpTo(git, from, keptIn(join(from.folder, "signalbox-authors")), upTo);
  },
  isAncestor: async (repository, older, newer) => {
    const from = await clone(repository);
    await from.need([older, newer]);
    return isAncestor(git, from, older, newer);
  },
  missingOn: async (repository, { on, other }) => {
    const from = await clone(repository);
    await from.need([on, other]);
    const options = ["--topo-order", "--reverse", "--no-merges", "--right-only", "--cherry-pick"];
    return logOf(git, from, on, [...options, "--end-of-options", `${other}...${on}`]);
  },
  touched: async (repository, commit) => {
    const from = await clone(repository);
    await from.need([commit]);
    const argv = ["diff-tree", "--root", "-r", "-z", "--name-only", "--no-commit-id", "--no-renames", "--end-of-options", commit];
    const said = await git.must(from.here({ argv }));
    return said
      .toString("utf8")
      .split("\0")
      .filter((path) => path !== "");
  },
  dateOf: async (repository, commit) => {
    const from = await clone(repository);
    await from.need([commit]);
    return (await readCommit(from, commit)).committedAt;
  },
});

const logOf = async (git: Git, { here }: Clone, mailmapAt: ObjectId, range: readonly string[]): Promise<readonly RawCommit[]> => {
  const commits: RawCommit[] = [];
  const reader = logReader();
  const each = (bytes: Buffer): void => {
    for (const commit of reader.push(bytes.toString("latin1"))) commits.push(commit);
  };
  await git.must({
    ...here({ argv: ["log", "-z", `--format=${LOG_FORMAT}`, ...range], config: mailmap(mailmapAt) }),
    each,
    deadline: 300_000,
  });
  reader.end();
  return commits;
};
