import { explain, type ReleaseError } from "../domain/errors.ts";
import type { Inbound, Outbound } from "../domain/ports/host.ts";
import { retryAfterMillis } from "../domain/retry-after.ts";
import { requestName } from "./door.ts";

/**
 * The error that an unwelcome status means: 401 and 403 → TOKEN_REFUSED · 429, and 403 that says when to come back → RATE_LIMITED · 404 → NOT_FOUND ·
 * other 4xx → REFUSED, so nothing was applied · anything else → BAD_ANSWER, outcome unknown. `message` is the vendor's own, at most 300 characters of
 * it are told.
 */
export const refusal = (request: Outbound, answer: Inbound, message: string): ReleaseError => {
  const at = { system: request.system, request: requestName(request) };
  const { status } = answer;
  if (status === 429 || (status === 403 && answer.headers["retry-after"] !== undefined))
    return explain("RATE_LIMITED", at, retryAfter(answer));
  if (status === 401 || status === 403) return explain("TOKEN_REFUSED", at);
  if (status === 404) return explain("NOT_FOUND", at);
  if (status >= 400 && status < 500) return explain("REFUSED", { ...at, status, message: plain(message) });
  return explain("BAD_ANSWER", { ...at, found: `status ${status}` });
};

/** What a `retry-after` header says, in milliseconds; a minute when it says nothing we can read. */
export const retryAfter = (answer: Inbound): { readonly retryAfter: number } => ({
  retryAfter: retryAfterMillis(answer.headers) ?? 60_000,
});

// Control characters could write on a terminal: what a vendor says is shown as text.
const plain = (message: string): string => message.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").slice(0, 300);
