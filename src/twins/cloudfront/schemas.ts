import type { Schema } from "../kernel/schema.ts";

/**
 * What CreateInvalidation takes and both operations answer, as XML read into plain data; written from
 * docs.aws.amazon.com/cloudfront/latest/APIReference. The vendor's own client drives the twin in the tests.
 */

const path: Schema = { type: "string", pattern: "^/[!-~]*$", maxLength: 4000 };

export const batch: Schema = {
  type: "object",
  required: ["Paths", "CallerReference"],
  additionalProperties: false,
  properties: {
    Paths: {
      type: "object",
      required: ["Quantity", "Items"],
      additionalProperties: false,
      properties: {
        Quantity: { type: "string", pattern: "^[1-9][0-9]{0,3}$" },
        Items: {
          type: "object",
          required: ["Path"],
          additionalProperties: false,
          properties: { Path: { anyOf: [path, { type: "array", minItems: 1, items: path }] } },
        },
      },
    },
    CallerReference: { type: "string", minLength: 1, maxLength: 128 },
  },
};

export const batchDocument: Schema = {
  type: "object",
  required: ["InvalidationBatch"],
  additionalProperties: false,
  properties: { InvalidationBatch: batch },
};

export const invalidationDocument: Schema = {
  type: "object",
  required: ["Invalidation"],
  additionalProperties: false,
  properties: {
    Invalidation: {
      type: "object",
      required: ["Id", "Status", "CreateTime", "InvalidationBatch"],
      additionalProperties: false,
      properties: {
        Id: { type: "string", pattern: "^I[A-Z0-9]+$" },
        Status: { enum: ["InProgress", "Completed"] },
        CreateTime: { type: "string", format: "date-time" },
        InvalidationBatch: batch,
      },
    },
  },
};

export const errorDocument: Schema = {
  type: "object",
  required: ["ErrorResponse"],
  additionalProperties: false,
  properties: {
    ErrorResponse: {
      type: "object",
      required: ["Error", "RequestId"],
      additionalProperties: false,
      properties: {
        Error: {
          type: "object",
          required: ["Type", "Code", "Message"],
          additionalProperties: false,
          properties: { Type: { enum: ["Sender", "Receiver"] }, Code: { type: "string" }, Message: { type: "string" } },
        },
        RequestId: { type: "string" },
      },
    },
  },
};
