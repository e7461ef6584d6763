import { expect, test } from "vitest";
import { summarise } from "./test-summary.ts";

const assertion = (status: string, fullName: string) => ({ status, fullName });

test("counts what ran, names what did not, and a file that would not load is a failure", () => {
  const report = {
    testResults: [
      {
        name: "a",
        status: "failed",
        assertionResults: [assertion("passed", "one"), assertion("failed", "two"), assertion("skipped", " three ")],
      },
      { name: "b", status: "failed", assertionResults: [] },
      { name: "c", status: "passed", assertionResults: [assertion("todo", "four")] },
    ],
  };
  expect(summarise(report)).toEqual({ passed: 1, failed: 2, skipped: ["three", "four"] });
});
