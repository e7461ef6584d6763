import { explain } from "../../domain/errors.ts";
import type { Objects, RepositoryName } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { readCommit } from "./commit-object.ts";
import type { Git } from "./git.ts";
import { makeCommit } from "./make-commit.ts";
import { makeTag, type Signing } from "./make-tag.ts";
import { pickCommits } from "./pick-commits.ts";
import { entryAt } from "./tree.ts";

interface Needs {
  readonly git: Git;
  readonly clone: (repository: RepositoryName) => Promise<Clone>;
  readonly signing: Signing | undefined;
}

/** Files, commits and tags in the own clone, by plumbing: no work tree, no index of the user's, no hooks. */
export const gitObjects = ({ git, clone, signing }: Needs): Objects => ({
  file: async (repository, commit, path) => {
    const from = await clone(repository);
    await from.need([commit]);
    return readFile(from, commit, path);
  },
  files: async (repository, commit, prefix) => {
    const from = await clone(repository);
    await from.need([commit]);
    return listFiles(git, from, commit, prefix);
  },
  commit: async (repository, wanted) => {
    const into = await clone(repository);
    await into.need([wanted.base]);
    return makeCommit(git, into, wanted);
  },
  pick: async (repository, wanted) => {
    const into = await clone(repository);
    await into.need([wanted.onto, ...wanted.commits]);
    return pickCommits(git, into, wanted);
  },
  tag: async (repository, wanted) => {
    const into = await clone(repository);
    await into.need([wanted.commit]);
    return makeTag(git, into, wanted, signing);
  },
});

const mostBytes = 50 * 1024 * 1024;
const mostFiles = 100_000;

const readFile = async (from: Clone, commit: string, path: string): Promise<string | undefined> => {
  const entry = await entryAt(from, commit, path);
  if (entry.is === "absent") return undefined;
  if (entry.is === "folder") throw explain("FILE_UNSAFE", { file: path, reason: "it is a folder" });
  const size = (await from.objects.info(entry.id))?.size ?? 0;
  if (size > mostBytes) throw explain("FILE_UNSAFE", { file: path, reason: `it has ${size} bytes, more than ${mostBytes}` });
  const text = textOf(await from.objects.read(entry.id));
  if (text === undefined) throw explain("FILE_UNSAFE", { file: path, reason: "it is not UTF-8" });
  return text;
};

const listFiles = async (git: Git, from: Clone, commit: string, prefix: string): Promise<readonly string[]> => {
  const { tree } = await readCommit(from, commit);
  const listed = await git.must({ ...from.here({ argv: ["ls-tree", "-r", "-z", "--full-tree", tree] }), deadline: 60_000 });
  const paths = listed
    .toString("latin1")
    .split("\0")
    .map((line) => /^100(?:644|755|664) blob [0-9a-f]+\t(.+)$/s.exec(line)?.[1])
    .flatMap((bytes) => (bytes === undefined ? [] : [textOf(Buffer.from(bytes, "latin1"))]))
    .filter((path) => path?.startsWith(prefix) === true) as string[];
  if (paths.length > mostFiles) throw explain("FILE_UNSAFE", { file: prefix, reason: `more than ${mostFiles} files begin like this` });
  return paths.sort();
};

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const textOf = (bytes: Buffer): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};
