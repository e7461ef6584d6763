import { dashed, formatVersion, nextVersion, parseVersion } from "./version.ts";

/** What a template may say of a version, each name with its text: the spellings in which files, tags and addresses hold the same version. */
export const versionNames = (text: string): Readonly<Record<string, string>> => {
  const version = parseVersion(text);
  if (version === undefined) return { version: text, "version-dashed": text.replaceAll(".", "-") };
  const { major, minor, patch } = version;
  return {
    version: text,
    "version-dashed": dashed(version),
    major: String(major),
    minor: String(minor),
    patch: String(patch),
    "minor-padded": String(minor).padStart(2, "0"),
    "next-patch": formatVersion(nextVersion(version, "patch")),
    "next-minor": formatVersion(nextVersion(version, "minor")),
  };
};
