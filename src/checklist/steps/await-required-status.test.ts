import { expect, test } from "vitest";
import type { Statuses } from "../../domain/ports/forge.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitRequiredStatus } from "./await-required-status.ts";

const input = { repository: "acme/shop", branch: "release-1.30.0", context: "signalbox/freeze" };
const look = (...required: string[]) =>
  awaitRequiredStatus.observe({ statuses: only<Statuses>({ required: async () => required }) }, input, looking());

test("a freeze that the rules do not require is a question, which a person may accept", async () => {
  expect(await look("ci", "signalbox/freeze")).toMatchObject({ is: "present" });
  expect(await look("ci")).toMatchObject({ code: "FREEZE_NOT_ENFORCED", state: ["ci"], answers: ["retry", "accept", "abandon"] });
});
