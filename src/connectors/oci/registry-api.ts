import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import { millisOf } from "../../domain/instant.ts";
import type { Clock, Door, Inbound, Outbound, Secrets } from "../../domain/ports/host.ts";
import { requestName } from "../../host/door.ts";
import { refusal } from "../../host/refusal.ts";
import { belongsTo, type Challenge, readChallenge } from "./challenge.ts";
import type { ImagePlace } from "./image-name.ts";

/** One request below `/v2/<path>/`. */
export interface RegistryRequest {
  readonly method: "GET" | "HEAD" | "PUT";
  /** `manifests/<reference>` or `blobs/<digest>`. */
  readonly below: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** The one place that speaks to registries: the token flow and nothing else. Answers 404 as such; other refusals are errors. */
export interface RegistryApi {
  readonly send: (place: ImagePlace, request: RegistryRequest) => Promise<Inbound>;
}

const system = "The registry";
const mostBytes = 8_000_000;

// A token that says nothing of its life lives a minute (distribution token specification); ten seconds less, so that it does not end on the way.
const lifeOfToken = 60;
const margin = 10_000;

/**
 * Tokens are asked for when a registry wants one, per repository and action, and kept until they expire. Without a credential, reading is tried
 * anonymously, as public images allow; writing raises TOKEN_MISSING.
 */
export const registryApi = (at: { readonly door: Door; readonly secrets: Secrets; readonly clock: Clock }): RegistryApi => {
  const challenges = new Map<string, Challenge>();
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();

  const tokenFor = async (place: ImagePlace, challenge: Challenge, actions: string): Promise<string> => {
    const scope = `repository:${place.path}:${actions}`;
    const key = `${place.origin} ${scope}`;
    const held = tokens.get(key);
    if (held !== undefined && held.until > millisOf(at.clock.now())) return held.token;
    const fresh = await askForToken(at, { place, challenge, scope });
    tokens.set(key, { token: fresh.token, until: millisOf(at.clock.now()) + fresh.lives - margin });
    return fresh.token;
  };

  return {
    send: async (place, { method, below, headers, body }) => {
      const actions = method === "PUT" ? "pull,push" : "pull";
      const plain: Outbound = {
        system,
        method,
        url: `${place.origin}/v2/${place.path}/${below}`,
        maxBytes: mostBytes,
        ...(headers === undefined ? {} : { headers }),
        ...(body === undefined ? {} : { body }),
      };
      const known = challenges.get(place.origin);
      const first = await at.door.request(known === undefined ? plain : bearing(plain, await tokenFor(place, known, actions)));
      if (first.status !== 401) return definite(plain, first);
      // Nothing was applied: asking again with a new token is part of the flow, and is done once.
      const challenge = readChallenge(first.headers["www-authenticate"]);
      if (challenge === undefined || !belongsTo(challenge.realm, place.origin)) throw refusal(plain, first, "");
      challenges.set(place.origin, challenge);
      tokens.delete(`${place.origin} repository:${place.path}:${actions}`);
      return definite(plain, await at.door.request(bearing(plain, await tokenFor(place, challenge, actions))));
    },
  };
};

const bearing = (request: Outbound, token: string): Outbound => ({ ...request, secretHeaders: { authorization: `Bearer ${token}` } });

const definite = (request: Outbound, answer: Inbound): Inbound => {
  if ((answer.status >= 200 && answer.status < 400) || answer.status === 404) return answer;
  throw refusal(request, answer, messageOf(answer));
};

const Token = z.object({ token: z.string().optional(), access_token: z.string().optional(), expires_in: z.number().optional() });

const askForToken = async (
  at: { readonly door: Door; readonly secrets: Secrets },
  wanted: { readonly place: ImagePlace; readonly challenge: Challenge; readonly scope: string },
): Promise<{ readonly token: string; readonly lives: number }> => {
  const url = new URL(wanted.challenge.realm);
  url.searchParams.set("service", wanted.challenge.service);
  url.searchParams.set("scope", wanted.scope);
  const anonymous = !wanted.scope.endsWith("push") && !at.secrets.has("REGISTRY_PASSWORD");
  const request: Outbound = { system, method: "GET", url: url.href, ...(anonymous ? {} : { secretHeaders: basic(at.secrets) }) };
  const answer = await at.door.request(request);
  if (answer.status !== 200) throw refusal(request, answer, messageOf(answer));
  const read = Token.safeParse(jsonOf(answer));
  const token = read.data?.token ?? read.data?.access_token;
  if (token === undefined) throw explain("BAD_ANSWER", { system, request: requestName(request), found: "no token" });
  return { token, lives: (read.data?.expires_in ?? lifeOfToken) * 1000 };
};

const basic = (secrets: Secrets): Readonly<Record<string, string>> => {
  const pair = `${secrets.read(system, "REGISTRY_USERNAME")}:${secrets.read(system, "REGISTRY_PASSWORD")}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
};

const Errors = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string().optional() })) });

const messageOf = (answer: Inbound): string => {
  const read = Errors.safeParse(jsonOf(answer));
  return (read.data?.errors ?? []).map(({ code, message }) => `${code} ${message ?? ""}`.trim()).join("; ") || "no reason given";
};

const jsonOf = (answer: Inbound): unknown => {
  try {
    return JSON.parse(Buffer.from(answer.bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};
