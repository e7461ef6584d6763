import type { XmlElement } from "@rgrove/parse-xml";
import { explain, type ReleaseError } from "../../domain/errors.ts";
import { type Instant, instantOfMillis } from "../../domain/instant.ts";
import type { Cdn } from "../../domain/ports/announcements.ts";
import type { Clock, Door, Inbound, Outbound, Secrets } from "../../domain/ports/host.ts";
import { retryAfterMillis } from "../../domain/retry-after.ts";
import { signed } from "./sign.ts";
import { invalidationBatch, readRoot, textAt } from "./xml.ts";

const system = "CloudFront";
const home = "https://cloudfront.amazonaws.com/2020-05-31/distribution";

/** What every request needs. */
export interface Outside {
  readonly door: Door;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/**
 * Invalidations of CloudFront. A repeated `CallerReference` with the same paths is answered with the first invalidation, so sending again is
 * the way to look; with other paths it is refused (InvalidationBatchAlreadyExists).
 */
export const cloudfrontCdn = (outside: Outside): Cdn => ({
  invalidate: async (distribution, { reference, paths }) => {
    const body = invalidationBatch(reference, paths);
    const headers = { "content-type": "application/xml" };
    return { id: read(await ask(outside, { method: "POST", url: `${at(distribution)}/invalidation`, headers, body })).id };
  },

  invalidation: async (distribution, id) => {
    if (!isPlain(id)) return undefined;
    const said = await ask(outside, { method: "GET", url: `${at(distribution)}/invalidation/${id}` });
    if (said.answer.status === 404 && codeOf(said) === "NoSuchInvalidation") return undefined;
    return read(said).status === "Completed" ? "completed" : "in-progress";
  },
});

const isPlain = (id: string): boolean => /^[A-Za-z0-9]{1,64}$/.test(id);

// What is no id could lead to another address.
const at = (distribution: string): string => {
  if (!isPlain(distribution)) throw explain("NOT_FOUND", { system, request: `distribution ${JSON.stringify(distribution.slice(0, 80))}` });
  return `${home}/${distribution}`;
};

/** An answer with the request it belongs to; `root` is undefined when it is no XML. */
interface Said {
  readonly asked: { readonly system: string; readonly request: string };
  readonly answer: Inbound;
  readonly root: XmlElement | undefined;
}

/** A signature holds for five minutes. One that was refused for its time let nothing happen, so it is made once more by the time that the answer tells. */
const ask = async (outside: Outside, request: Omit<Outbound, "system">): Promise<Said> => {
  const said = await askAt(outside, request, outside.clock.now());
  const told = isOutOfTime(said) ? Date.parse(said.answer.headers["date"] ?? "") : Number.NaN;
  return Number.isNaN(told) ? said : askAt(outside, request, instantOfMillis(told));
};

const askAt = async (outside: Outside, request: Omit<Outbound, "system">, now: Instant): Promise<Said> => {
  const asked = { system, request: `${request.method} ${request.url.slice(home.length)}` };
  const answer = await outside.door.request(await signed({ system, ...request }, outside.secrets, now));
  return { asked, answer, root: readRoot(answer.bytes) };
};

const isOutOfTime = (said: Said): boolean =>
  codeOf(said) === "SignatureDoesNotMatch" &&
  said.root !== undefined &&
  /^Signature (?:expired|not yet current)/.test(textAt(said.root, "Error", "Message") ?? "");

const read = (said: Said): { readonly id: string; readonly status: "InProgress" | "Completed" } => {
  const { asked, answer, root } = said;
  if (answer.status !== 200 && answer.status !== 201) throw refusal(said);
  const id = root?.name === "Invalidation" ? textAt(root, "Id") : undefined;
  const status = root === undefined ? undefined : textAt(root, "Status");
  if (id === undefined || !isPlain(id) || (status !== "InProgress" && status !== "Completed")) {
    throw explain("BAD_ANSWER", { ...asked, found: `status ${answer.status} without an invalidation` });
  }
  return { id, status };
};

// docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html and the errors of both operations.
const limits = new Set([
  "TooManyInvalidationsInProgress",
  "Throttling",
  "ThrottlingException",
  "RequestLimitExceeded",
  "TooManyRequestsException",
]);
const strangers = new Set([
  "AccessDenied",
  "ExpiredToken",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "MissingAuthenticationToken",
  "OptInRequired",
  "RequestExpired",
  "SignatureDoesNotMatch",
]);

const codeOf = ({ root }: Said): string | undefined => (root === undefined ? undefined : textAt(root, "Error", "Code"));

const refusal = (said: Said): ReleaseError => {
  const { asked, answer, root } = said;
  const { status } = answer;
  const code = codeOf(said) ?? "";
  const retryAfter = retryAfterMillis(answer.headers);
  const told = status === 429 || (status === 403 && retryAfter !== undefined);
  if (told || limits.has(code)) return explain("RATE_LIMITED", asked, retryAfter === undefined ? {} : { retryAfter });
  if (status === 401 || status === 403 || strangers.has(code)) return explain("TOKEN_REFUSED", asked);
  if (root === undefined || code === "" || status < 400 || status >= 500)
    return explain("BAD_ANSWER", { ...asked, found: `status ${status}` });
  if (status === 404) return explain("NOT_FOUND", asked);
  return explain("REFUSED", { ...asked, status, message: `${code}: ${textAt(root, "Error", "Message") ?? ""}`.slice(0, 300) });
};
