import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { filled } from "./blank.ts";
import { description } from "./description.ts";

const answered = [
  "full-repository",
  "pull-request",
  "pull-request-simple",
  "minimal-repository",
  "release",
  "issue",
  "label",
  "status",
  "commit",
  "workflow-run",
  "job",
  "check-run",
  "public-user",
  "simple-user",
  "repository-ruleset",
  "issue-comment",
  "git-ref",
  "git-tag",
  "combined-commit-status",
  "diff-entry",
  "commit-comparison",
  "branch-with-protection",
  "content-file",
];

test.each(answered)("the emptiest %s is one that GitHub's description allows", (name) => {
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "github", schemas: description.schemas });
  const check = ajv.getSchema(`github#/schemas/${name}`);
  check?.(filled(name, {}));
  expect(check?.errors ?? null).toBeNull();
});
