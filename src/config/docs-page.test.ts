import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { configPage } from "./docs-page.ts";
import { configurationSchema } from "./json-schema.ts";

const lines = configPage()
  .split("\n")
  .filter((line) => /^\| `[^{]/.test(line));

test("every key of the configuration is described", () => {
  expect(lines.length).toBeGreaterThan(100);
  for (const line of lines) expect(line).toMatch(/^\| `[^`]+` \| \S.*\. \|/);
});

test.each(["examples/posthog", "examples/promote", "."])(
  "the published JSON Schema accepts the configuration in %s and refuses an unknown key in it",
  (folder) => {
    const validate = new Ajv2020({ strict: false }).compile(configurationSchema() as object);
    const value = parse(readFileSync(join(import.meta.dirname, "../..", folder, "signalbox.yaml"), "utf8"));
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...value, scedule: {} })).toBe(false);
  },
);
