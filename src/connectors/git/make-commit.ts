import { createHash } from "node:crypto";
import { explain } from "../../domain/errors.ts";
import type { FileToWrite, ObjectId, Signature } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { messageOf, signatureLine } from "./commit-object.ts";
import type { Git } from "./git.ts";
import { answeredId, data, quoted } from "./import-stream.ts";
import { safePath } from "./safe-names.ts";
import { entryAt } from "./tree.ts";

/** A commit to make, as the port has it. */
export interface WantedCommit {
  readonly base: ObjectId;
  readonly files: readonly FileToWrite[];
  readonly message: string;
  readonly by: Signature;
  /** Further parents; their files are not taken. */
  readonly merges?: readonly ObjectId[];
}

/**
 * Makes a commit by one `git fast-import`: blobs, trees and commit in one process instead of one for each. The clone keeps it under a ref
 * named by the whole input, so that equal input finds itself. Raises FILE_UNSAFE before anything is written.
 */
export const makeCommit = async (git: Git, into: Clone, wanted: WantedCommit): Promise<ObjectId> => {
  const modes = await modesOf(into, wanted);
  const stream = streamOf(wanted, modes);
  const ref = `refs/signalbox/made/${createHash("sha256").update(stream).digest("hex")}`;
  const input = Buffer.concat([Buffer.from(`feature done\ncommit ${ref}\n`), stream]);
  const argv = ["fast-import", "--quiet", "--force", "--date-format=raw"];
  return answeredId(await git.must(into.here({ argv, input })));
};

const modesOf = async (into: Clone, { base, files }: WantedCommit): Promise<readonly string[]> => {
  const paths = new Set(files.map(({ path }) => safePath(path)));
  if (paths.size < files.length) throw explain("FILE_UNSAFE", { file: doubled(files), reason: "it is to be written twice" });
  const modes: string[] = [];
  for (const { path } of files) {
    if (foldersAbove(path).some((folder) => paths.has(folder))) {
      throw explain("FILE_UNSAFE", { file: path, reason: "another file is to be written where its folder is" });
    }
    const entry = await entryAt(into, base, path);
    if (entry.is === "folder") throw explain("FILE_UNSAFE", { file: path, reason: "it is a folder" });
    modes.push(entry.is === "file" ? entry.mode : "100644");
  }
  return modes;
};

const doubled = (files: readonly FileToWrite[]): string =>
  files.find(({ path }, at) => files.findIndex((other) => other.path === path) < at)?.path ?? "";

const foldersAbove = (path: string): readonly string[] =>
  path.split("/").flatMap((_, at, parts) => (at === 0 ? [] : [parts.slice(0, at).join("/")]));

/** What follows the line `commit <ref>`; see git-fast-import(1). */
const streamOf = ({ base, files, message, by, merges = [] }: WantedCommit, modes: readonly string[]): Buffer => {
  const signature = signatureLine(by);
  const head = `mark :1\nauthor ${signature}\ncommitter ${signature}\n`;
  const writes = files.flatMap(({ path, text }, at) => [Buffer.from(`M ${modes[at]} inline ${quoted(path)}\n`), data(text)]);
  return Buffer.concat([
    Buffer.from(head),
    data(messageOf(message)),
    Buffer.from(`from ${base}\n${merges.map((each) => `merge ${each}\n`).join("")}`),
    ...writes,
    Buffer.from("get-mark :1\ndone\n"),
  ]);
};
