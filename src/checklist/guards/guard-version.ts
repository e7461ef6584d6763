import type { Edit } from "../../domain/edit.ts";
import { ReleaseError } from "../../domain/errors.ts";
import { ok, violated } from "../../domain/guard.ts";
import type { Objects } from "../../domain/ports/git.ts";
import { parseVersion } from "../../domain/version.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { candidateCommit, versionCommits } from "../release-edits.ts";
import type { PlainData } from "../steps/plain-data.ts";
import { short } from "../steps/short.ts";
import type { Guard, Guarded } from "./guard.ts";

type Input = Guarded & {
  readonly repository: string;
  /** The edits that set the version: one that would still change something has not been made. */
  readonly edits: readonly PlainData<Edit>[];
  readonly previous: { readonly version: string; readonly commit: string };
};

type Seen = {
  /** Text of each file at the candidate. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** The unlisted VERSION file, at the previous release and at the candidate. */
  readonly unlisted: { readonly before: string | undefined; readonly now: string | undefined };
};

/** A file of this name at the top says the version wherever there is one, whether or not the configuration names it. */
const usualFile = "VERSION";

/** The version at the commit to be tagged is the tag's, in every file that is to say it and in the one that always did. */
export const guardVersion: Guard<"objects", Input, Seen> = {
  name: "guard-version",
  needs: ["objects"],
  looksAt: "the version files at the candidate, and an unlisted VERSION file there and at the previous release",
  input: (at) => ({
    version: at.release.version,
    candidate: candidateCommit(at),
    repository: at.train.repository.name,
    edits: at.has("bump-version") ? versionCommits(at).flatMap((each) => each.edits) : [],
    previous: { version: at.survey.previous.version, commit: at.survey.previous.commit },
  }),
  describe: ({ version, candidate }) => `the version files say ${version} at ${short(candidate)}`,
  look: async ({ objects }, { repository, candidate, edits, previous }) => {
    const names = [...new Set(edits.map((each) => each.file))];
    const texts = names.map(async (file) => [file, await objects.file(repository, candidate, file)] as const);
    const isListed = names.includes(usualFile);
    const [before, now] = isListed
      ? []
      : await Promise.all([previous.commit, candidate].map((commit) => ordinaryFile(objects, repository, commit)));
    return { files: new Map(await Promise.all(texts)), unlisted: { before, now } };
  },
  judge: ({ version, candidate, edits, previous }, { files, unlisted }) => {
    const wrong = [...edits.flatMap((edit) => notMade(files.get(edit.file), edit)), ...stale(unlisted, version, previous.version)];
    if (wrong.length > 0) return violated(`At ${short(candidate)} ${wrong.join("; ")}`);
    return ok(
      `${files.size === 0 ? "no file is to say the version" : `${[...files.keys()].join(", ")} says ${version}`}, at ${short(candidate)}`,
    );
  },
};

/** A folder or link of that name says nothing. */
const ordinaryFile = async (objects: Objects, repository: string, commit: string): Promise<string | undefined> => {
  try {
    return await objects.file(repository, commit, usualFile);
  } catch (error) {
    if (error instanceof ReleaseError && error.code === "FILE_UNSAFE") return undefined;
    throw error;
  }
};

const notMade = (text: string | undefined, edit: PlainData<Edit>): readonly string[] => {
  const made = applyEdit(text, edit);
  if (made.is === "refused") return [`${made.file} cannot be read as configured (${made.code}: ${made.found})`];
  return made.text === text ? [] : [`${edit.file} says ${firstDifference(text ?? "", made.text)}`];
};

const firstDifference = (found: string, wanted: string): string => {
  const lines = wanted.split("\n");
  const at = found.split("\n").findIndex((line, place) => line !== lines[place]);
  const line = (text: string): string => (text.split("\n")[at] ?? "").trim().slice(0, 120);
  return `${JSON.stringify(line(found))} where ${JSON.stringify(line(wanted))} belongs`;
};

const stale = ({ before, now }: Seen["unlisted"], version: string, previous: string): readonly string[] => {
  const said = versionIn(now);
  if (versionIn(before) !== previous || said === undefined || said === version) return [];
  return [`${usualFile}, which version-files does not list, says ${said} where ${version} belongs`];
};

const versionIn = (text: string | undefined): string | undefined => {
  const bare = text?.slice(0, 200).trim().replace(/^v/, "");
  return bare === undefined || parseVersion(bare) === undefined ? undefined : bare;
};
