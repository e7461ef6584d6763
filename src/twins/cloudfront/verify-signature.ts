import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Instant, millisOf } from "../../domain/instant.ts";
import type { TwinRequest } from "../kernel/twin.ts";

/** A key pair that opens the account. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Why a request is turned away: a code and a message of AWS. */
export interface SignatureProblem {
  readonly code: "MissingAuthenticationToken" | "IncompleteSignature" | "InvalidClientTokenId" | "SignatureDoesNotMatch";
  readonly message: string;
}

const scope = { region: "us-east-1", service: "cloudfront" } as const;
const longest = 5 * 60_000;

/**
 * Checks a SigV4 signature (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), written from that page and
 * not from the library that the connector signs with. Undefined when it is right and at most five minutes old or early.
 */
export const signatureProblem = (request: TwinRequest, keys: AwsKeys, now: Instant): SignatureProblem | undefined => {
  const given = request.headers["authorization"];
  if (given === undefined) return problem("MissingAuthenticationToken", "Request is missing Authentication Token");
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(given);
  if (parts === null) return problem("IncompleteSignature", "Authorization header is not of the form of SigV4");
  const [, keyId = "", credentialScope = "", signedHeaders = "", signature = ""] = parts;
  if (keyId !== keys.accessKeyId || request.headers["x-amz-security-token"] !== undefined) {
    return problem("InvalidClientTokenId", "The security token included in the request is invalid.");
  }
  const date = request.headers["x-amz-date"] ?? "";
  const moment = momentOf(date);
  if (moment === undefined || moment < millisOf(now) - longest)
    return problem("SignatureDoesNotMatch", `Signature expired: ${date} is now earlier than five minutes before ${now}`);
  if (moment > millisOf(now) + longest)
    return problem("SignatureDoesNotMatch", `Signature not yet current: ${date} is still later than five minutes after ${now}`);
  const names = signedHeaders.split(";");
  const wantedScope = `${date.slice(0, 8)}/${scope.region}/${scope.service}/aws4_request`;
  if (credentialScope !== wantedScope || !names.includes("host") || !names.includes("x-amz-date")) {
    return problem("SignatureDoesNotMatch", `Credential should be scoped to ${wantedScope} and host and x-amz-date be signed.`);
  }
  const toSign = ["AWS4-HMAC-SHA256", date, wantedScope, sha256(canonical(request, names))].join("\n");
  const right = Buffer.from(hmac(signingKey(keys, date.slice(0, 8)), toSign).toString("hex"));
  if (timingSafeEqual(right, Buffer.from(signature))) return undefined;
  return problem("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");
};

const problem = (code: SignatureProblem["code"], message: string): SignatureProblem => ({ code, message });

const momentOf = (date: string): number | undefined => {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(moment) ? undefined : moment;
};

const canonical = (request: TwinRequest, names: readonly string[]): string =>
  [
    request.method,
    request.path.split("/").map(encoded).join("/"),
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}`),
    "",
    names.join(";"),
    sha256(request.body),
  ].join("\n");

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);

const signingKey = (keys: AwsKeys, day: string): Buffer =>
  [day, scope.region, scope.service, "aws4_request"].reduce(
    (key: Buffer, part) => hmac(key, part),
    Buffer.from(`AWS4${keys.secretAccessKey}`),
  );

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
