import { explain } from "../../domain/errors.ts";
import type { RefAt } from "../../domain/ports/git.ts";
import type { Door, Outbound } from "../../domain/ports/host.ts";
import { refusal, retryAfter } from "../../host/refusal.ts";

/** A ref of the remote; `branch` is what a symbolic one such as HEAD names. */
export interface ListedRef extends RefAt {
  readonly branch: string | undefined;
}

/** Where to ask, and the value of the authorization header if there is one. */
export interface RefsSource {
  readonly door: Door;
  readonly address: string;
  readonly authorization: string | undefined;
}

/**
 * Asks for the refs that begin with `prefix` in one request: the command `ls-refs` of gitprotocol-v2(5), whose commands need no session over
 * HTTP. `git ls-remote` takes two requests and four processes for the same, and has every ref sent over. Raises TOKEN_REFUSED, NOT_FOUND,
 * RATE_LIMITED, REFUSED, NO_ANSWER or BAD_ANSWER: no ref is called absent unless a whole answer said so.
 */
export const listRefs = async ({ door, address, authorization }: RefsSource, prefix: string): Promise<readonly ListedRef[]> => {
  const request: Outbound = {
    system: "git",
    method: "POST",
    url: `${address}/git-upload-pack`,
    headers: {
      "content-type": "application/x-git-upload-pack-request",
      accept: "application/x-git-upload-pack-result",
      "git-protocol": "version=2",
      "user-agent": "git/2 (signalbox)",
    },
    ...(authorization === undefined ? {} : { secretHeaders: { authorization } }),
    body: ["command=ls-refs\n", delimiter, "peel\n", "symrefs\n", `ref-prefix ${prefix}\n`].map(packet).join("") + flush,
    deadline: 30_000,
    maxBytes: 64 * 1024 * 1024,
  };
  const answer = await door.request(request);
  if (answer.status === 403 && answer.headers["retry-after"] !== undefined) {
    throw explain("RATE_LIMITED", { system: "git", request: `POST ${request.url}` }, retryAfter(answer));
  }
  if (answer.status !== 200) throw refusal(request, answer, Buffer.from(answer.bytes).toString("utf8"));
  const bad = (found: string) => explain("BAD_ANSWER", { system: "git", request: `POST ${request.url}`, found });
  if (answer.headers["content-type"] !== "application/x-git-upload-pack-result") throw bad(`type ${answer.headers["content-type"]}`);
  return [...lines(Buffer.from(answer.bytes), bad)].map((line) => refOf(line, bad)).filter(({ ref }) => ref.startsWith(prefix));
};

type Bad = (found: string) => Error;

const delimiter = "0001";
const flush = "0000";
const packet = (text: string): string => (text === delimiter ? text : (Buffer.byteLength(text) + 4).toString(16).padStart(4, "0") + text);

/** The pkt-lines of the answer; it must end with a flush, or part of it was lost. */
function* lines(bytes: Buffer, bad: Bad): Generator<string> {
  for (let at = 0; ; ) {
    const length = bytes.toString("latin1", at, at + 4);
    if (length === flush && at + 4 === bytes.length) return;
    const end = at + Number.parseInt(length, 16);
    if (!/^[0-9a-f]{4}$/.test(length) || end < at + 5 || end > bytes.length) throw bad("half an answer");
    yield bytes.toString("utf8", at + 4, end).replace(/\n$/, "");
    at = end;
  }
}

const refOf = (line: string, bad: Bad): ListedRef => {
  const found = /^([0-9a-f]{40}) ([^ ]+)((?: [a-z-]+:[^ ]+)*)$/.exec(line);
  if (found === null) throw bad(line.replace(/\p{Cc}/gu, " ").slice(0, 100));
  const [, object = "", ref = "", attributes = ""] = found;
  const attribute = (name: string) =>
    attributes
      .split(" ")
      .find((one) => one.startsWith(`${name}:`))
      ?.slice(name.length + 1);
  return { ref, object, commit: attribute("peeled") ?? object, branch: attribute("symref-target") };
};
