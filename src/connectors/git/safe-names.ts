import { explain } from "../../domain/errors.ts";
import type { ObjectId, RefName, RepositoryName } from "../../domain/ports/git.ts";

/**
 * git itself accepts branch names such as `--upload-pack=…`, `$(id)` and names of invalid UTF-8. Ours are fully qualified and of plain
 * characters only, so that none can be taken for an option, a pattern or a range. Returns the name, or raises UNSAFE_REF.
 */
export const safeRef = (ref: RefName): RefName => {
  const rest = /^refs\/(?:heads|tags)\/(.+)$/s.exec(ref)?.[1];
  if (rest === undefined || ref.length > 244 || !/^[A-Za-z0-9][A-Za-z0-9._/@-]*$/.test(rest) || unusable.test(rest)) {
    throw explain("UNSAFE_REF", { ref: ref.slice(0, 300) });
  }
  return ref;
};

// What git-check-ref-format(1) forbids beyond our own characters.
const unusable = /\.\.|\/\/|\/\.|\/$|\.$|\.lock(?:\/|$)|\n/;

/** A beginning of ref names: `refs/tags/`, `refs/heads/release-`. Raises UNSAFE_REF. */
export const safePrefix = (prefix: RefName): RefName => {
  if (/^refs\/(?:heads|tags)\/$/.test(prefix)) return prefix;
  safeRef(`${prefix.replace(/[./-]$/, "")}`);
  return prefix;
};

/** `owner/name` as GitHub allows it; it becomes a folder and part of an address. Raises UNSAFE_REF. */
export const safeRepository = (repository: RepositoryName): RepositoryName => {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,99}\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(repository) || /\.git$|\n/.test(repository)) {
    throw explain("UNSAFE_REF", { ref: repository.slice(0, 300) });
  }
  return repository;
};

/** A whole object id, which is neither an option nor a revision expression. Raises UNSAFE_REF. */
export const safeObject = (id: ObjectId): ObjectId => {
  if (!/^[0-9a-f]{40}$(?!\n)/.test(id) || /^0+$/.test(id)) throw explain("UNSAFE_REF", { ref: id.slice(0, 300) });
  return id;
};

/** A path of an ordinary file inside a repository, on every system that might check it out. Raises FILE_UNSAFE. */
export const safePath = (path: string): string => {
  const refuse = (reason: string): never => {
    throw explain("FILE_UNSAFE", { file: path.slice(0, 300), reason });
  };
  if (path === "") return refuse("the path is empty");
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return refuse("the path is absolute");
  if (/[\p{Cc}\\]/u.test(path)) return refuse("the path has control characters or backslashes");
  if (Buffer.byteLength(path) > 4096) return refuse("the path is too long");
  for (const part of path.split("/")) {
    if (part === "" || part === "." || part === "..") return refuse("the path has an empty, `.` or `..` part");
    if (isGitFolder(part)) return refuse("the path leads into git's own folder");
  }
  return path;
};

// As git's own protection does: names that HFS+ or NTFS take for `.git`.
const isGitFolder = (part: string): boolean => {
  const visible = part.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, "").toLowerCase();
  return /^(?:\.git|git~\d+)[ .]*(?::.*)?$/.test(visible);
};
