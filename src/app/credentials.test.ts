import { expect, test } from "vitest";
import { stepKinds } from "../checklist/steps/index.ts";
import type { Dial, Plan } from "../domain/plan.ts";
import { sampleRelease } from "../testing/sample-release.ts";
import { missingCredentials } from "./credentials.ts";

const moment = "2021-11-26T10:00:00Z";
const { state } = sampleRelease({
  version: "1.30.0",
  kind: "release",
  begins: { freeze: moment, qualify: moment, launch: moment, announce: moment },
  before: {},
});

const missingWith = (by: Dial): readonly string[] => {
  const plan = state.plan as Plan;
  const parts = { kinds: stepKinds, lacks: () => true };
  return missingCredentials(parts, { ...plan, items: plan.items.map((each) => ({ ...each, by })) }).map((each) => each.system);
};

test("with everything on people a start asks for no credential, and with more on Signalbox for more", () => {
  expect(missingWith("people")).toEqual([]);
  const [prepare, signalbox] = [missingWith("prepare"), missingWith("signalbox")];
  expect(prepare).toContain("GitHub");
  expect(prepare).not.toContain("Slack");
  expect(signalbox).toEqual(expect.arrayContaining([...prepare, "Slack"]));
});
