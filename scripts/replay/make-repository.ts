import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { type Import, type Mark, startImport, usualPath, type Writer } from "../../src/twins/git/fast-import.ts";
import type { ReplayCase } from "./read-case.ts";

const commitLine = z.looseObject({
  sha: z.string(),
  parents: z.array(z.string()),
  name: z.string(),
  email: z.string(),
  cdate: z.string(),
  subject: z.string(),
  coauthors: z.array(z.object({ name: z.string(), email: z.string() })).nullish(),
});
const rangeInput = z.looseObject({ previous_tag: z.string(), previous_tag_date: z.string() });
const rangeExpected = z.looseObject({ release_commit: z.looseObject({ sha: z.string() }).nullish() });
const priorAuthors = z.looseObject({ emails: z.array(z.string()), names: z.array(z.string()) });

/** A commit of the range as the case tells it. */
export type CaseCommit = z.output<typeof commitLine>;

/** The commits of a git range, newest first; none for cases of another kind. */
export const commitsOf = ({ text }: ReplayCase): readonly CaseCommit[] =>
  (text("input/commits.jsonl") ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => commitLine.parse(JSON.parse(line)));

/** What a repository of a case holds besides its commits. */
export interface RepositoryWish {
  /** Whether the maintainers' release commit is there; without it the repository is as they found it before they began. */
  readonly withRelease: boolean;
  /** Files beside those of the case, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Makes a bare repository of a git-range case: one small commit for each known author, a commit with the case's files that carries the previous
 * tag, and the range with its true graph, authors, dates and subjects. Parents outside the range become the tagged commit. `origin` names the
 * project at GitHub, so that `init` sees what a clone shows.
 */
export const makeRepository = async (of: ReplayCase, folder: string, { withRelease, files }: RepositoryWish): Promise<void> => {
  const { previous_tag: tag, previous_tag_date: date } = rangeInput.parse(of.input);
  const git = await startImport(folder, of.main);
  const tagged = seconds(date);
  const base = await writePast(git, of, { start: tagged - 10 * day, files: { ...ownFiles(of), ...files } });
  git.tag({ name: tag, commit: base, tagger: maintainer, date: tagged, message: tag });
  git.branch(of.main, await writeRange(git, of, base, withRelease));
  await git.end();
  await promisify(execFile)("git", ["-C", folder, "config", "remote.origin.url", `https://github.com/${of.repository}.git`], {
    env: { PATH: usualPath, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" },
  });
};

const day = 86_400;
const maintainer: Writer = { name: "release", email: "release@example.invalid" };

const ownFiles = ({ folder, files }: ReplayCase): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, "input/files", file), "utf8")]));

/** Everybody known before, as one commit each, and the state before the release on top. */
const writePast = async (
  git: Import,
  of: ReplayCase,
  { start, files }: { readonly start: number; readonly files: Readonly<Record<string, string>> },
): Promise<Mark> => {
  const { emails, names } = priorAuthors.parse(JSON.parse(of.text("input/prior_authors.json") ?? '{"emails":[],"names":[]}'));
  let tip: Mark | undefined;
  for (let at = 0; at < Math.max(emails.length, names.length); at += 1) {
    const author = writer(names[at] ?? "prior author", emails[at] ?? `prior-${at}@example.invalid`);
    tip = git.commit({ ...plain(of, tip), author, date: start + at, message: `prior commit ${at}` });
    if (at % 500 === 0) await git.written();
  }
  const author = writer("prior author", "prior@example.invalid");
  return git.commit({ ...plain(of, tip), author, date: start + 9 * day, message: "state before the release", files });
};

const writeRange = async (git: Import, of: ReplayCase, base: Mark, withRelease: boolean): Promise<Mark> => {
  const commits = commitsOf(of);
  const left = withRelease ? undefined : rangeExpected.parse(of.expected).release_commit?.sha;
  const marks = new Map<string, Mark>();
  for (const [at, each] of commits.toReversed().entries()) {
    const parents = [...new Set(each.parents.length === 0 ? [base] : each.parents.map((parent) => marks.get(parent) ?? base))];
    if (each.sha === left) {
      marks.set(each.sha, parents[0] ?? base);
      continue;
    }
    const trailers = (each.coauthors ?? []).map(({ name, email }) => `Co-authored-by: ${name} <${email}>\n`).join("");
    const message = trailers === "" ? `${each.subject}\n` : `${each.subject}\n\n${trailers}`;
    const author = writer(each.name, each.email);
    marks.set(each.sha, git.commit({ branch: of.main, parents, author, date: seconds(each.cdate), message, files: {} }));
    if (at % 500 === 0) await git.written();
  }
  return marks.get(commits[0]?.sha ?? "") ?? base;
};

const plain = (of: ReplayCase, tip: Mark | undefined) => ({ branch: of.main, parents: tip === undefined ? [] : [tip], files: {} });

/** Without the characters that git's own format cannot hold in a name or an address. */
const writer = (name: string, email: string): Writer => ({ name: name.replaceAll(/[<>]/g, ""), email: email.replaceAll(/[<> ]/g, "") });

const seconds = (date: string): number => Math.floor(Date.parse(date) / 1000);
