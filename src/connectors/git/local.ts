import { explain } from "../../domain/errors.ts";
import type { RefName, RepositoryName } from "../../domain/ports/git.ts";
import type { Processes } from "../../host/processes.ts";
import { type Git, gitOf, shown } from "./git.ts";

/** A remote of somebody's clone. `address` has no credential; `repository` is there when it is on GitHub. */
export interface LocalRemote {
  readonly name: string;
  readonly address: string;
  readonly repository: RepositoryName | undefined;
}

/** What somebody's own repository says of itself. Every name in it is hostile. */
export interface LocalRepository {
  /** Absolute path of the git folder. */
  readonly folder: string;
  readonly bare: boolean;
  /** The branch checked out, fully qualified; undefined when HEAD is detached. */
  readonly head: RefName | undefined;
  readonly remotes: readonly LocalRemote[];
  /** `owner/name` of the remote `origin`, when it is on GitHub. */
  readonly repository: RepositoryName | undefined;
  /** Default branch: the remote's, else `main` or `master`, else the one checked out. */
  readonly main: RefName | undefined;
  /** Short names, sorted; a clone has most branches only as those of its remote. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Looks at somebody's own clone and only reads: no command that refreshes an index, runs a filter or speaks to a remote. Raises NOT_A_REPOSITORY,
 * SHALLOW_CLONE, OBJECT_FORMAT, GIT_MISSING.
 */
export const inspectLocal = async (processes: Processes, path: string): Promise<LocalRepository> => {
  const git = gitOf(processes);
  const found = await git.run({ argv: ["-C", path, "rev-parse", ...asked] });
  const [shallow, bare, format, folder] = found.output.toString("utf8").split("\n");
  if (found.code !== 0 || folder === undefined)
    throw explain("NOT_A_REPOSITORY", { place: path }, { cause: new Error(shown(found.errors)) });
  if (format !== "sha1") throw explain("OBJECT_FORMAT", { place: path, found: format ?? "" });
  if (shallow === "true") throw explain("SHALLOW_CLONE", { place: path });
  const [head, originHead, remotes, refs] = await Promise.all([
    symbolic(git, folder, "HEAD"),
    symbolic(git, folder, "refs/remotes/origin/HEAD"),
    remotesIn(git, folder),
    refsIn(git, folder),
  ]);
  const short = (prefix: string) => refs.filter((ref) => ref.startsWith(prefix)).map((ref) => ref.slice(prefix.length));
  const fallback = ["refs/heads/main", "refs/heads/master"].find((ref) => refs.includes(ref)) ?? head;
  return {
    folder,
    bare: bare === "true",
    head,
    remotes,
    repository: remotes.find(({ name }) => name === "origin")?.repository,
    main: originHead?.replace(/^refs\/remotes\/origin\//, "refs/heads/") ?? fallback,
    branches: [...new Set([...short("refs/heads/"), ...short(remoteHeads).filter((each) => each !== "HEAD")])].sort(),
    tags: short("refs/tags/"),
  };
};

const asked = ["--is-shallow-repository", "--is-bare-repository", "--show-object-format", "--absolute-git-dir"];

const symbolic = async (git: Git, folder: string, name: string): Promise<string | undefined> => {
  const { code, output } = await git.run({ argv: [`--git-dir=${folder}`, "symbolic-ref", "--quiet", name] });
  return code === 0 ? output.toString("utf8").trim() : undefined;
};

const remoteHeads = "refs/remotes/origin/";

const refsIn = async (git: Git, folder: string): Promise<readonly string[]> => {
  const listed = await git.must({
    argv: [`--git-dir=${folder}`, "for-each-ref", "--format=%(refname)", "refs/heads/", "refs/tags/", remoteHeads],
  });
  return listed
    .toString("utf8")
    .split("\n")
    .filter((ref) => ref !== "")
    .sort();
};

const remotesIn = async (git: Git, folder: string): Promise<readonly LocalRemote[]> => {
  const argv = [`--git-dir=${folder}`, "config", "--local", "--no-includes", "-z", "--get-regexp", "^remote\\..*\\.url$"];
  const { output } = await git.run({ argv });
  return output
    .toString("utf8")
    .split("\0")
    .map((entry) => /^remote\.(.*)\.url\n(.*)$/s.exec(entry))
    .flatMap((entry) => (entry === null ? [] : [{ name: entry[1] ?? "", ...placeOf(entry[2] ?? "") }]));
};

const placeOf = (url: string): Omit<LocalRemote, "name"> => {
  // `user@host:path` keeps its user, which is no secret; what stands before `@` in a URL may be a token.
  const address = url.replace(/^([a-z][a-z+.-]*:\/\/)[^/]*@/i, "$1");
  const github = /^(?:(?:https?|ssh|git):\/\/github\.com(?::\d+)?\/|[A-Za-z0-9_.-]+@github\.com:)([^/]+\/[^/]+?)(?:\.git)?\/?$/i.exec(
    address,
  )?.[1];
  const named = github !== undefined && /^[A-Za-z0-9][A-Za-z0-9-]*\/(?!\.)[A-Za-z0-9._-]+$/.test(github);
  return { address, repository: named ? github : undefined };
};
