import { outlineChangelog } from "../../domain/changelog-outline.ts";
import { type Judged, ok, violated } from "../../domain/guard.ts";
import { compareLooseVersions, parseLooseVersion } from "../../domain/loose-version.ts";
import { placeholdersIn, saysNothing } from "../../domain/placeholder.ts";
import { candidateCommit } from "../release-edits.ts";
import { short } from "../steps/short.ts";
import type { Guard, Guarded } from "./guard.ts";

type Input = Guarded & { readonly repository: string; readonly file: string };

/** The changelog at the candidate tells of this release, and is written to its end. */
export const guardChangelog: Guard<"objects", Input, { readonly text: string | undefined }> = {
  name: "guard-changelog",
  needs: ["objects"],
  looksAt: "the version's section in the changelog at the candidate",
  input: (at) =>
    at.train.changelog === undefined || !at.has("write-changelog")
      ? undefined
      : {
          version: at.release.version,
          candidate: candidateCommit(at),
          repository: at.train.repository.name,
          file: at.fill(at.train.changelog.file),
        },
  describe: ({ file, version, candidate }) => `${file} has a section of ${version} at ${short(candidate)}`,
  look: async ({ objects }, { repository, candidate, file }) => ({ text: await objects.file(repository, candidate, file) }),
  judge: ({ version, candidate, file }, { text }) => {
    const at = `${file} at ${short(candidate)}`;
    if (text === undefined) return violated(`There is no ${at}`);
    const sections = sectionsOf(text, version);
    const [section] = sections;
    if (section === undefined) return violated(`${at} has no section of ${version}`);
    return sections.length > 1 ? violated(`${at} has ${sections.length} sections of ${version}`) : judgeSection(section, at, version);
  },
};

const judgeSection = (section: string, at: string, version: string): Judged => {
  const [heading = "", ...body] = section.split("\n");
  if (saysNothing(body.join("\n"))) return violated(`The section of ${version} in ${at} is empty`);
  const open = placeholdersIn(body.join("\n"));
  if (open.length > 0)
    return violated(`The section of ${version} in ${at} is not written to its end: ${open.map((line) => shown(line)).join(", ")}`);
  return ok(`${JSON.stringify(heading.trim().slice(0, 120))} and ${body.filter((line) => line.trim() !== "").length} lines in ${at}`);
};

const sectionsOf = (changelog: string, version: string): readonly string[] => {
  const wanted = parseLooseVersion(version);
  return outlineChangelog(changelog)
    .parts.filter((part) => wanted !== undefined && part.version !== undefined && compareLooseVersions(part.version, wanted) === 0)
    .map(({ start, end }) => changelog.slice(start, end));
};

const shown = (line: string): string => JSON.stringify(line.slice(0, 80));
