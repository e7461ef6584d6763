import { fieldReader } from "../../domain/nul-fields.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { TaggedCommit, TakeCommit } from "../../domain/ports/local-clone.ts";
import { type Git, gitFailed } from "./git.ts";

/**
 * Reads all commits up to a head and every tag. git begins at once, while the caller still finds out what the tags mean; what it says until then is
 * kept. Its own order by date lets it tell while it walks.
 */
export const readEverything = (
  git: Git,
  path: string,
  order: "date" | "graph",
  head: ObjectId | undefined,
): ((take: TakeCommit) => Promise<void>) => {
  let taker: TakeCommit | undefined;
  let early: Buffer[] = [];
  const fields = fieldReader(4, ([id = "", parents = "", subject = "", body = ""]) => taker?.(id, parents, subject, body));
  const each = (bytes: Buffer): void => {
    if (taker === undefined) early.push(bytes);
    else fields.push(bytes.toString("latin1"));
  };
  const ordered = order === "graph" ? ["--topo-order"] : [];
  const argv = ["-C", path, "log", "-z", ...ordered, "--format=%H%x00%P%x00%s%x00%b", "--tags", "--end-of-options", head ?? "HEAD"];
  const call = { argv, each, deadline: 3_600_000 };
  const ended = git.run(call);
  // Who never takes does not want to hear of it either: what is wrong with the repository is told by whoever looked.
  ended.catch(() => undefined);
  return async (take) => {
    taker = take;
    for (const bytes of early) each(bytes);
    early = [];
    const result = await ended;
    if (result.code !== 0) throw gitFailed(call, result);
    if (!fields.isWhole()) throw gitFailed(call, { ...result, errors: "the output ended in the middle of a commit" });
  };
};

/** Every tag that names a commit; none for what is no repository. */
export const taggedCommits = async (git: Git, path: string): Promise<readonly TaggedCommit[]> => {
  const pieces: Buffer[] = [];
  const format = "%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00%(creatordate:unix)";
  const argv = ["-C", path, "for-each-ref", `--format=${format}`, "refs/tags/"];
  await git.run({ argv, each: (bytes) => void pieces.push(bytes), deadline: 600_000 });
  return Buffer.concat(pieces)
    .toString("utf8")
    .split("\n")
    .flatMap((line) => {
      const [tag = "", type, id = "", innerType, inner = "", date = ""] = line.split("\0");
      const commit = type === "commit" ? id : innerType === "commit" ? inner : undefined;
      return commit === undefined ? [] : [{ tag, commit, date: Number(date) || 0 }];
    });
};
