import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { TwinReply, TwinRequest } from "../kernel/twin.ts";

/** Answers that say only what refs there are, which are asked for again and again: git gave them, for the very refs that stand now. */
export interface RememberedRefs {
  readonly answer: (request: TwinRequest, repository: string, ask: () => Promise<TwinReply>) => Promise<TwinReply>;
}

/** Remembers the last answer to each question, until a file of the repository's refs is touched. */
export const rememberRefs = (): RememberedRefs => {
  const known = new Map<string, { readonly refs: string; readonly reply: TwinReply }>();
  return {
    answer: async (request, repository, ask) => {
      if (!asksForRefs(request)) return ask();
      const refs = fingerprint(repository);
      const question = questionOf(request, repository);
      const before = known.get(question);
      if (before?.refs === refs) return before.reply;
      const reply = await ask();
      known.set(question, { refs, reply });
      return reply;
    },
  };
};

const asksForRefs = ({ method, body }: TwinRequest): boolean =>
  method === "GET" || (body.length < 4096 && Buffer.from(body).includes("command=ls-refs"));

const questionOf = ({ method, path, query, headers, body }: TwinRequest, repository: string): string =>
  createHash("sha256")
    .update([repository, method, path, query.toString(), headers["git-protocol"] ?? "", headers["content-encoding"] ?? ""].join("\0"))
    .update(body)
    .digest("hex");

/** Names, sizes and times (nanoseconds) of every file that holds refs. */
const fingerprint = (repository: string): string =>
  ["HEAD", "packed-refs", "config"].map((name) => stamp(join(repository, name))).join() + stampsBelow(join(repository, "refs"));

const stampsBelow = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => (entry.isDirectory() ? stampsBelow(join(folder, entry.name)) : stamp(join(folder, entry.name))))
    .join();

const stamp = (file: string): string => {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? "" : `${file} ${found.ino} ${found.size} ${found.mtimeNs}`;
};
