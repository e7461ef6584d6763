import type { Operation, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { digestOf } from "./build-image.ts";
import { problem, refused } from "./errors.ts";
import { answersWith, isDigest, nameProblems, noQuery, queryProblems } from "./forms.ts";
import type { Storage } from "./storage.ts";

const uploads = "/v2/{name+}/blobs/uploads/";

/** Blobs, and the three requests that upload one: begin, send pieces, end with the digest. */
export const blobOperations = (storage: Storage, imageOf: (name: string) => string): readonly Operation[] => [
  ...(["GET", "HEAD"] as const).map(
    (method): Operation => ({
      name: `${method.toLowerCase()}Blob`,
      method,
      path: "/v2/{name+}/blobs/{digest}",
      changes: false,
      problems: (request) => [...nameProblems(request), ...digestProblems(request.params["digest"]), ...noQuery(request)],
      replyProblems: answersWith(200, ["docker-content-digest"]),
      handle: (request) => read(storage, request),
    }),
  ),
  {
    name: "beginUpload",
    method: "POST",
    path: uploads,
    changes: true,
    problems: (request) => [...nameProblems(request), ...mountQuery(request)],
    replyProblems: (reply) => answersWith(reply.status === 201 ? 201 : 202, ["location"])(reply),
    handle: (request) => begin(storage, imageOf, request),
  },
  {
    name: "extendUpload",
    method: "PATCH",
    path: `${uploads}{id}`,
    changes: true,
    problems: (request) => [...nameProblems(request), ...noQuery(request)],
    replyProblems: answersWith(202, ["location", "range"]),
    handle: (request) => extend(storage, request),
  },
  {
    name: "endUpload",
    method: "PUT",
    path: `${uploads}{id}`,
    changes: true,
    problems: (request) => [...nameProblems(request), ...digestQuery(request), ...digestProblems(request.query.get("digest") ?? "")],
    replyProblems: answersWith(201, ["location", "docker-content-digest"]),
    handle: (request) => end(storage, imageOf, request),
  },
];

const read = (storage: Storage, { params }: TwinRequest): TwinReply => {
  const { name = "", digest = "" } = params;
  const bytes = storage.repository(name).blobs.includes(digest) ? storage.bytes(digest) : undefined;
  if (bytes === undefined) return refused("BLOB_UNKNOWN", "blob unknown to registry");
  return { status: 200, headers: { "content-type": "application/octet-stream", "docker-content-digest": digest }, body: bytes };
};

const begin = (storage: Storage, imageOf: (name: string) => string, request: TwinRequest): TwinReply => {
  const { name = "" } = request.params;
  const [mount, from] = [request.query.get("mount"), request.query.get("from")];
  const mounted = mount !== null && from !== null && storage.repository(from).blobs.includes(mount) ? storage.bytes(mount) : undefined;
  if (mounted !== undefined) return kept(storage, imageOf, { request, bytes: mounted });
  return { status: 202, headers: { location: `/v2/${name}/blobs/uploads/${storage.beginUpload()}`, range: "0-0" } };
};

const extend = (storage: Storage, request: TwinRequest): TwinReply => {
  const { name = "", id = "" } = request.params;
  const whole = storage.extendUpload(id, request.body);
  if (whole === undefined) return refused("BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  return { status: 202, headers: { location: `/v2/${name}/blobs/uploads/${id}`, range: `0-${Math.max(0, whole.length - 1)}` } };
};

const end = (storage: Storage, imageOf: (name: string) => string, request: TwinRequest): TwinReply => {
  const id = request.params["id"] ?? "";
  const bytes = storage.extendUpload(id, request.body);
  if (bytes === undefined) return refused("BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  if (digestOf(bytes) !== request.query.get("digest")) return refused("DIGEST_INVALID", "provided digest did not match uploaded content");
  storage.endUpload(id);
  return kept(storage, imageOf, { request, bytes });
};

const kept = (
  storage: Storage,
  imageOf: (name: string) => string,
  { request, bytes }: { readonly request: TwinRequest; readonly bytes: Uint8Array },
): TwinReply => {
  const { name = "" } = request.params;
  const digest = storage.addBlob(name, bytes);
  request.applied("blob", `${imageOf(name)}@${digest}`);
  return { status: 201, headers: { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest } };
};

const digestProblems = (digest: string | undefined): readonly string[] =>
  digest !== undefined && isDigest(digest) ? [] : [problem("DIGEST_INVALID", `${JSON.stringify(digest)} is no digest`)];

const mountQuery = queryProblems(["mount", "from"]);
const digestQuery = queryProblems(["digest"]);
