import { ReleaseError } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneFiles, FileChange, FileFound } from "../../domain/ports/local-clone.ts";
import type { Clone } from "./clone.ts";
import type { Git } from "./git.ts";
import { entryAt } from "./tree.ts";

type Reading = Pick<Clone, "here" | "objects">;

/** Larger files are read by no edit in a moment. */
const mostBytes = 50 * 1024 * 1024;
const mostFiles = 100_000;

/** Reads files of a clone through its one `cat-file`, and what commits did to them by ids alone, so that contents that are not there are not needed. */
export const cloneFiles = (git: Git, from: Reading): CloneFiles => ({
  read: async (commit, path) => {
    try {
      const entry = await entryAt(from, commit, path);
      if (entry.is === "absent") return entry;
      return entry.is === "folder" ? { is: "unreadable", why: "it is a folder" } : await contentsOf(from, entry.id);
    } catch (error) {
      return unreadable(error);
    }
  },
  contents: (id) => contentsOf(from, id),
  list: async (commit, prefix) => {
    const argv = ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit];
    const listed = await git.must({ ...from.here({ argv }), deadline: 60_000 });
    return listed
      .toString("utf8")
      .split("\0")
      .flatMap((line) => /^100(?:644|755|664) blob [0-9a-f]+\t(.+)$/s.exec(line)?.[1] ?? [])
      .filter((path) => path.startsWith(prefix))
      .slice(0, mostFiles)
      .sort();
  },
  changed: async (upTo, files, most) => {
    if (files.length === 0) return [];
    return changesIn(git, from, ["-n", String(most), "--end-of-options", upTo, "--", ...files]);
  },
  changedBy: (commit) => changesIn(git, from, ["-n", "1", "--end-of-options", commit, "--"]),
});

const contentsOf = async (from: Reading, id: ObjectId): Promise<FileFound> => {
  try {
    const info = await from.objects.info(id);
    if (info === undefined) return { is: "unreadable", why: "its contents are not in this clone" };
    if (info.size > mostBytes) return { is: "unreadable", why: `it has ${info.size} bytes, more than ${mostBytes}` };
    return { is: "text", text: strict.decode(await from.objects.read(id)) };
  } catch (error) {
    return error instanceof TypeError ? { is: "unreadable", why: "it is not UTF-8" } : unreadable(error);
  }
};

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Another error than one of the catalogue is a mistake of ours. */
const unreadable = (error: unknown): FileFound => {
  if (!(error instanceof ReleaseError) || !["FILE_UNSAFE", "GIT_FAILED"].includes(error.code)) throw error;
  return { is: "unreadable", why: error.code === "FILE_UNSAFE" ? "it is no ordinary file" : "git cannot read it in this clone" };
};

/** Names and contents are not compared: a file that moved is one that went and one that came. */
const changesIn = async (git: Git, from: Reading, words: readonly string[]): Promise<readonly FileChange[]> => {
  const how = ["--first-parent", "--diff-merges=first-parent", "--root", "--raw", "-z", "--no-abbrev", "--no-renames", "--format=%x01%H"];
  const told = await git.must({ ...from.here({ argv: ["log", ...how, ...words] }), deadline: 300_000 });
  const fields = told.toString("utf8").split("\0");
  const changes: FileChange[] = [];
  let commit = "";
  for (let at = 0; at < fields.length; at += 1) {
    const field = (fields[at] ?? "").replace(/^\n/, "");
    if (field.startsWith("\u0001")) commit = field.slice(1);
    const [, before = "", after = ""] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/.exec(field) ?? [];
    if (before === "") continue;
    at += 1;
    changes.push({ commit, path: fields[at] ?? "", before: present(before), after: present(after) });
  }
  return changes;
};

const present = (id: ObjectId): ObjectId | undefined => (/^0+$/.test(id) ? undefined : id);
