import type { ObjectId } from "../../domain/ports/git.ts";
import { type Git, type GitCall, gitFailed } from "./git.ts";
import type { KeptFolder } from "./kept-folder.ts";

type Here = (call: GitCall) => GitCall;

/**
 * The newest commit on the first-parent chains of both. Each chain is a line, and from where they meet on they are one. git tells every commit of the
 * two once, with its first parent, so that both chains are followed from commit to next commit until one comes to where the other is or has been.
 * Dates only decide how much is read, and reading stops there.
 */
export const branchPoint = async (git: Git, here: Here, one: ObjectId, other: ObjectId): Promise<ObjectId | undefined> => {
  if (one === other) return one;
  const chains = [one, other].map((next) => ({ next, passed: new Set<ObjectId>() }));
  return follow(git, here, [one, other], (id, parent) => {
    const at = chains.findIndex(({ next }) => next === id);
    const [mine, theirs] = [chains[at], chains[1 - at]];
    if (mine === undefined || theirs === undefined) return undefined;
    mine.passed.add(id);
    mine.next = parent;
    return parent !== "" && (parent === theirs.next || theirs.passed.has(parent)) ? parent : undefined;
  });
};

/**
 * The first of these commits whose first-parent chain leaves that of `to` latest; undefined when none ever was on it. All chains are followed at
 * once, and where several come together they go on as one, under the first of them. When git tells the next commit of `to` and another chain waits
 * for it too, they meet there: what left later has been told before. (git has an option to leave out first parents only; with several of them git
 * 2.39 leaves out too much.)
 */
const nearestOf = async (git: Git, here: Here, to: ObjectId, commits: readonly ObjectId[]): Promise<ObjectId | undefined> => {
  const waiting = new Map<ObjectId, number>();
  const wait = (next: ObjectId, first: number): void => void waiting.set(next, Math.min(first, waiting.get(next) ?? first));
  for (const [at, commit] of commits.entries()) wait(commit, at);
  let next = to;
  const found = await follow(git, here, [to, ...commits], (id, parent) => {
    const first = waiting.get(id);
    if (id === next) {
      if (first !== undefined) return commits[first];
      next = parent;
    } else if (first !== undefined) {
      waiting.delete(id);
      wait(parent, first);
    }
    return undefined;
  });
  return found;
};

/** As `nearestOf`, kept with the question: what ids stand for never changes, so that the same question has the same answer. */
export const nearestKept = async (
  git: Git,
  here: Here,
  kept: KeptFolder,
  { to, commits }: { readonly to: ObjectId; readonly commits: readonly ObjectId[] },
): Promise<ObjectId | undefined> => {
  const name = `${to}.nearest`;
  const [answer = "", ...question] = kept.read(name)?.split("\n") ?? [];
  const isAnswer = commits.length > 0 && question.join("\n") === commits.join("\n") && ["", ...commits].includes(answer);
  if (isAnswer) return answer === "" ? undefined : answer;
  const found = await nearestOf(git, here, to, commits);
  kept.write(name, [found ?? "", ...commits].join("\n"));
  return found;
};

/**
 * The branches whose first-parent chain a commit is on. A branch that took the commit in by a merge contains it too, and is no line of it: so every
 * branch that contains it is followed, and those that come together go on as one. Reading stops at the commit.
 */
export const branchesOn = async (git: Git, here: Here, commit: ObjectId): Promise<readonly string[]> => {
  const argv = ["for-each-ref", `--contains=${commit}`, "--format=%(objectname) %(refname)", "refs/heads/", "refs/remotes/origin/"];
  const lines = (await git.must(here({ argv, deadline: 300_000 })))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  const waiting = new Map<ObjectId, string[]>();
  for (const line of lines) {
    const [tip, name] = [
      line.slice(0, line.indexOf(" ")),
      line.slice(line.indexOf(" ") + 1).replace(/^refs\/(?:heads|remotes\/origin)\//, ""),
    ];
    if (name !== "HEAD") waiting.set(tip, [...(waiting.get(tip) ?? []), name]);
  }
  if (waiting.size === 0) return [];
  const found = await follow(git, here, [...waiting.keys()], (id, parent) => {
    const names = waiting.get(id);
    if (id === commit) return names ?? [];
    waiting.delete(id);
    if (names !== undefined && parent !== "") waiting.set(parent, [...(waiting.get(parent) ?? []), ...names]);
    return undefined;
  });
  return [...new Set(found)].sort();
};

/** Tells the commits of the first-parent chains of these tips, each with its first parent, until something is found. */
const follow = <Found>(
  git: Git,
  here: Here,
  tips: readonly ObjectId[],
  look: (id: ObjectId, parent: ObjectId | "") => Found | undefined,
): Promise<Found | undefined> =>
  new Promise((resolve, reject) => {
    let rest = "";
    let found: Found | undefined;
    const each = (bytes: Buffer): void => {
      const lines = found === undefined ? (rest + bytes.toString("latin1")).split("\n") : [];
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [id = "", parent = ""] = line.split(" ", 2);
        found ??= look(id, parent);
      }
      if (found === undefined) return;
      reader.close();
      resolve(found);
    };
    const argv = ["rev-list", "--first-parent", "--parents", "--stdin"];
    const reader = git.open(here({ argv, each }), (how) => {
      if (how.is === "ended" && how.code !== 0) reject(gitFailed({ argv: ["rev-list"] }, how));
      resolve(found);
    });
    reader.awaited(true);
    reader.say(`${tips.join("\n")}\n`);
    reader.finish();
  });
