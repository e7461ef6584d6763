import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../../domain/errors.ts";
import type { ObjectId, RefName, RepositoryName } from "../../domain/ports/git.ts";
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
  /** Absolute path of the git folder that linked work trees share. */
  readonly shared: string;
  readonly bare: boolean;
  /** The branch checked out, fully qualified; undefined when HEAD is detached. */
  readonly head: RefName | undefined;
  /** What is checked out; undefined before the first commit. */
  readonly headCommit: ObjectId | undefined;
  readonly remotes: readonly LocalRemote[];
  /** `owner/name` of the remote `origin`, when it is on GitHub. */
  readonly repository: RepositoryName | undefined;
  /** Default branch: the remote's, else `main` or `master`, else the one checked out. */
  readonly main: RefName | undefined;
  /** Short names, sorted; a clone has most branches only as those of its remote. */
  readonly branches: readonly string[];
  /** Branches of `origin` as last fetched, short names, sorted. */
  readonly fetched: readonly string[];
  readonly tags: readonly string[];
  /** Whether this clone shows its history otherwise than it is; we read it as it is. */
  readonly altered: boolean;
}

/**
 * Looks at somebody's own clone and only reads: no command that refreshes an index, runs a filter or speaks to a remote. Raises NOT_A_REPOSITORY,
 * SHALLOW_CLONE, OBJECT_FORMAT, GIT_MISSING.
 */
export const inspectLocal = async (processes: Processes, path: string): Promise<LocalRepository> => {
  const git = gitOf(processes);
  const { headCommit, ...found } = await lookedAt(git, path);
  const { shallow, bare, format, folder, shared } = found;
  if (format !== "sha1") throw explain("OBJECT_FORMAT", { place: path, found: format });
  if (shallow) throw explain("SHALLOW_CLONE", { place: path });
  const [head, refs] = headCommit === undefined ? await unborn(git, path, folder) : [found.head, found.refs];
  const remotes = remotesIn(shared);
  const fallback = ["main", "master"].find((name) => refs.branches.includes(name));
  return {
    folder,
    shared,
    bare,
    head,
    headCommit,
    remotes,
    repository: remotes.find(({ name }) => name === "origin")?.repository,
    main: refs.remoteMain ?? (fallback === undefined ? head : `refs/heads/${fallback}`),
    branches: refs.branches,
    fetched: refs.fetched,
    tags: refs.tags,
    altered: refs.replaced || existsSync(join(shared, "info/grafts")),
  };
};

interface Looked extends Pick<LocalRepository, "folder" | "shared" | "bare" | "head" | "headCommit"> {
  readonly shallow: boolean;
  /** `sha1`, or what else the objects are named by. */
  readonly format: string;
  readonly refs: FoundRefs;
}

interface FoundRefs extends Pick<LocalRepository, "branches" | "fetched" | "tags"> {
  readonly remoteMain: RefName | undefined;
  readonly replaced: boolean;
}

const placeWords = [
  "--is-shallow-repository",
  "--is-bare-repository",
  "--show-object-format",
  "--absolute-git-dir",
  "--path-format=absolute",
  "--git-common-dir",
];

/** Ends each part of what git says of refs: an absolute path, which no ref can be called. */
const end = "--absolute-git-dir";

/** Names only: reading what a million tags point to would take minutes. git tells them sorted. The last is a pattern because a plain name must exist. */
const refsWords = [
  ...["--symbolic", "--branches", end, "--tags", end, "--remotes", end, "--glob=refs/replace/*", end],
  ...["--symbolic-full-name", "--glob=refs/remotes/origin/HEA[D]", end],
];

/** All of it from one process: to start another one takes longer than to look. */
const lookedAt = async (git: Git, path: string): Promise<Looked> => {
  const { lines, errors } = await told(git, path, [...placeWords, "HEAD", "--symbolic-full-name", "HEAD", end, ...refsWords]);
  const [shallow, bare, format = "", folder, shared = "", ...more] = lines;
  if (folder === undefined || shared === "") throw explain("NOT_A_REPOSITORY", { place: path }, { cause: new Error(shown(errors)) });
  const [[id = "", name = ""] = [], ...refs] = partsOf(more, folder);
  const headCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? id : undefined;
  const head = name.startsWith("refs/") ? name : undefined;
  return { shallow: shallow === "true", bare: bare === "true", format, folder, shared, head, headCommit, refs: refsOf(refs) };
};

