import { type Check, checker } from "../kernel/schema.ts";
import type { Operation, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { digestOf } from "./build-image.ts";
import { problem, refused } from "./errors.ts";
import { answersWith, isDigest, isTag, nameProblems, noQuery } from "./forms.ts";
import { manifestSchemas } from "./schemas.ts";
import type { Repository, Storage } from "./storage.ts";

const path = "/v2/{name+}/manifests/{reference}";

/** Manifests by tag or digest. `imageOf` names the repository as people do, for the ledger. */
export const manifestOperations = (storage: Storage, imageOf: (name: string) => string): readonly Operation[] => [
  ...(["GET", "HEAD"] as const).map(
    (method): Operation => ({
      name: `${method.toLowerCase()}Manifest`,
      method,
      path,
      changes: false,
      problems: (request) => [...nameProblems(request), ...referenceProblems(request), ...noQuery(request)],
      replyProblems: answersWith(200, ["docker-content-digest", "content-type"]),
      handle: (request) => read(storage, request),
    }),
  ),
  {
    name: "putManifest",
    method: "PUT",
    path,
    changes: true,
    problems: (request) => [...nameProblems(request), ...referenceProblems(request), ...noQuery(request), ...manifestProblems(request)],
    replyProblems: answersWith(201, ["docker-content-digest", "location"]),
    handle: (request) => put(storage, imageOf, request),
  },
];

/** The digest that a tag or digest names in a repository. */
export const resolveReference = (repository: Repository, reference: string): string | undefined => {
  const digest = isDigest(reference) ? reference : Object.hasOwn(repository.tags, reference) ? repository.tags[reference] : undefined;
  return digest !== undefined && Object.hasOwn(repository.manifests, digest) ? digest : undefined;
};

const read = (storage: Storage, request: TwinRequest): TwinReply => {
  const { name = "", reference = "" } = request.params;
  const repository = storage.repository(name);
  const digest = resolveReference(repository, reference);
  const bytes = digest === undefined ? undefined : storage.bytes(digest);
  const type = digest === undefined ? undefined : repository.manifests[digest];
  if (digest === undefined || bytes === undefined || type === undefined) return refused("MANIFEST_UNKNOWN", "manifest unknown");
  if (!accepts(request.headers["accept"], type)) return refused("MANIFEST_UNKNOWN", `found, but the client does not accept ${type}`);
  return { status: 200, headers: { "content-type": type, "docker-content-digest": digest, etag: `"${digest}"` }, body: bytes };
};

const put = (storage: Storage, imageOf: (name: string) => string, request: TwinRequest): TwinReply => {
  const { name = "", reference = "" } = request.params;
  const digest = digestOf(request.body);
  if (isDigest(reference) && reference !== digest) return refused("DIGEST_INVALID", "provided digest did not match uploaded content");
  const missing = missingParts(storage.repository(name), JSON.parse(Buffer.from(request.body).toString("utf8")) as Parts);
  if (missing.length > 0) return refused("MANIFEST_BLOB_UNKNOWN", `unknown to this repository: ${missing.join(", ")}`);
  const tag = isDigest(reference) ? undefined : reference;
  storage.addManifest(name, { bytes: request.body, type: typeOf(request), tag });
  request.applied("manifest", `${imageOf(name)}${tag === undefined ? "" : `:${tag}`}@${digest}`);
  return { status: 201, headers: { location: `/v2/${name}/manifests/${digest}`, "docker-content-digest": digest } };
};

interface Parts {
  readonly config?: { readonly digest: string };
  readonly layers?: readonly { readonly digest: string }[];
  readonly manifests?: readonly { readonly digest: string }[];
}

const missingParts = (repository: Repository, { config, layers = [], manifests = [] }: Parts): readonly string[] => {
  const blobs = [...(config === undefined ? [] : [config]), ...layers].map(({ digest }) => digest);
  return [
    ...blobs.filter((digest) => !repository.blobs.includes(digest)),
    ...manifests.map(({ digest }) => digest).filter((digest) => !Object.hasOwn(repository.manifests, digest)),
  ];
};

const referenceProblems = ({ params }: TwinRequest): readonly string[] => {
  const reference = params["reference"] ?? "";
  return isDigest(reference) || isTag(reference)
    ? []
    : [problem("TAG_INVALID", `${JSON.stringify(reference)} is neither a tag nor a digest`)];
};

const checks: Readonly<Record<string, Check>> = Object.fromEntries(
  Object.entries(manifestSchemas).map(([type, schema]) => [type, checker("manifest", schema)]),
);

const manifestProblems = (request: TwinRequest): readonly string[] => {
  const type = typeOf(request);
  const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
  if (check === undefined) return [problem("MANIFEST_INVALID", `content type ${JSON.stringify(type)}`)];
  const said = parsed(request.body);
  const wrong = check(said).map((each) => problem("MANIFEST_INVALID", each));
  const own = (said as { readonly mediaType?: unknown } | undefined)?.mediaType;
  const other = own !== undefined && own !== type ? [problem("MANIFEST_INVALID", "its mediaType is not its content type")] : [];
  return [...wrong, ...other];
};

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

const typeOf = (request: TwinRequest): string => (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";

const accepts = (accept: string | undefined, type: string): boolean =>
  accept === undefined || accept.split(",").some((each) => ["*/*", "application/*", type].includes(each.split(";")[0]?.trim() ?? ""));
