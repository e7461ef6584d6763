import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openMemory } from "../kernel/memory.ts";
import type { TwinReply, TwinRequest } from "../kernel/twin.ts";
import { refsOf } from "./repository.ts";

/** What git is asked in place of a client, by whom and of which repository. */
export interface RefsAsked {
  readonly request: TwinRequest;
  /** `owner/name`, and its folder. */
  readonly name: string;
  readonly repository: string;
  /** Where git is looked for. */
  readonly path: string;
}

/**
 * Answers that say only what refs there are, which are asked for again and again: git gave them, for the very refs that stand now. Two worlds
 * of one process in which they stand alike give the same answer.
 */
export const answerRefs = (asked: RefsAsked, ask: () => Promise<TwinReply>): Promise<TwinReply> =>
  asksForRefs(asked.request) ? known.ask(questionOf(asked), ask) : ask();

const known = openMemory<TwinReply>(512);

const asksForRefs = ({ method, body }: TwinRequest): boolean =>
  method === "GET" || (body.length < 4096 && Buffer.from(body).includes("command=ls-refs"));

const questionOf = ({ request: { method, path: address, query, headers, body }, name, repository, path }: RefsAsked): string =>
  createHash("sha256")
    .update([path, name, method, address, query.toString(), headers["git-protocol"] ?? "", headers["content-encoding"] ?? ""].join("\0"))
    .update(body)
    .update(readFileSync(join(repository, "config")))
    .update(JSON.stringify(refsOf(repository)))
    .digest("hex");
