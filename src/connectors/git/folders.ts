import type { ObjectId } from "../../domain/ports/git.ts";
import { readCommit } from "./commit-object.ts";
import type { ObjectReader } from "./object-reader.ts";
import { entriesOf } from "./tree.ts";

/** What stands in a folder of a commit, by name; nothing where there is no such folder. */
export type Folders = (commit: ObjectId, path: string) => Promise<ReadonlyMap<string, ObjectId>>;

/** Each tree of a commit is read once, also when many ask at the same time; those of another commit are forgotten. */
export const foldersOf = (objects: ObjectReader): Folders => {
  let current: ObjectId | undefined;
  const tops = new Map<ObjectId, Promise<ObjectId>>();
  const trees = new Map<ObjectId, Promise<ReturnType<typeof entriesOf>>>();
  const treeOf = (id: ObjectId) => once(trees, id, async () => entriesOf(await objects.read(id)));
  return async (commit, path) => {
    if (commit !== current) {
      current = commit;
      tops.clear();
      trees.clear();
    }
    let tree = await once(tops, commit, async () => (await readCommit({ objects }, commit)).tree);
    for (const part of path === "" ? [] : path.split("/")) {
      const found = (await treeOf(tree)).get(Buffer.from(part, "utf8").toString("latin1"));
      if (found?.mode !== "40000") return new Map();
      tree = found.id;
    }
    return new Map([...(await treeOf(tree))].map(([name, { id }]) => [Buffer.from(name, "latin1").toString("utf8"), id]));
  };
};

/** What could not be read is read again by the next who asks: it may have arrived. */
const once = <T>(known: Map<ObjectId, Promise<T>>, id: ObjectId, read: () => Promise<T>): Promise<T> => {
  const begun = known.get(id);
  if (begun !== undefined) return begun;
  const reading = read();
  known.set(id, reading);
  reading.catch(() => known.delete(id));
  return reading;
};
