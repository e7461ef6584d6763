import { outlineChangelog } from "../../domain/changelog-outline.ts";
import { type Judged, ok, violated } from "../../domain/guard.ts";
import { compareLooseVersions, parseLooseVersion } from "../../domain/loose-version.ts";
import { findPlaceholders, placeholdersText, saysNothing } from "../../domain/placeholders.ts";
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

const judgeSection = ({ text, line }: Section, at: string, version: string): Judged => {
  const [heading = "", ...body] = text.split("\n");
  if (saysNothing(body.join("\n"))) return violated(`The section of ${version} in ${at} is empty`);
  const open = findPlaceholders(text, { headings: true }).map((each) => ({ ...each, line: each.line + line }));
  if (open.length > 0) return violated(`The section of ${version} in ${at} is not written to its end: ${placeholdersText(open)}`);
  return ok(`${JSON.stringify(heading.trim().slice(0, 120))} and ${body.filter((each) => each.trim() !== "").length} lines in ${at}`);
};

/** A section and how many lines of its file are above it. */
interface Section {
  readonly text: string;
  readonly line: number;
}

const sectionsOf = (changelog: string, version: string): readonly Section[] => {
  const wanted = parseLooseVersion(version);
  return outlineChangelog(changelog)
    .parts.filter((part) => wanted !== undefined && part.version !== undefined && compareLooseVersions(part.version, wanted) === 0)
    .map(({ start, end }) => ({ text: changelog.slice(start, end), line: changelog.slice(0, start).split("\n").length - 1 }));
};
