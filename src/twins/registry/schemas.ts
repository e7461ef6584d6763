import type { Json } from "../../domain/known.ts";
import type { Schema } from "../kernel/schema.ts";

const string = { type: "string" } as const;
const digest = { type: "string", pattern: "^sha256:[0-9a-f]{64}$" } as const;
const mediaType = { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$" } as const;
const annotations = { type: "object", additionalProperties: string } as const;
const version = { type: "integer", const: 2 } as const;

const object = (required: readonly string[], properties: { readonly [name: string]: Json }): Schema => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});

const descriptorFields = {
  mediaType,
  digest,
  size: { type: "integer", minimum: 0 },
  urls: { type: "array", items: string },
  data: string,
  artifactType: mediaType,
  annotations,
};
const descriptor = object(["mediaType", "digest", "size"], descriptorFields);
const platform = object(["os", "architecture"], {
  os: string,
  architecture: string,
  variant: string,
  features: { type: "array", items: string },
  "os.version": string,
  "os.features": { type: "array", items: string },
});

const image = object(["schemaVersion", "config", "layers"], {
  schemaVersion: version,
  mediaType,
  artifactType: mediaType,
  config: descriptor,
  layers: { type: "array", minItems: 1, items: descriptor },
  subject: descriptor,
  annotations,
});

const index = object(["schemaVersion", "manifests"], {
  schemaVersion: version,
  mediaType,
  artifactType: mediaType,
  manifests: { type: "array", items: object(["mediaType", "digest", "size"], { ...descriptorFields, platform }) },
  subject: descriptor,
  annotations,
});

/** What a manifest of each media type must look like; stricter than the OCI image specification, which lets unknown fields pass. */
export const manifestSchemas: Readonly<Record<string, Schema>> = {
  "application/vnd.oci.image.index.v1+json": index,
  "application/vnd.docker.distribution.manifest.list.v2+json": index,
  "application/vnd.oci.image.manifest.v1+json": image,
  "application/vnd.docker.distribution.manifest.v2+json": image,
};

const error = object(["code"], { code: { type: "string", pattern: "^[A-Z_]+$" }, message: string, detail: string });

/** Answers in JSON, by what they hold. */
export const answerSchemas = {
  errors: object(["errors"], { errors: { type: "array", minItems: 1, items: error } }),
  tags: object(["name", "tags"], { name: string, tags: { type: "array", items: string } }),
  base: object([], {}),
  token: object(["token", "expires_in", "issued_at"], {
    token: string,
    access_token: string,
    expires_in: { type: "integer", minimum: 60 },
    issued_at: string,
  }),
} as const;
