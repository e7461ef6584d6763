import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { Door, Inbound, Outbound, Secrets } from "../../domain/ports/host.ts";
import { retryAfterMillis } from "../../domain/retry-after.ts";

/** One request below `/3.0`; `answer` is undefined where the vendor answers 204. */
interface Call<T> {
  readonly method: Outbound["method"];
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly answer?: z.ZodType<T>;
}

/** Speaks the Marketing API 3.0; the key's suffix names the data centre, and with it the address. */
export interface MailchimpApi {
  readonly call: <T>(call: Call<T> & { readonly answer: z.ZodType<T> }) => Promise<T>;
  /** For requests that are answered with 204. */
  readonly tell: (call: Omit<Call<never>, "answer">) => Promise<void>;
}

const system = "Mailchimp";
const keyName = "MAILCHIMP_API_KEY";

export const mailchimpApi = ({ door, secrets }: { readonly door: Door; readonly secrets: Secrets }): MailchimpApi => {
  const send = async ({ method, path, query, body }: Omit<Call<never>, "answer">) => {
    const key = secrets.read(system, keyName);
    const search = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
    const answer = await door.request({
      system,
      method,
      url: `https://${dataCentreOf(key, `${method} ${path}`)}.api.mailchimp.com/3.0${path}${search}`,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      secretHeaders: { authorization: `Basic ${Buffer.from(`signalbox:${key}`).toString("base64")}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const asked = { system, request: `${method} ${path}` };
    if (answer.status < 200 || answer.status > 299) throw refusal(asked, answer);
    return { asked, answer };
  };
  return {
    call: async (call) => {
      const { asked, answer } = await send(call);
      const fits = call.answer.safeParse(parsed(answer));
      if (!fits.success) throw explain("BAD_ANSWER", { ...asked, found: `status ${answer.status} with a body of another form` });
      return fits.data;
    },
    tell: async (call) => {
      const { asked, answer } = await send(call);
      if (answer.status !== 204) throw explain("BAD_ANSWER", { ...asked, found: `status ${answer.status} instead of 204` });
    },
  };
};

// The suffix becomes part of a host name, so it is letters and digits or nothing.
const dataCentreOf = (key: string, request: string): string => {
  const found = /-([a-z]{2,4}[0-9]{1,3})$/.exec(key)?.[1];
  if (found === undefined)
    throw explain("TOKEN_REFUSED", { system, request: `${request}: ${keyName} does not end in a data centre such as -us1` });
  return found;
};

const Problem = z.object({
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

const refusal = (asked: { readonly system: string; readonly request: string }, answer: Inbound) => {
  const { status } = answer;
  if (status === 429 || (status === 403 && answer.headers["retry-after"] !== undefined)) {
    const retryAfter = retryAfterMillis(answer.headers);
    return explain("RATE_LIMITED", asked, retryAfter === undefined ? {} : { retryAfter });
  }
  if (status === 401 || status === 403) return explain("TOKEN_REFUSED", asked);
  if (status === 404) return explain("NOT_FOUND", asked);
  const problem = Problem.safeParse(parsed(answer));
  // A 408 says only that the vendor gave up waiting, and what is no problem document was not written by the vendor's API.
  if (status < 400 || status === 408 || status >= 500 || !problem.success)
    return explain("BAD_ANSWER", { ...asked, found: `status ${status}` });
  const fields = (problem.data.errors ?? []).slice(0, 3).map(({ field, message }) => ` ${field}: ${message}`.trimEnd());
  return explain("REFUSED", { ...asked, status, message: `${problem.data.detail}${fields.join(";")}`.slice(0, 300) });
};

const parsed = (answer: Inbound): unknown => {
  try {
    return JSON.parse(Buffer.from(answer.bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};
