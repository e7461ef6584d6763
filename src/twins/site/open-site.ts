import { createHash } from "node:crypto";
import type { Operation, Twin, TwinReply, TwinRequest } from "../kernel/twin.ts";

/** A web site without a cache in front: what it shows is what its source holds at this moment. */
export interface SiteSeed {
  /** The production origin it answers for. */
  readonly origin: string;
  /** The one path that it has. */
  readonly path: string;
  /** What is there now; undefined when nothing is. */
  readonly read: () => Promise<Buffer | undefined>;
}

/** A stand-in for the plain web server that hands out a file, for trains whose feed has no CDN. */
export const openSite = ({ origin, path, read }: SiteSeed): Twin => {
  const operation = (method: string): Operation => ({
    name: "read",
    method,
    path,
    changes: false,
    problems: ({ body }) => (body.length === 0 ? [] : ["a read has no body"]),
    replyProblems: ({ headers }) => (headers?.["content-type"] === undefined ? ["no content-type header"] : []),
    handle: async (request) => shown(request, await read()),
  });
  return {
    name: `site ${new URL(origin).host}`,
    origins: [origin],
    operations: ["GET", "HEAD"].map(operation),
    refuse: (status, problems) => ({
      status: status === 422 ? 400 : status,
      headers: { "content-type": "text/plain" },
      body: problems.join("\n"),
    }),
    holdings: async () => {
      const bytes = await read();
      return bytes === undefined ? {} : { [path]: { status: 200, sha256: createHash("sha256").update(bytes).digest("hex") } };
    },
  };
};

const shown = ({ headers }: TwinRequest, bytes: Buffer | undefined): TwinReply => {
  if (bytes === undefined) return { status: 404, headers: { "content-type": "text/plain" }, body: "not found" };
  const etag = `"${createHash("sha256").update(bytes).digest("hex")}"`;
  const known = { etag, "content-type": "application/json", "cache-control": "no-cache" };
  return headers["if-none-match"] === etag ? { status: 304, headers: known } : { status: 200, headers: known, body: bytes };
};
