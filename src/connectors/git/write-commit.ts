import type { ObjectId } from "../../domain/ports/git.ts";
import type { SharedWriting } from "../../domain/ports/shared-ref.ts";
import { messageOf, readCommit, signatureLine } from "./commit-object.ts";
import type { ObjectReader } from "./object-reader.ts";
import { safePath } from "./safe-names.ts";
import { entriesOf, treeBytes } from "./tree.ts";
import { writeLoose } from "./write-loose.ts";

/** A commit that was written, and its files. */
export interface WrittenCommit {
  readonly commit: ObjectId;
  readonly tree: ObjectId;
}

/**
 * Makes blobs, trees and commit in a bare repository of ours without git, which would take as long to start as the push that follows. No ref names them
 * here, and git's own housekeeping is off in this copy. All are on the disk when this returns. Raises STORE_UNWRITABLE.
 */
export const writeCommit = async (
  { folder, objects }: { readonly folder: string; readonly objects: ObjectReader },
  { parent, files, message, by, at }: SharedWriting,
): Promise<WrittenCommit> => {
  const writer = writeLoose(folder);
  const before = parent === undefined ? undefined : (await readCommit({ objects }, parent)).tree;
  const placed = files.map(({ path, bytes }) => ({ parts: safePath(path).split("/").map(asBytes), bytes }));
  const tree = await treeWith({ objects, put: writer.put }, before, placed);
  const who = signatureLine({ name: by, email: `${by}@signalbox.invalid`, date: Date.parse(at) / 1000 });
  const lines = [
    `tree ${tree}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    `author ${who}`,
    `committer ${who}`,
    "",
    messageOf(message),
  ];
  const commit = writer.put("commit", Buffer.from(lines.join("\n")));
  await writer.written();
  return { commit, tree };
};

/** A name as trees have it, one character a byte. */
const asBytes = (name: string): string => Buffer.from(name, "utf8").toString("latin1");

interface Placed {
  /** Where it goes from here, folder by folder. */
  readonly parts: readonly string[];
  readonly bytes: Uint8Array;
}

interface Objects {
  readonly objects: ObjectReader;
  readonly put: ReturnType<typeof writeLoose>["put"];
}

/** The folder with these files in it; what is there and not named stays. */
const treeWith = async (at: Objects, before: ObjectId | undefined, files: readonly Placed[]): Promise<ObjectId> => {
  const entries = new Map<string, { readonly mode: string; readonly id: ObjectId }>(
    before === undefined ? [] : entriesOf(await at.objects.read(before)),
  );
  for (const [name, inside] of Map.groupBy(files, ({ parts }) => parts[0] ?? "")) {
    const file = inside.findLast(({ parts }) => parts.length === 1);
    const found = entries.get(name);
    const below = inside.map(({ parts, bytes }) => ({ parts: parts.slice(1), bytes }));
    entries.set(
      name,
      file === undefined
        ? { mode: "40000", id: await treeWith(at, found?.mode === "40000" ? found.id : undefined, below) }
        : { mode: "100644", id: at.put("blob", file.bytes) },
    );
  }
  return at.put("tree", treeBytes(entries));
};
