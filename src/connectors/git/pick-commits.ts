import type { ObjectId, Picked, Signature } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { type CommitObject, readCommit, signatureLine } from "./commit-object.ts";
import { type Git, gitFailed } from "./git.ts";

/** Commits to carry over, as the port has it. */
export interface WantedPick {
  readonly onto: ObjectId;
  readonly commits: readonly ObjectId[];
  readonly by: Omit<Signature, "date">;
}

/** Carries commits over one after the other, each by a three-way merge without a work tree; of a merge commit, what it brought to its first parent. */
export const pickCommits = async (git: Git, into: Clone, { onto, commits, by }: WantedPick): Promise<Picked> => {
  let head = onto;
  for (const commit of commits) {
    const picked = await readCommit(into, commit);
    const ours = (await readCommit(into, head)).tree;
    const merged = await merge(git, into, ours, commit, picked);
    if ("files" in merged) return { is: "conflict", commit, files: merged.files };
    if (merged.tree === ours) continue;
    head = await write(git, into, carried(picked, { id: commit, tree: merged.tree, parent: head, by }));
  }
  return { is: "picked", commit: head };
};

/**
 * git before 2.40 merges commits only, whose base it finds by itself: so our tree becomes a commit beside the picked one, on the picked
 * one's parent, which is then the base.
 */
const merge = async (git: Git, into: Clone, ours: ObjectId, commit: ObjectId, picked: CommitObject) => {
  const parent = picked.parents.slice(0, 1);
  const beside = await write(git, into, [`tree ${ours}`, ...parent.map((id) => `parent ${id}`), ...nobody, "", "base\n"].join("\n"));
  const theirs = picked.parents.length > 1 ? await write(git, into, flattened(picked)) : commit;
  const options = ["--write-tree", "-z", "--name-only", "--no-messages", "--allow-unrelated-histories"];
  const call = into.here({ argv: ["merge-tree", ...options, beside, theirs] });
  const result = await git.run(call);
  if (result.code > 1) throw gitFailed(call, result);
  const [tree = "", ...files] = result.output.toString("utf8").split("\0");
  return result.code === 0 ? { tree } : { files: [...new Set(files.filter((file) => file !== ""))].sort() };
};

const nobody = ["author Signalbox <signalbox@localhost> 0 +0000", "committer Signalbox <signalbox@localhost> 0 +0000"];

const flattened = ({ tree, parents }: CommitObject): string =>
  [`tree ${tree}`, `parent ${parents[0]}`, ...nobody, "", "merged\n"].join("\n");

/** The new commit's bytes: author, encoding and message as they were, byte for byte. */
const carried = (
  picked: CommitObject,
  { id, tree, parent, by }: { readonly id: ObjectId; readonly tree: ObjectId; readonly parent: ObjectId; readonly by: WantedPick["by"] },
): string => {
  const committer = Buffer.from(signatureLine({ ...by, date: picked.authoredAt }), "utf8").toString("latin1");
  const encoding = picked.encoding === undefined ? [] : [`encoding ${picked.encoding}`];
  const head = [`tree ${tree}`, `parent ${parent}`, `author ${picked.author}`, `committer ${committer}`, ...encoding];
  return `${head.join("\n")}\n\n${withOrigin(picked.message, id)}`;
};

// As `git cherry-pick -x`: straight after a block of trailers, otherwise as a paragraph of its own.
const withOrigin = (message: string, id: ObjectId): string => {
  const text = message.trimEnd();
  const paragraphs = text.split(/\n{2,}/);
  const trailers = paragraphs.length > 1 && (paragraphs.at(-1) ?? "").split("\n").every((line) => trailer.test(line));
  return `${text}${trailers ? "\n" : "\n\n"}(cherry picked from commit ${id})\n`;
};

const trailer = /^(?:[A-Za-z0-9-]+: .+|\(cherry picked from commit [0-9a-f]+\))$/;

const write = async (git: Git, into: Clone, bytes: string): Promise<ObjectId> => {
  const argv = ["hash-object", "-t", "commit", "-w", "--stdin"];
  return (await git.must(into.here({ argv, input: Buffer.from(bytes, "latin1") }))).toString("latin1").trim();
};
