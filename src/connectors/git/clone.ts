import { join } from "node:path";
import { explain } from "../../domain/errors.ts";
import type { ObjectId, RepositoryName } from "../../domain/ports/git.ts";
import type { Git, GitCall } from "./git.ts";
import { looseFirst } from "./loose-objects.ts";
import { makeBare } from "./make-bare.ts";
import { type ObjectReader, objectReader } from "./object-reader.ts";
import type { Remote } from "./remote.ts";
import { safeObject, safeRepository } from "./safe-names.ts";

/** Signalbox's own bare clone of one repository: it holds what was asked for so far, and never a ref of the remote's naming. */
export interface Clone {
  readonly repository: RepositoryName;
  readonly folder: string;
  readonly remote: Remote;
  readonly objects: ObjectReader;
  /** The call, with this clone as its repository. */
  readonly here: (call: GitCall) => GitCall;
  /** Fetches, in one go and with all their history, those of the objects that are not here. Raises NOT_FOUND where the remote has none. */
  readonly need: (ids: readonly ObjectId[]) => Promise<void>;
}

/** Makes each clone once, when it is first asked for. */
export const clonesOf = (git: Git, folder: string, remote: (repository: RepositoryName) => Remote) => {
  const opened = new Map<RepositoryName, Promise<Clone>>();
  return {
    clone: (repository: RepositoryName): Promise<Clone> => {
      const known = opened.get(repository);
      if (known !== undefined) return known;
      const made = openClone(git, folder, remote(repository), safeRepository(repository));
      opened.set(repository, made);
      made.catch(() => opened.delete(repository));
      return made;
    },
    close: async (): Promise<void> => {
      for (const clone of await Promise.allSettled(opened.values())) if (clone.status === "fulfilled") clone.value.objects.close();
    },
  };
};

const openClone = async (git: Git, root: string, remote: Remote, repository: RepositoryName): Promise<Clone> => {
  const folder = join(root, `${repository}.git`);
  await makeBare(git, folder);
  const objects = looseFirst(folder, objectReader(git, `--git-dir=${folder}`));
  const here = (call: GitCall): GitCall => ({ ...call, argv: [`--git-dir=${folder}`, ...call.argv] });
  let turn: Promise<unknown> = Promise.resolve();
  const need = async (ids: readonly ObjectId[]): Promise<void> => {
    const wanted = [...new Set(ids.map(safeObject))];
    if ((await missing(objects, wanted)).length === 0) return;
    // One fetch at a time: the one before may bring what this one wants.
    const mine = turn.then(() => bring(remote, here, objects, wanted));
    turn = mine.catch(() => undefined);
    return mine;
  };
  return { repository, folder, remote, objects, here, need };
};

const missing = async (objects: ObjectReader, ids: readonly ObjectId[]): Promise<readonly ObjectId[]> => {
  const infos = await Promise.all(ids.map((id) => objects.info(id)));
  return ids.filter((_, at) => infos[at] === undefined);
};

/**
 * Asks for exactly these objects by id, so that neither thousands of foreign branches nor a hostile branch name come along. Each is kept
 * under a ref of our own, which tells the remote next time what is here already.
 */
const bring = async (remote: Remote, here: Clone["here"], objects: ObjectReader, ids: readonly ObjectId[]): Promise<void> => {
  const wanted = await missing(objects, ids);
  if (wanted.length === 0) return;
  const argv = [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-auto-gc",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    "--stdin",
    "--end-of-options",
    remote.address,
  ];
  const input = wanted.map((id) => `+${id}:refs/signalbox/fetched/${id}\n`).join("");
  await remote.read({ ...here({ argv, input, config: [["fetch.writeCommitGraph", "true"]] }), deadline: 15 * 60_000 });
  const [still] = await missing(objects, wanted);
  if (still !== undefined) throw explain("NOT_FOUND", { system: "git", request: `object ${still}` });
};
