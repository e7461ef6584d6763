import { explain, ReleaseError } from "../../domain/errors.ts";
import type { RepositoryName } from "../../domain/ports/git.ts";
import type { Door, Secrets } from "../../domain/ports/host.ts";
import { basic } from "./basic.ts";
import { type Git, type GitCall, type GitResult, type Setting, shown } from "./git.ts";
import { type ListedRef, listRefs } from "./list-refs.ts";
import { safeRepository } from "./safe-names.ts";

/** A repository's remote. Reading raises TOKEN_MISSING, TOKEN_REFUSED, NOT_FOUND, RATE_LIMITED or NO_ANSWER; nothing is applied by reading. */
export interface Remote {
  /** The production address, the only one that git is given as an argument. */
  readonly address: string;
  /** Refs that begin with a prefix, as they are now. */
  readonly refs: (prefix: string) => Promise<readonly ListedRef[]>;
  /** A command that only reads; gives its output. */
  readonly read: (call: GitCall) => Promise<Buffer>;
  /** A command that may change the remote. Raises GIT_FAILED (outcome unknown) on any other exit code than 0, TOKEN_MISSING before sending. */
  readonly write: (call: GitCall) => Promise<void>;
}

/** Makes remotes: token and mapping reach git by environment variables only, and only for the one origin they are meant for. */
export const remotesOf =
  (
    git: Git,
    {
      door,
      secrets,
      address,
    }: { readonly door: Door; readonly secrets: Secrets; readonly address: (repository: RepositoryName) => string },
  ) =>
  (repository: RepositoryName): Remote => {
    const production = address(safeRepository(repository));
    const leading = door.mapped(production);
    const transport = transportOf(production, leading);
    const withRemote = (call: GitCall, token: string | undefined): GitCall => ({
      deadline: 120_000,
      ...call,
      config: [...transport.config, ...(token === undefined ? [] : [tokenHeader(transport.origin, token)]), ...(call.config ?? [])],
      environment: { GIT_ALLOW_PROTOCOL: transport.protocol, ...call.environment },
    });
    const told = (errors: string): string =>
      shown(errors.replaceAll(leading, production).replaceAll(transport.origin, new URL(production).origin));
    // Public repositories may be read without a token.
    const optional = (): string | undefined => (secrets.has(tokenName) ? secrets.read("git", tokenName) : undefined);
    return {
      address: production,
      refs: async (prefix) => {
        const token = optional();
        const source = { door, address: production, authorization: token === undefined ? undefined : basic(token) };
        return listRefs(source, prefix).catch((error: unknown) => {
          throw token === undefined ? asMissing(error) : error;
        });
      },
      read: async (call) => {
        const token = optional();
        const result = await git.run(withRemote(call, token));
        if (result.code !== 0) {
          const error = unread(repository, result, told(result.errors));
          throw token === undefined ? asMissing(error) : error;
        }
        return result.output;
      },
      write: async (call) => {
        const result = await git.run(withRemote(call, secrets.read("git", tokenName)));
        if (result.code === 0) return;
        // The text of a failed push says nothing certain: one whose reply was lost reports "cannot lock ref" for its own success.
        throw explain("GIT_FAILED", { command: "push", message: told(`${result.errors}\n${result.output.toString("utf8")}`) });
      },
    };
  };

const tokenName = "GITHUB_TOKEN";

/** Nobody's credential was refused when none was given: a private repository says the same to both. */
const asMissing = (error: unknown): unknown =>
  error instanceof ReleaseError && error.code === "TOKEN_REFUSED"
    ? explain("TOKEN_MISSING", { system: "git", variable: tokenName }, { cause: error })
    : error;

const transportOf = (production: string, leading: string) => {
  if (!URL.canParse(leading)) throw explain("ADDRESS_FORBIDDEN", { address: production, reason: "It is not an address." });
  const { protocol, hostname, origin, username, password } = new URL(leading);
  const near = protocol === "http:" && hostname === "127.0.0.1" && leading !== production;
  if (protocol !== "https:" && !near) {
    throw explain("ADDRESS_FORBIDDEN", { address: production, reason: "git speaks https only, and http to a twin on this machine." });
  }
  if (username !== "" || password !== "")
    throw explain("ADDRESS_FORBIDDEN", { address: origin, reason: "An address must not hold a credential." });
  const config: Setting[] = [
    [`protocol.${protocol.slice(0, -1)}.allow`, "always"],
    // A redirect would carry the token to wherever it points.
    ["http.followRedirects", "false"],
    ["http.lowSpeedLimit", "1"],
    ["http.lowSpeedTime", "30"],
    ...(leading === production ? [] : [[`url.${leading}.insteadOf`, production] as const]),
  ];
  return { config, protocol: protocol.slice(0, -1), origin };
};

const tokenHeader = (origin: string, token: string): Setting => [`http.${origin}/.extraHeader`, `Authorization: ${basic(token)}`];

const unread = (repository: RepositoryName, { errors }: GitResult, message: string) => {
  const at = { system: "git", request: `reading ${repository}` };
  if (/Authentication failed|could not read Username|returned error: 40[13]/.test(errors)) return explain("TOKEN_REFUSED", at);
  if (/returned error: 429/.test(errors)) return explain("RATE_LIMITED", at, { retryAfter: 60_000 });
  if (/[Rr]epository .*not found|returned error: 404|not our ref|no such remote ref|find remote ref/.test(errors))
    return explain("NOT_FOUND", at);
  return explain("NO_ANSWER", { ...at, reason: message.replace(/\.$/, "") });
};
