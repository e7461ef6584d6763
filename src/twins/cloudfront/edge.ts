import { createHash } from "node:crypto";
import { millisOf } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import type { Operation, Twin, TwinGround, TwinReply, TwinRequest } from "../kernel/twin.ts";
import type { Distribution } from "./seed.ts";
import type { Account, Cached } from "./state.ts";

/**
 * The edge of one distribution. It answers from its cache until what it kept is too old or a completed invalidation names it, whatever the
 * origin holds by then. Queries are no part of the cache's key, as with the vendor's default policy.
 */
export const edgeTwin = (ground: TwinGround, distribution: Distribution, account: Account): Twin => {
  const answer = async (request: TwinRequest): Promise<TwinReply> => {
    account.settle();
    const held = account.cache(distribution.id)[request.path];
    if (held !== undefined && millisOf(held.until) > millisOf(ground.now())) {
      const age = Math.floor((millisOf(ground.now()) - millisOf(held.stored)) / 1000);
      return shown(request, held, { age: String(age), "x-cache": held.status < 400 ? "Hit from cloudfront" : "Error from cloudfront" });
    }
    const fresh = account.store(distribution, request.path, await distribution.readOrigin(request.path));
    return shown(request, fresh, { "x-cache": fresh.status < 400 ? "Miss from cloudfront" : "Error from cloudfront" });
  };

  const operation = (method: string, path: string): Operation => ({
    name: "read",
    method,
    path,
    changes: false,
    problems: (request) => (request.body.length === 0 ? [] : ["a read has no body"]),
    replyProblems: ({ headers }) => (headers?.["x-cache"] === undefined ? ["no x-cache header"] : []),
    handle: answer,
  });

  return {
    name: `edge ${distribution.id}`,
    origins: [distribution.alias],
    operations: ["GET", "HEAD"].flatMap((method) => ["/", "/{path+}"].map((path) => operation(method, path))),
    refuse: (status, problems) => ({
      status: status === 422 ? 400 : status,
      headers: { "content-type": "text/html", "x-cache": "Error from cloudfront" },
      body: `<html><body>${problems.length} problems with the request</body></html>`,
    }),
    advance: async () => account.settle(),
    nextDue: () => undefined,
    holdings: () =>
      Object.fromEntries(
        Object.entries(account.cache(distribution.id)).map(([path, held]): [string, Json] => [
          path,
          { status: held.status, sha256: createHash("sha256").update(Buffer.from(held.bytes, "base64")).digest("hex") },
        ]),
      ),
  };
};

const shown = (request: TwinRequest, { status, bytes, contentType }: Cached, cache: Readonly<Record<string, string>>): TwinReply => {
  const body = Buffer.from(bytes, "base64");
  const etag = `"${createHash("md5").update(body).digest("hex")}"`;
  const headers = { ...cache, etag, via: "1.1 edge.cloudfront.net (CloudFront)" };
  if (status === 200 && request.headers["if-none-match"] === etag) return { status: 304, headers };
  return { status, headers: { ...headers, "content-type": contentType }, body };
};
