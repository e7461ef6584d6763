import { type Git, must } from "./run.ts";

/** One file between two trees, as git sees it without renames. `additions` and `deletions` are 0 for a binary file. */
export type FileChange = {
  readonly path: string;
  readonly blob: string;
  readonly status: "added" | "removed" | "modified" | "changed";
  readonly additions: number;
  readonly deletions: number;
};

/** The commit on which two histories last agreed; undefined for unrelated ones. */
export async function mergeBase(git: Git, one: string, other: string): Promise<string | undefined> {
  const { code, text } = await git(["merge-base", "--end-of-options", one, other]);
  return code === 0 ? text.trim().split("\n")[0] : undefined;
}

/** How many commits `head` has that `base` has not, and the other way round. */
export async function distance(git: Git, base: string, head: string): Promise<{ readonly ahead: number; readonly behind: number }> {
  const [behind = "0", ahead = "0"] = (
    await must(git, ["rev-list", "--left-right", "--count", "--end-of-options", `${base}...${head}`])
  ).split("\t");
  return { ahead: Number(ahead), behind: Number(behind) };
}

/** What changed between two commits or trees; `from` undefined is the empty tree. */
export async function changes(git: Git, from: string | undefined, to: string): Promise<readonly FileChange[]> {
  const between = ["--end-of-options", from ?? emptyTree, to];
  const argv = (form: string) => ["diff-tree", "-r", "-z", "--no-renames", form, ...between];
  const [raw, counts] = await Promise.all([must(git, argv("--raw")), must(git, argv("--numstat"))]);
  const counted = new Map(counts.split("\0").filter(Boolean).map(readCount));
  const fields = raw.split("\0").filter(Boolean);
  return fields.flatMap((field, index) => (field.startsWith(":") ? [readChange(field, fields[index + 1] ?? "", counted)] : []));
}

/** The difference as a patch of one file, without git's header; empty for a binary file. */
export async function patchOf(git: Git, from: string | undefined, to: string, path: string): Promise<string> {
  const argv = ["diff-tree", "-p", "-r", "--no-renames", "--end-of-options", from ?? emptyTree, to, "--", `:(literal)${path}`];
  const text = await must(git, argv);
  const start = text.indexOf("\n@@");
  return start === -1 ? "" : text.slice(start + 1);
}

const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

type Counts = { readonly additions: number; readonly deletions: number };

function readCount(line: string): readonly [string, Counts] {
  const [added = "-", removed = "-", ...path] = line.split("\t");
  return [path.join("\t"), { additions: Number(added) || 0, deletions: Number(removed) || 0 }];
}

const kinds: { readonly [letter: string]: FileChange["status"] } = { A: "added", D: "removed", M: "modified", T: "changed" };

function readChange(field: string, path: string, counted: ReadonlyMap<string, Counts>): FileChange {
  const [, , before = "", after = "", letter = "M"] = field.split(" ");
  const status = kinds[letter[0] ?? "M"] ?? "changed";
  const { additions, deletions } = counted.get(path) ?? { additions: 0, deletions: 0 };
  return { path, blob: status === "removed" ? before : after, status, additions, deletions };
}
