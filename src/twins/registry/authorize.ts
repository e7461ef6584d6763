import type { Instant } from "../../domain/instant.ts";
import { checker, queryObject } from "../kernel/schema.ts";
import type { Operation, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { refused } from "./errors.ts";
import { answerSchemas } from "./schemas.ts";
import type { RegistrySeed } from "./seed.ts";
import { lifeOfToken, type Tokens } from "./tokens.ts";

/** Lets a request to the registry through, or answers with the challenge that tells where tokens are. */
export const authorize =
  (seed: RegistrySeed, tokens: Tokens, now: () => Instant) =>
  (request: TwinRequest): TwinReply | undefined => {
    if (!request.path.startsWith("/v2/")) return undefined;
    const name = /^\/v2\/(.+?)\/(manifests|blobs|tags)\//.exec(request.path)?.[1];
    const actions = request.method === "GET" || request.method === "HEAD" ? ["pull"] : ["pull", "push"];
    const bearer = /^Bearer (\S+)$/.exec(request.headers["authorization"] ?? "")?.[1];
    const access = bearer === undefined ? undefined : tokens.read(bearer, now());
    const wanted = name === undefined ? [] : actions.map((action) => `repository:${name}:${action}`);
    if (access !== undefined && wanted.every((grant) => access.grants.includes(grant))) return undefined;
    const scope = name === undefined ? "" : `,scope="repository:${name}:${actions.join(",")}"`;
    const why = bearer === undefined ? "" : `,error="${access === undefined ? "invalid_token" : "insufficient_scope"}"`;
    const challenge = `Bearer realm="${realmFor(seed, request)}",service="${seed.service}"${scope}${why}`;
    return refused("UNAUTHORIZED", "authentication required", { "www-authenticate": challenge });
  };

/** The token server: whoever knows the account's password may push, anybody may pull. */
export const tokenOperation = (seed: RegistrySeed, tokens: Tokens, now: () => Instant): Operation => ({
  name: "token",
  method: "GET",
  path: "/token",
  changes: false,
  problems: (request) => checkQuery(queryObject(request.query)),
  replyProblems: (reply) => (reply.status === 200 ? checkToken(reply.body) : []),
  handle: (request) => {
    const user = userOf(seed, request.headers["authorization"]);
    if (user === "wrong") return refused("UNAUTHORIZED", "incorrect username or password");
    if (request.query.get("service") !== seed.service) return { status: 400, body: { details: "unknown service" } };
    const token = tokens.issue({ user, grants: grantsOf(request.query.getAll("scope"), user !== undefined) }, now());
    return { status: 200, body: { token, access_token: token, expires_in: lifeOfToken, issued_at: now() } };
  },
});

// A client behind a proxy is told production's address; one that came straight here, such as skopeo, gets its token here.
const realmFor = (seed: RegistrySeed, request: TwinRequest): string =>
  request.headers["x-forwarded-host"] === undefined ? `${request.origin}/token` : `${seed.auth}/token`;

const userOf = (seed: RegistrySeed, authorization: string | undefined): string | undefined => {
  if (authorization === undefined) return undefined;
  const pair = /^Basic (\S+)$/.exec(authorization)?.[1] ?? "";
  return Buffer.from(pair, "base64").toString("utf8") === `${seed.username}:${seed.password}` ? seed.username : "wrong";
};

const grantsOf = (scopes: readonly string[], mayPush: boolean): readonly string[] =>
  scopes
    .flatMap((scope) => scope.split(" "))
    .flatMap((scope) => {
      const [, name, actions = ""] = /^repository:([^:]+):([a-z,*]+)$/.exec(scope) ?? [];
      const wanted = actions.split(",").filter((action) => action === "pull" || (action === "push" && mayPush));
      return name === undefined ? [] : wanted.map((action) => `repository:${name}:${action}`);
    });

const text = { type: "string" } as const;
const checkQuery = checker("query", {
  type: "object",
  additionalProperties: false,
  required: ["service"],
  properties: {
    service: text,
    scope: { anyOf: [text, { type: "array", items: text }] },
    account: text,
    client_id: text,
    offline_token: text,
  },
});
const checkToken = checker("answer", answerSchemas.token);
