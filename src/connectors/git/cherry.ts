import type { Signature } from "../../domain/commit.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import { LOG_FORMAT, parseLog } from "../../domain/read-log.ts";
import { type Git, type GitCall, gitFailed } from "./git.ts";
import { mailmap } from "./revisions.ts";

type Here = (call: GitCall) => GitCall;

/**
 * What commits change, as `git patch-id` takes it: without line numbers and blanks; none where that is too much to look at. Programs that a repository
 * names for showing files are not run.
 */
export const patchIds = async (git: Git, here: Here, commits: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, string>> => {
  if (commits.length === 0) return new Map();
  const shown = ["--no-ext-diff", "--no-textconv", "--no-color", "--full-index", "--binary", "--no-renames"];
  const argv = ["diff-tree", "--stdin", "--root", "-r", "-p", ...shown];
  const pieces: Buffer[] = [];
  let bytes = 0;
  const each = (piece: Buffer): void => {
    bytes += piece.length;
    if (bytes <= mostBytes) pieces.push(piece);
  };
  const call = { ...here({ argv, input: commits.map((id) => `${id}\n`).join("") }), each, deadline: 120_000 };
  const result = await git.run(call);
  if (result.code !== 0) throw gitFailed(call, result);
  if (bytes > mostBytes) return new Map();
  const patches = patchesIn(Buffer.concat(pieces).toString("latin1"));
  return new Map(patches.flatMap(({ commit, lines }) => (lines.length === 0 ? [] : [[commit, lines.join("\n").replace(/[ \t\r]+/g, "")]])));
};

/** Bytes of patches, one per character, taken apart: a line that is only an id begins the patch of that commit. */
const patchesIn = (text: string): readonly { readonly commit: ObjectId; readonly lines: readonly string[] }[] => {
  const patches: { readonly commit: ObjectId; readonly lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(line)) patches.push({ commit: line, lines: [] });
    else if (!/^(?:index |@@ -)/.test(line) && line !== "") patches.at(-1)?.lines.push(line);
  }
  return patches;
};

const mostBytes = 32 * 1024 * 1024;

/** Authors of those of these commits that are here, after the `.mailmap` of another. */
export const authorsOf = async (
  git: Git,
  here: Here,
  commits: readonly ObjectId[],
  at: ObjectId,
): Promise<ReadonlyMap<ObjectId, Signature>> => {
  if (commits.length === 0) return new Map();
  const argv = ["log", "-z", "--no-walk=unsorted", "--ignore-missing", "--stdin", `--format=${LOG_FORMAT}`];
  const log = await git.must(here({ argv, input: commits.map((id) => `${id}\n`).join(""), config: mailmap(at) }));
  return new Map(parseLog(log.toString("latin1")).map(({ id, author, mapped }) => [id, mapped ?? author]));
};

/** People as the `.mailmap` of a commit has them; who cannot be looked up stays as they are. */
export const mappedPeople = async (git: Git, here: Here, people: readonly Signature[], at: ObjectId): Promise<readonly Signature[]> => {
  const input = people.map(({ name, email }) => `${plain(name)} <${plain(email) || "nobody"}>\n`).join("");
  const said = await git.must(here({ argv: ["check-mailmap", "--stdin"], input, config: mailmap(at) }));
  const lines = said.toString("utf8").split("\n");
  if (lines.length - 1 !== people.length) return people;
  return people.map((person, index) => {
    const [, name = "", email = ""] = /^(.*?) ?<([^<>]*)>$/.exec(lines[index] ?? "") ?? [];
    const isSame = email === "" || (email === (plain(person.email) || "nobody") && name === plain(person.name));
    return isSame ? person : { name: name === "" ? person.name : name, email };
  });
};

/** Fit for one line of git's protocol. */
const plain = (text: string): string => text.replace(/[<>\p{Cc}]/gu, " ").trim();
