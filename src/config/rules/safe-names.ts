/**
 * What the git connector will accept, said while the configuration is read: git itself takes branch names such as `--upload-pack=…`.
 * Each answers what would be expected instead, or nothing. A test holds both places against each other.
 */
export const unsafeBranch = (name: string): string | undefined => {
  if (name.length > 200) return "a name of at most 200 characters";
  if (!/^[A-Za-z0-9][A-Za-z0-9._/@-]*$/.test(name))
    return "letters, digits, dots, dashes, underscores, slashes and @, beginning with a letter or digit";
  // What git-check-ref-format(1) forbids beyond these characters.
  return /\.\.|\/\/|\/\.|\/$|\.$|\.lock(?:\/|$)/.test(name)
    ? "a name that git accepts: no `..`, `//`, `/.`, nor `.`, `/` or `.lock` at its end"
    : undefined;
};

export const unsafePath = (file: string): string | undefined => {
  if (file.startsWith("/") || /^[A-Za-z]:/.test(file)) return "a path from the top, not an absolute one";
  if (/[\p{Cc}\\]/u.test(file)) return "a path with slashes, without backslashes and control characters";
  const parts = file.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "a path inside its folder, without empty, `.` or `..` parts";
  return parts.some((part) => /^(?:\.git|git~\d+)[ .]*(?::.*)?$/i.test(part.replaceAll(/\p{Cf}/gu, "")))
    ? "a path outside git's own folder"
    : undefined;
};

/** A tag of an image, as registries allow it. */
export const unsafeImageTag = (tag: string): string | undefined =>
  /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag) ? undefined : "letters, digits, dots, dashes and underscores, at most 128";
