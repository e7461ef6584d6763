import { z } from "zod";
import { explain, type ReleaseError } from "../../domain/errors.ts";
import type { Inbound } from "../../domain/ports/host.ts";
import { retryAfterMillis } from "../../domain/retry-after.ts";

/** What was asked, for errors: never a credential, never a body. */
export interface Asked {
  readonly system: string;
  readonly request: string;
}

/** The body of a success in the form that was asked for; anything else is BAD_ANSWER, because it proves nothing. */
export const bodyOf = <T>(asked: Asked, answer: Inbound, schema: z.ZodType<T>): T => {
  const fits = schema.safeParse(jsonOf(answer));
  if (fits.success) return fits.data;
  const [issue] = fits.error.issues;
  const found = `status ${answer.status} of another form${issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`}`;
  throw explain("BAD_ANSWER", { ...asked, found });
};

/**
 * The catalogue's error of an answer that is no success (docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api). A rate limit comes
 * as 429 or 403; 405, 409 and 422 are definite refusals; a redirect means that the repository has another name now; 5xx says nothing.
 */
export const failureOf = (asked: Asked, answer: Inbound): ReleaseError => {
  const { status } = answer;
  const message = messageOf(answer);
  if (isRateLimit(answer, message)) return limited(asked, answer);
  if (status === 401 || status === 403) return explain("TOKEN_REFUSED", asked);
  if (status === 404 || status === 410) return explain("NOT_FOUND", asked);
  if (status >= 300 && status < 400) return explain("REFUSED", { ...asked, status, message: "the repository was renamed or moved." });
  if (status >= 400 && status < 500) return explain("REFUSED", { ...asked, status, message });
  return explain("BAD_ANSWER", { ...asked, found: `status ${status}` });
};

const Problem = z.object({ message: z.string(), errors: z.array(z.unknown()).default([]) });
const Detail = z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]);

const messageOf = (answer: Inbound): string => {
  const problem = Problem.safeParse(jsonOf(answer));
  if (!problem.success) return "no reason given.";
  const details = problem.data.errors.slice(0, 3).flatMap((each) => Detail.safeParse(each).data ?? []);
  return [problem.data.message, ...details].join(": ").slice(0, 300);
};

const isRateLimit = ({ status, headers }: Inbound, message: string): boolean =>
  status === 429 ||
  (status === 403 && (headers["retry-after"] !== undefined || headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(message)));

const limited = (asked: Asked, { headers }: Inbound): ReleaseError => {
  const retryAfter = retryAfterMillis(headers) ?? untilReset(headers);
  return explain("RATE_LIMITED", asked, retryAfter === undefined ? {} : { retryAfter });
};

// Both moments are the vendor's own, so that no clock of ours is asked.
const untilReset = (headers: Inbound["headers"]): number | undefined => {
  const wait = Number(headers["x-ratelimit-reset"]) * 1000 - Date.parse(headers["date"] ?? "");
  return wait > 0 && wait <= 3_600_000 ? wait : undefined;
};

const jsonOf = ({ bytes }: Inbound): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};
