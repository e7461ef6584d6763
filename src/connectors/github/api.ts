import type { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { Door, Inbound, Outbound, Pace, Secrets } from "../../domain/ports/host.ts";
import { type Asked, bodyOf, failureOf } from "./answer.ts";

/** Query parameters of a read. */
export type Query = Readonly<Record<string, string>>;

/** What a write sends. */
export type Sent = { readonly method: "POST" | "PUT" | "PATCH"; readonly path: string; readonly body: object };

/** GitHub's REST API for one repository after another: paths are below `/repos/OWNER/NAME/`, but for what is asked of an organisation. */
export interface GithubApi {
  /** Undefined when GitHub knows nothing there (404); a repository that cannot be seen looks the same. */
  readonly get: <T>(repository: string, path: string, schema: z.ZodType<T>, query?: Query) => Promise<T | undefined>;
  /**
   * All entries of a list of at most 2,000; more is an error, because a part must never be taken for the whole, unless `atMost` says that the
   * first so many are enough. Raises NOT_FOUND on 404.
   */
  readonly list: <T>(
    repository: string,
    path: string,
    schema: z.ZodType<readonly T[]>,
    query?: Query,
    atMost?: number,
  ) => Promise<readonly T[]>;
  /** What GitHub answers about an organisation, whatever the status: there the status is the answer. Its names are parts of the path, each one step. */
  readonly ask: (steps: readonly string[]) => Promise<{ readonly asked: Asked; readonly answer: Inbound }>;
  /** Whether GitHub knows something at these steps, each one step of the path. */
  readonly exists: (steps: readonly string[]) => Promise<boolean>;
  /** One mutation. Never repeated here, whatever happens. */
  readonly send: <T>(repository: string, sent: Sent, schema: z.ZodType<T>) => Promise<T>;
}

/** What GitHub's API is made of. `pace` keeps mutations a second apart (docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api). */
export interface GithubOutside {
  readonly door: Door;
  readonly secrets: Secrets;
  readonly pace: Pace;
}

const home = "https://api.github.com";
const system = "GitHub";
const tokenName = "GITHUB_TOKEN";
const pageSize = 100;
const mostPages = 20;

/**
 * `GITHUB_TOKEN` is read at the first request that needs it. Without one, what GitHub shows to anybody is read all the same, sixty times an hour; what it
 * hides is TOKEN_MISSING (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
export const githubApi = ({ door, secrets, pace }: GithubOutside): GithubApi => {
  const named = (): Readonly<Record<string, string>> => ({ authorization: `Bearer ${secrets.read(system, tokenName)}` });
  const call = (url: string, request: Pick<Outbound, "method" | "body">, secretHeaders = named()): Promise<Inbound> => {
    const content: Readonly<Record<string, string>> = request.body === undefined ? {} : { "content-type": "application/json" };
    return door.request({ system, url, ...request, headers: { ...usual, ...content }, secretHeaders });
  };
  const anonymously = (url: string): Promise<Inbound> => call(url, { method: "GET" }, {});
  const read = async (repository: string, path: string, query: Query) => {
    const asked = new URLSearchParams(query).toString();
    const url = addressOf(repository, asked === "" ? path : `${path}?${asked}`);
    if (secrets.has(tokenName)) return call(url, { method: "GET" });
    const answer = await anonymously(url);
    if (answer.status === 401 || (answer.status === 404 && (await anonymously(addressOf(repository, ""))).status === 404))
      throw explain("TOKEN_MISSING", { system, variable: tokenName });
    return answer;
  };
  const ask: GithubApi["ask"] = async (steps) => {
    const path = steps.map(step).join("/");
    return { asked: { system, request: `GET ${path}` }, answer: await call(`${home}/${path}`, { method: "GET" }) };
  };
  return {
    ask,
    exists: async (steps) => {
      const { asked, answer } = await ask(steps);
      if (answer.status === 200) return true;
      if (answer.status === 404) return false;
      throw failureOf(asked, answer);
    },
    get: async (repository, path, schema, query = {}) => {
      const answer = await read(repository, path, query);
      if (answer.status === 404) return undefined;
      return understood(askedOf("GET", repository, path), answer, schema);
    },
    list: async <T>(
      repository: string,
      path: string,
      schema: z.ZodType<readonly T[]>,
      query: Query = {},
      atMost = Number.POSITIVE_INFINITY,
    ) => {
      const asked = askedOf("GET", repository, path);
      const found: T[] = [];
      for (let page = 1; page <= mostPages; page += 1) {
        const answer = await read(repository, path, { ...query, per_page: String(pageSize), page: String(page) });
        found.push(...understood(asked, answer, schema));
        if (found.length >= atMost) return found.slice(0, atMost);
        if (!/\brel="next"/.test(answer.headers["link"] ?? "")) return found;
      }
      throw explain("BAD_ANSWER", { ...asked, found: `more than ${mostPages} pages` });
    },
    send: async (repository, { method, path, body }, schema) => {
      const address = addressOf(repository, path);
      await pace.turn();
      return understood(askedOf(method, repository, path), await call(address, { method, body: JSON.stringify(body) }), schema);
    },
  };
};

/** One part of a path, such as a branch with slashes in its name. A step up, which no ref can hold, is refused: encoding would not stop it. */
export const part = (text: string): string => {
  const steps = text.split("/");
  if (steps.some((step) => /^\.{0,2}$/.test(step)))
    throw explain("BUG", { what: `${JSON.stringify(text.slice(0, 80))} is not a name of a ref.` });
  return steps.map(encodeURIComponent).join("/");
};

/** A name that is one step of a path, whatever it holds. */
const step = (name: string): string => {
  if (name === "" || name === "." || name === "..") throw explain("BUG", { what: `${JSON.stringify(name)} is no name of GitHub's.` });
  return encodeURIComponent(name);
};

const usual = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28", "user-agent": "signalbox" };

const askedOf = (method: string, repository: string, path: string): Asked => ({ system, request: `${method} ${repository} ${path}` });

const addressOf = (repository: string, path: string): string => {
  const named = /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(repository) && !/\/\.{1,2}$/.test(repository);
  if (!named) throw explain("BUG", { what: `${JSON.stringify(repository.slice(0, 80))} is not owner/name.` });
  return path === "" ? `${home}/repos/${repository}` : `${home}/repos/${repository}/${path}`;
};

const understood = <T>(asked: Asked, answer: Inbound, schema: z.ZodType<T>): T => {
  if (answer.status < 200 || answer.status > 299) throw failureOf(asked, answer);
  return bodyOf(asked, answer, schema);
};
