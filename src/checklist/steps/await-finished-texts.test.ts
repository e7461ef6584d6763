import { expect, test } from "vitest";
import { looking } from "../../testing/step-bench.ts";
import { awaitFinishedTexts } from "./await-finished-texts.ts";

test("texts that leave something open are a question that can be accepted; finished ones are not", async () => {
  expect(await awaitFinishedTexts.observe({}, { open: ["newsletter: line 1, column 1: TODO"] }, looking())).toMatchObject({
    is: "conflicting",
    code: "TEXT_UNFINISHED",
    found: "newsletter: line 1, column 1: TODO",
    state: {},
    answers: ["accept", "plan-again"],
  });
  expect(await awaitFinishedTexts.observe({}, { open: [] }, looking())).toMatchObject({ is: "present" });
});
