import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { readCommit } from "./commit-object.ts";
import { safePath } from "./safe-names.ts";

/** What a path is at a commit; only a file can be read or written. */
export type Entry =
  | { readonly is: "absent" }
  | { readonly is: "file"; readonly id: ObjectId; readonly mode: "100644" | "100755" }
  | { readonly is: "folder"; readonly id: ObjectId };

/** Walks down to a path without giving it to git. Raises FILE_UNSAFE for a symbolic link or submodule there or on the way, and a file on the way. */
export const entryAt = async (clone: Pick<Clone, "objects">, commit: ObjectId, path: string): Promise<Entry> => {
  const parts = safePath(path).split("/");
  let folder = (await readCommit(clone, commit)).tree;
  for (const [at, part] of parts.entries()) {
    const found = entriesOf(await clone.objects.read(folder)).get(Buffer.from(part, "utf8").toString("latin1"));
    if (found === undefined) return { is: "absent" };
    const { mode, id } = found;
    if (mode === "40000") {
      folder = id;
      continue;
    }
    if (mode === "120000") throw explain("FILE_UNSAFE", { file: path, reason: "a symbolic link is in the way" });
    if (mode === "160000") throw explain("FILE_UNSAFE", { file: path, reason: "a submodule is in the way" });
    if (at < parts.length - 1) throw explain("FILE_UNSAFE", { file: path, reason: `${parts.slice(0, at + 1).join("/")} is a file` });
    return { is: "file", id, mode: mode === "100755" ? "100755" : "100644" };
  }
  return { is: "folder", id: folder };
};

/** What stands in a tree object, by name in bytes (`latin1`). */
export type Entries = ReadonlyMap<string, { readonly mode: string; readonly id: ObjectId }>;

/** A tree object of these entries, in the order that git wants: a folder stands where its name with a slash would. */
export const treeBytes = (entries: Entries): Buffer =>
  Buffer.concat(
    [...entries]
      .map(([name, { mode, id }]) => ({ name, mode, id, place: mode === "40000" ? `${name}/` : name }))
      .sort((a, b) => (a.place < b.place ? -1 : 1))
      .flatMap(({ name, mode, id }) => [Buffer.from(`${mode} ${name}\0`, "latin1"), Buffer.from(id, "hex")]),
  );

/** Reads a tree object. */
export const entriesOf = (tree: Buffer): Entries => {
  const entries = new Map<string, { readonly mode: string; readonly id: ObjectId }>();
  for (let at = 0; at < tree.length; ) {
    const space = tree.indexOf(32, at);
    const end = tree.indexOf(0, space);
    entries.set(tree.toString("latin1", space + 1, end), {
      mode: tree.toString("latin1", at, space),
      id: tree.toString("hex", end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
};
