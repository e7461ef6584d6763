import { type Instant, millisOf } from "../../domain/instant.ts";
import type { TwinReply, TwinRequest } from "../kernel/twin.ts";
import { refused } from "./call.ts";
import type { Hub } from "./hub.ts";
import type { Account } from "./seed.ts";

const hour = 3_600_000;

/** Who may come in, and how often: GitHub's credentials, headers and hourly limit. */
export type Gate = {
  readonly account: (request: TwinRequest) => Account | undefined;
  /** Why a request is turned away, undefined when it may pass. Counts it against the hour. */
  readonly admit: (request: TwinRequest) => TwinReply | undefined;
  /** The answer with GitHub's rate-limit headers. */
  readonly counted: (reply: TwinReply, request: TwinRequest) => TwinReply;
};

/** Counts are kept in memory: a twin that starts again begins a new hour. */
export function openGate(hub: Hub): Gate {
  const most = hub.seed.hourlyRequests ?? 5000;
  const allowed = (user: Account | undefined): number => (user?.login === "" ? Math.min(most, hourlyWithoutToken) : most);
  const spent = new Map<string, { readonly hour: number; readonly count: number }>();
  const currentHour = () => Math.floor(millisOf(hub.now()) / hour);
  const used = (login: string) => {
    const known = spent.get(login);
    return known?.hour === currentHour() ? known.count : 0;
  };
  const account = (request: TwinRequest): Account | undefined => {
    if (request.headers["authorization"] === undefined) return isPublic(request) ? anybody(hub) : undefined;
    const token = /^(?:bearer|token) (.+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
    return hub.seed.accounts.find((each) => each.token === token);
  };
  const counted = (reply: TwinReply, request: TwinRequest): TwinReply => {
    const user = account(request);
    const count = used(user?.login ?? "");
    const reset = String(((currentHour() + 1) * hour) / 1000);
    const limits = {
      "x-ratelimit-limit": String(allowed(user)),
      "x-ratelimit-remaining": String(Math.max(0, allowed(user) - count)),
      "x-ratelimit-used": String(count),
      "x-ratelimit-reset": reset,
      "x-ratelimit-resource": "core",
    };
    return {
      ...reply,
      headers: {
        ...dated(hub.now()),
        ...limits,
        ...ofToken(user),
        "x-github-media-type": "github.v3; format=json",
        ...reply.headers,
      },
    };
  };
  const turnedAway = (request: TwinRequest): TwinReply | undefined => {
    if (request.headers["user-agent"] === undefined)
      return refused(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.");
    const version = request.headers["x-github-api-version"];
    if (version !== undefined && !versions.has(version)) return refused(400, "Unsupported API version");
    const user = account(request);
    if (user === undefined)
      return refused(401, request.headers["authorization"] === undefined ? "Requires authentication" : "Bad credentials");
    if (used(user.login) >= allowed(user))
      return refused(403, `API rate limit exceeded for ${user.login === "" ? "127.0.0.1" : `user ${user.login}`}.`);
    spent.set(user.login, { hour: currentHour(), count: used(user.login) + 1 });
    return undefined;
  };
  return {
    account,
    counted,
    admit: (request) => {
      const reply = turnedAway(request);
      return reply === undefined ? undefined : counted(reply, request);
    },
  };
}

/** What GitHub answers to anybody, sixty times an hour (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). */
const isPublic = ({ method, path }: TwinRequest): boolean => method === "GET" && path.startsWith("/repos/");
const hourlyWithoutToken = 60;

const anybody = ({ seed }: Hub): Account => ({
  login: "",
  token: "",
  may: "read",
  sees: seed.repositories.filter((each) => each.private !== true).map(({ name }) => name),
});

/** The moment of the world, by which a caller can tell that its own clock is wrong. */
const dated = (now: Instant) => ({ date: new Date(millisOf(now)).toUTCString() });

/** What answers tell of a token: the scopes of a classic one, and the end of one that ends. */
const ofToken = (user: Account | undefined): Readonly<Record<string, string>> => ({
  ...(user?.scopes === undefined ? {} : { "x-oauth-scopes": user.scopes.join(", ") }),
  ...(user?.expires === undefined
    ? {}
    : { "github-authentication-token-expiration": `${user.expires.slice(0, 10)} ${user.expires.slice(11, 19)} UTC` }),
});

const versions: ReadonlySet<string> = new Set(["2022-11-28", "2026-03-10"]);
