import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { Door, Inbound, Outbound, Secrets } from "../../domain/ports/host.ts";
import { retryAfterMillis } from "../../domain/retry-after.ts";

/** What a method takes: plain data, sent as JSON when it writes and as a query when it reads. */
export type SlackArguments = Readonly<Record<string, string | number | boolean | object>>;

/** Calls methods of Slack's web API, each parsed by the schema of its answer. */
export interface SlackApi {
  readonly read: <T>(workspace: string, method: string, given: SlackArguments, answer: z.ZodType<T>) => Promise<T>;
  /** A read that takes nothing, with the headers of its answer. */
  readonly ask: <T>(
    workspace: string,
    method: string,
    answer: z.ZodType<T>,
  ) => Promise<{ readonly body: T; readonly headers: Inbound["headers"] }>;
  readonly write: <T>(workspace: string, method: string, given: SlackArguments, answer: z.ZodType<T>) => Promise<T>;
}

/** All workspaces share this address; the token tells which is meant (docs.slack.dev/apis/web-api). */
const home = "https://slack.com/api";
const system = "Slack";

/** The name under which a workspace's bot token is read. */
export const tokenName = (workspace: string): string => `SLACK_TOKEN_${workspace.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;

export const slackApi = ({ door, secrets }: { readonly door: Door; readonly secrets: Secrets }): SlackApi => {
  const call = async <T>(
    workspace: string,
    method: string,
    request: Pick<Outbound, "method" | "url" | "headers" | "body">,
    schema: z.ZodType<T>,
  ) => {
    const secretHeaders = { authorization: `Bearer ${secrets.read(system, tokenName(workspace))}` };
    const answer = await door.request({ system, ...request, secretHeaders });
    return { body: understood({ system, request: `${method} in ${workspace}` }, answer, schema), headers: answer.headers };
  };
  return {
    ask: (workspace, method, schema) => call(workspace, method, { method: "GET", url: `${home}/${method}` }, schema),
    read: async (workspace, method, given, schema) =>
      (await call(workspace, method, { method: "GET", url: `${home}/${method}?${queryOf(given)}` }, schema)).body,
    write: async (workspace, method, given, schema) => {
      const headers = { "content-type": "application/json; charset=utf-8" };
      const request = { method: "POST", url: `${home}/${method}`, headers, body: JSON.stringify(given) } as const;
      return (await call(workspace, method, request, schema)).body;
    },
  };
};

const queryOf = (given: SlackArguments): string =>
  new URLSearchParams(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))).toString();

interface Asked {
  readonly system: string;
  readonly request: string;
}

const Envelope = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
});

// Slack says 200 and `ok: false` to what it will not do, so the status alone proves nothing.
const understood = <T>(asked: Asked, answer: Inbound, schema: z.ZodType<T>): T => {
  if (answer.status === 429 || (answer.status === 403 && answer.headers["retry-after"] !== undefined)) throw limited(asked, answer);
  if (answer.status === 401 || answer.status === 403) throw explain("TOKEN_REFUSED", asked);
  const body = parsed(answer);
  const envelope = Envelope.safeParse(body);
  if (answer.status >= 500 || !envelope.success)
    throw explain("BAD_ANSWER", { ...asked, found: `status ${answer.status} without Slack's \`ok\`` });
  if (!envelope.data.ok) throw refusal(asked, answer, envelope.data);
  const fits = schema.safeParse(body);
  if (answer.status !== 200 || !fits.success) throw explain("BAD_ANSWER", { ...asked, found: "a success of another form" });
  return fits.data;
};

const parsed = (answer: Inbound): unknown => {
  try {
    return JSON.parse(Buffer.from(answer.bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};

const limited = (asked: Asked, answer: Inbound) => {
  const retryAfter = retryAfterMillis(answer.headers);
  return explain("RATE_LIMITED", asked, retryAfter === undefined ? {} : { retryAfter });
};

const badToken = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "no_permission",
]);

// After these Slack itself does not say whether anything was done.
const unsure = new Set(["fatal_error", "internal_error", "service_unavailable", "request_timeout"]);

const refusal = (asked: Asked, answer: Inbound, envelope: z.infer<typeof Envelope>) => {
  const error = (envelope.error ?? "no reason").slice(0, 100);
  if (error === "ratelimited" || error === "rate_limited") return limited(asked, answer);
  if (badToken.has(error)) return explain("TOKEN_REFUSED", asked);
  if (unsure.has(error)) return explain("BAD_ANSWER", { ...asked, found: error });
  const messages = envelope.response_metadata?.messages?.slice(0, 3).join("; ").slice(0, 300);
  return explain("REFUSED", { ...asked, status: answer.status, message: messages === undefined ? error : `${error}: ${messages}` });
};
