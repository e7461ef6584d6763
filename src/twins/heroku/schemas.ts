import type { Json } from "../../domain/known.ts";
import type { Schema } from "../kernel/schema.ts";

const uuid = { type: "string", format: "uuid" } as const;
const moment = { type: "string", format: "date-time" } as const;
const text = { type: "string" } as const;
const maybeText = { type: ["string", "null"] } as const;

const object = (required: readonly string[], properties: { readonly [name: string]: Json }): Schema => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});

const sourceBlob = {
  checksum: maybeText,
  url: { type: "string", pattern: "^https://" },
  version: maybeText,
  version_description: maybeText,
};

const buildpacks = { type: "array", items: object([], { url: text, name: text }) };

/** Body of `POST /apps/{app}/builds`. */
export const createBuild = object(["source_blob"], { buildpacks, source_blob: object(["url"], sourceBlob) });

/** A build as Heroku's platform API describes it (`definitions/build`), with every field that it documents. */
export const build = object(["created_at", "id", "source_blob", "status", "updated_at", "user"], {
  app: object(["id"], { id: uuid }),
  buildpacks: { type: ["array", "null"] },
  created_at: moment,
  generation: text,
  id: uuid,
  output_stream_url: text,
  source_blob: object(["url"], sourceBlob),
  release: { anyOf: [{ type: "null" }, object(["id"], { id: uuid })] },
  slug: { anyOf: [{ type: "null" }, object(["id"], { id: uuid })] },
  stack: text,
  status: { enum: ["failed", "pending", "succeeded"] },
  updated_at: moment,
  user: object(["id", "email"], { id: uuid, email: text }),
});

export const builds: Schema = { type: "array", items: build };

/** The form of every error (devcenter.heroku.com/articles/platform-api-reference#errors). */
export const problem = object(["id", "message"], { id: text, message: text, url: text });
