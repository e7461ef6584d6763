import { unifiedDiff } from "../../domain/diff.ts";
import type { Edit } from "../../domain/edit.ts";
import { shellWord, variable } from "../../domain/shell-word.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { fetchAll, gitIn } from "./git-words.ts";

/** Commits as a step has them, and where files stand now. */
export interface HandMade {
  readonly repository: string;
  readonly base: string;
  /** Ids with blanks between, oldest first; or none. */
  readonly picks: string;
  readonly commits: readonly { readonly message: string; readonly edits: readonly Edit[] }[];
  readonly by: { readonly name: string; readonly email: string };
  readonly file: (path: string) => string | undefined;
}

/** What commands make of it, with the variable that holds the last commit; edits that no patch can be made of are told in words. */
export interface HandCommits {
  readonly commands: readonly string[];
  readonly refused: readonly string[];
}

/** The variable in which the commands keep the commit that they have come to. */
export const made = variable("made");

/**
 * The commits that Signalbox would make, by plumbing: dated like their base, without hooks, signatures or a work tree, so that they get the same ids
 * and are recognised.
 */
export const makeCommitsByHand = (wanted: HandMade): HandCommits => {
  const { repository, base, picks, commits, by } = wanted;
  const { patches, refused } = patchesOf(wanted);
  const at = `"$(${gitIn(repository, "show", "-s", "--format=%ct", base)}) +0000"`;
  return {
    commands: [
      fetchAll(repository),
      `made=${shellWord(base)}`,
      ...(picks === "" ? [] : picked(repository, picks, by)),
      gitIn(repository, "read-tree", made),
      ...commits.flatMap(({ message }, place) => {
        const patch = patches[place] ?? "";
        return patch === "" ? [] : committed({ repository, patch, message, by, at });
      }),
    ],
    refused,
  };
};

/** Writes a patch into the index and commits it on `made`. */
const committed = (one: {
  readonly repository: string;
  readonly patch: string;
  readonly message: string;
  readonly by: HandMade["by"];
  readonly at: string;
}): readonly string[] => [
  `printf '%s' ${shellWord(one.patch)} | ${gitIn(one.repository, "apply", "--cached", "--whitespace=nowarn", "-")}`,
  `made=$(printf '%s\\n' ${shellWord(one.message.trimEnd())} | ${identity(one.by, one.at)} ${gitIn(one.repository, "commit-tree")} "$(${gitIn(one.repository, "write-tree")})" -p "$made")`,
];

/** Sets who makes a commit and when, for one command. */
export const identity = ({ name, email }: HandMade["by"], at: string): string =>
  [
    `GIT_AUTHOR_NAME=${shellWord(name)} GIT_AUTHOR_EMAIL=${shellWord(email)} GIT_AUTHOR_DATE=${at}`,
    `GIT_COMMITTER_NAME=${shellWord(name)} GIT_COMMITTER_EMAIL=${shellWord(email)} GIT_COMMITTER_DATE=${at}`,
  ].join(" ");

/** `git cherry-pick` needs a work tree; it stops where a commit conflicts, and a person goes on from there. */
const picked = (repository: string, picks: string, { name, email }: HandMade["by"]): readonly string[] => [
  gitIn(repository, "checkout", "--quiet", "--force", "--detach", made),
  [
    `for pick in ${splitInto(picks)}; do`,
    `  GIT_COMMITTER_NAME=${shellWord(name)} GIT_COMMITTER_EMAIL=${shellWord(email)} GIT_COMMITTER_DATE="$(${gitIn(repository, "show", "-s", "--format=%at")} "$pick") +0000" \\`,
    `    ${gitIn(repository, "-c", "commit.gpgSign=false", "cherry-pick", "-x")} "$pick"`,
    "done",
  ].join("\n"),
  `made=$(${gitIn(repository, "rev-parse", "HEAD")})`,
];

/** Ids are words of their own; a variable that holds several is split by the shell. */
const splitInto = (picks: string): string =>
  picks
    .split(" ")
    .filter((id) => id !== "")
    .map((id) => shellWord(id).replaceAll('"', ""))
    .join(" ");

const patchesOf = ({ commits, file }: HandMade): { readonly patches: readonly string[]; readonly refused: readonly string[] } => {
  const now = new Map<string, string | undefined>();
  const standing = (path: string): string | undefined => (now.has(path) ? now.get(path) : file(path));
  const refused: string[] = [];
  const patches = commits.map(({ edits }) => {
    const before = new Map<string, string | undefined>();
    for (const edit of edits) {
      const text = standing(edit.file);
      const edited = applyEdit(text, edit);
      if (edited.is === "refused") refused.push(`${edited.file}: ${edited.found}`);
      if (edited.is !== "edited" || edited.text === text) continue;
      if (!before.has(edit.file)) before.set(edit.file, text);
      now.set(edit.file, edited.text);
    }
    return [...before].map(([path, text]) => unifiedDiff(text, now.get(path), path)).join("");
  });
  return { patches, refused };
};