/** The branch that the first commit would go to, and refs, of which git says nothing once it has missed a commit. */
const unborn = async (git: Git, path: string, folder: string): Promise<readonly [RefName | undefined, FoundRefs]> => {
  const [{ code, output }, { lines }] = await Promise.all([
    git.run({ argv: [`--git-dir=${folder}`, "symbolic-ref", "--quiet", "HEAD"] }),
    told(git, path, [end, ...refsWords]),
  ]);
  const [, ...refs] = partsOf(lines, folder);
  return [code === 0 ? output.toString("utf8").trim() : undefined, refsOf(refs)];
};

/** Whatever its exit code: what was not told is not there. */
const told = async (
  git: Git,
  path: string,
  words: readonly string[],
): Promise<{ readonly lines: readonly string[]; readonly errors: string }> => {
  const pieces: Buffer[] = [];
  const { errors } = await git.run({ argv: ["-C", path, "rev-parse", ...words], each: (bytes) => void pieces.push(bytes) });
  const lines = Buffer.concat(pieces).toString("utf8").split("\n");
  return { lines: lines.slice(0, -1), errors };
};

const partsOf = (lines: readonly string[], folder: string): readonly (readonly string[])[] => {
  const parts: (readonly string[])[] = [];
  for (let from = 0, at = lines.indexOf(folder); at >= 0; from = at + 1, at = lines.indexOf(folder, from))
    parts.push(lines.slice(from, at));
  return parts;
};

const refsOf = ([branches = [], tags = [], remote = [], replaced = [], [main = ""] = []]: readonly (readonly string[])[]): FoundRefs => ({
  branches,
  tags,
  fetched: remote.flatMap((name) => (name.startsWith("origin/") && name !== "origin/HEAD" ? [name.slice("origin/".length)] : [])),
  replaced: replaced.length > 0,
  remoteMain: main.startsWith(originRefs) && main !== `${originRefs}HEAD` ? `refs/heads/${main.slice(originRefs.length)}` : undefined,
});

const originRefs = "refs/remotes/origin/";

/** Addresses of remotes from the clone's own configuration, read as a text: git would start for it, and could be told to include other files. */
const remotesIn = (shared: string): readonly LocalRemote[] => {
  const remotes = new Map<string, string>();
  let section: string | undefined;
  for (const line of linesOf(textOf(join(shared, "config")))) {
    const [head = "", kind, name = ""] = /^\[[ \t]*([^\]\s"]+)[ \t]*(?:"((?:[^"\\]|\\.)*)")?\]/.exec(line) ?? [];
    if (kind !== undefined) section = kind.toLowerCase() === "remote" ? name.replace(/\\(.)/g, "$1") : undefined;
    const [key = "", ...value] = line.slice(head.length).split("=");
    const isUrl = section !== undefined && key.trim().toLowerCase() === "url" && value.length > 0;
    if (isUrl && section !== undefined && !remotes.has(section)) remotes.set(section, plainValue(value.join("=")));
  }
  return [...remotes].map(([name, url]) => ({ name, ...placeOf(url) }));
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** Lines without comments, each with those that it goes on in; no address is as long as what is left out. */
const linesOf = (text: string): readonly string[] =>
  text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .replace(/^[ \t]*[#;].*$/gm, "")
    .replace(/((?:^|[^\\])(?:\\\\)*)\\\n/g, "$1")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length < 4096);

/** A value without quotes, escapes, the comment behind it, and blanks at its end that are not quoted. */
const plainValue = (written: string): string => {
  const value: string[] = [];
  let quoted = false;
  let end = 0;
  for (const [piece] of written.trimStart().matchAll(/\\.|./gs)) {
    if (piece === '"') quoted = !quoted;
    else if (!quoted && (piece === "#" || piece === ";")) break;
    else value.push(escapes.get(piece) ?? (piece.length === 2 ? piece.slice(1) : piece));
    if (quoted || !/\s/.test(piece)) end = value.length;
  }
  return value.slice(0, end).join("");
};

const escapes = new Map([
  ["\\n", "\n"],
  ["\\t", "\t"],
  ["\\b", "\b"],
]);

const placeOf = (url: string): Omit<LocalRemote, "name"> => {
  // `user@host:path` keeps its user, which is no secret; what stands before `@` in a URL may be a token.
  const address = url.replace(/^([a-z][a-z+.-]*:\/\/)[^/]*@/i, "$1");
  const github = /^(?:(?:https?|ssh|git):\/\/github\.com(?::\d+)?\/|[A-Za-z0-9_.-]+@github\.com:)([^/]+\/[^/]+?)(?:\.git)?\/?$/i.exec(
    address,
  )?.[1];
  const named = github !== undefined && /^[A-Za-z0-9][A-Za-z0-9-]*\/(?!\.)[A-Za-z0-9._-]+$/.test(github);
  return { address, repository: named ? github : undefined };
};
