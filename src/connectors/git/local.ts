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
  const [found, refs] = await Promise.all([placeIn(git, path), refsIn(git, path)]);
  const { shallow, bare, format, folder, shared, headCommit } = found;
  if (format !== "sha1") throw explain("OBJECT_FORMAT", { place: path, found: format });
  if (shallow) throw explain("SHALLOW_CLONE", { place: path });
  const head = headCommit === undefined ? await unborn(git, folder) : found.head;
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

interface Place extends Pick<LocalRepository, "folder" | "shared" | "bare" | "head" | "headCommit"> {
  readonly shallow: boolean;
  /** `sha1`, or what else the objects are named by. */
  readonly format: string;
}

const placeIn = async (git: Git, path: string): Promise<Place> => {
  const asked = [
    "--is-shallow-repository",
    "--is-bare-repository",
    "--show-object-format",
    "--absolute-git-dir",
    "--path-format=absolute",
    "--git-common-dir",
  ];
  const argv = ["-C", path, "rev-parse", ...asked, "HEAD", "--symbolic-full-name", "HEAD"];
  const { output, errors } = await git.run({ argv });
  const [shallow, bare, format = "", folder, shared, id = "", name = ""] = output.toString("utf8").split("\n");
  if (folder === undefined || shared === undefined || shared === "")
    throw explain("NOT_A_REPOSITORY", { place: path }, { cause: new Error(shown(errors)) });
  const headCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? id : undefined;
  const head = name.startsWith("refs/") ? name : undefined;
  return { shallow: shallow === "true", bare: bare === "true", format, folder, shared, head, headCommit };
};

/** The branch that the first commit would go to. */
const unborn = async (git: Git, folder: string): Promise<RefName | undefined> => {
  const { code, output } = await git.run({ argv: [`--git-dir=${folder}`, "symbolic-ref", "--quiet", "HEAD"] });
  return code === 0 ? output.toString("utf8").trim() : undefined;
};

interface FoundRefs extends Pick<LocalRepository, "branches" | "fetched" | "tags"> {
  readonly remoteMain: RefName | undefined;
  readonly replaced: boolean;
}

/** Names only: reading what a million tags point to would take minutes. git tells them sorted. */
const refsIn = async (git: Git, path: string): Promise<FoundRefs> => {
  const pieces: Buffer[] = [];
  const places = ["refs/heads/", "refs/tags/", originRefs, "refs/replace/"];
  const argv = ["-C", path, "for-each-ref", "--format=%(refname) %(symref)", ...places];
  await git.run({ argv, each: (bytes) => void pieces.push(bytes) });
  const text = Buffer.concat(pieces).toString("utf8");
  const found = { branches: [] as string[], fetched: [] as string[], tags: [] as string[], main: "", replaced: false };
  for (let from = 0, end = text.indexOf("\n"); end >= 0; from = end + 1, end = text.indexOf("\n", from)) {
    const line = text.slice(from, end);
    const blank = line.indexOf(" ");
    if (line.startsWith("refs/heads/")) found.branches.push(line.slice(11, blank));
    else if (line.startsWith("refs/tags/")) found.tags.push(line.slice(10, blank));
    else if (line.startsWith(`${originRefs}HEAD `)) found.main = line.slice(blank + 1);
    else if (line.startsWith(originRefs)) found.fetched.push(line.slice(originRefs.length, blank));
    else found.replaced = true;
  }
  const { main, ...refs } = found;
  return { ...refs, remoteMain: main.startsWith(originRefs) ? `refs/heads/${main.slice(originRefs.length)}` : undefined };
};

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
