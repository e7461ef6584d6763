import { expect, test } from "vitest";
import { contentHash, layOut, prune } from "./prune.ts";

const origin = { package: "@octokit/openapi", version: "1.2.3", sha256: "0".repeat(64) };
const document = {
  paths: {
    "/trains/{id}": {
      get: {
        operationId: "trains/get",
        description: "Prose.",
        parameters: [{ $ref: "#/components/parameters/id" }],
        responses: {
          200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/train" }, examples: {} } } },
        },
      },
      delete: { operationId: "trains/delete", responses: { 204: { description: "gone" } } },
    },
  },
  components: {
    parameters: { id: { name: "id", in: "path", required: true, description: "Prose.", schema: { type: "integer" } } },
    schemas: {
      train: {
        type: "object",
        title: "Prose",
        properties: {
          description: { type: "string", nullable: true, example: "prose" },
          nullable: { type: "string", enum: ["a"], nullable: true, format: "repo.nwo" },
          next: { nullable: true, allOf: [{ $ref: "#/components/schemas/train" }] },
        },
      },
      unreached: { type: "string" },
    },
  },
};

test("keeps the wanted operations and the schemas they reach, without prose", () => {
  const pruned = prune(document, ["trains/get"], origin);
  expect(pruned.operations).toEqual({
    "trains/get": {
      method: "GET",
      path: "/trains/{id}",
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      responses: { 200: { $ref: "#/schemas/train" } },
    },
  });
  expect(Object.keys(pruned.schemas)).toEqual(["train"]);
});

test("writes nullable as JSON Schema does, and keeps a property that is called description", () => {
  expect(prune(document, ["trains/get"], origin).schemas["train"]).toEqual({
    type: "object",
    properties: {
      description: { type: ["string", "null"] },
      nullable: { type: ["string", "null"], enum: ["a", null] },
      next: { anyOf: [{ allOf: [{ $ref: "#/schemas/train" }] }, { type: "null" }] },
    },
  });
});

test("an operation that the vendor dropped is named", () => {
  expect(() => prune(document, ["trains/run"], origin)).toThrow("@octokit/openapi 1.2.3 has no operation trains/run");
});

test("an edit of the pruned file by hand breaks its hash", () => {
  const pruned = prune(document, ["trains/get"], origin);
  const reread = JSON.parse(layOut(pruned));
  expect(contentHash(reread)).toBe(pruned.sha256);
  reread.schemas.train.properties.extra = {};
  expect(contentHash(reread)).not.toBe(pruned.sha256);
});
