import type { TwinReply } from "../kernel/twin.ts";

/** Error codes of the OCI distribution specification, with the status that Docker's registry gives them. */
const statuses = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_UNKNOWN: 404,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  TAG_INVALID: 400,
  UNAUTHORIZED: 401,
  UNSUPPORTED: 405,
} as const;

export type RegistryCode = keyof typeof statuses;

/** An error in the registry's form. */
export const refused = (code: RegistryCode, message: string, headers: Readonly<Record<string, string>> = {}): TwinReply => ({
  status: statuses[code],
  headers: { ...headers, "docker-distribution-api-version": "registry/2.0" },
  body: { errors: [{ code, message }] },
});

/** A problem found before handling says its code first: `MANIFEST_INVALID: …`. */
export const problem = (code: RegistryCode, what: string): string => `${code}: ${what}`;

/** The answer to problems; those without a code are about the request's form. */
export const refusedFor = (status: number, problems: readonly string[]): TwinReply => {
  const [, code = "", message = ""] = /^([A-Z_]+): (.*)$/s.exec(problems[0] ?? "") ?? [];
  if (code in statuses) return refused(code as RegistryCode, [message, ...problems.slice(1)].join("; "));
  const form = refused("UNSUPPORTED", problems.join("; "));
  return { ...form, status: status === 422 ? 400 : status };
};
