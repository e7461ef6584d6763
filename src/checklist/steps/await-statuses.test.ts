import { describe, expect, test } from "vitest";
import type { Statuses, StatusState } from "../../domain/ports/forge.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitStatuses } from "./await-statuses.ts";

const input = { repository: "acme/shop", branch: "main", commit: "c" };

const verdict = async (required: readonly string[], there: Readonly<Record<string, StatusState>>) => {
  const statuses = only<Statuses>({
    required: async () => required,
    of: async () => Object.entries(there).map(([context, state]) => ({ context, state, description: "" })),
  });
  const found = await awaitStatuses.observe({ statuses }, input, looking());
  return found.is === "present" && awaitStatuses.verify(input, found.state).is;
};

describe("what the base branch requires", () => {
  test.each([
    ["nothing", [], {}, "holds"],
    ["all there", ["ci", "hold"], { ci: "success", hold: "success" }, "holds"],
    ["one missing", ["ci", "hold"], { ci: "success" }, "pending"],
    ["one under way", ["ci", "hold"], { ci: "success", hold: "pending" }, "pending"],
    ["one failed", ["ci", "hold"], { ci: "failure" }, "broken"],
    ["a failure that nobody requires", ["ci"], { ci: "success", lint: "error" }, "holds"],
  ] as const)("%s", async (_, required, there, is) => expect(await verdict(required, there)).toBe(is));
});
