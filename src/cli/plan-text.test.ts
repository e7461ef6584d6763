import { expect, test } from "vitest";
import { pointOfNoReturn } from "../checklist/index.ts";
import { stepKinds } from "../checklist/steps/index.ts";
import { sampleRelease } from "../testing/sample-release.ts";
import { painter } from "./paint.ts";
import { planDocument } from "./plan-schema.ts";
import { planText } from "./plan-text.ts";

const moment = "2021-10-22T09:00:00Z";

const samplePlan = () => {
  const { state, planHash } = sampleRelease({
    version: "1.30.0",
    kind: "release",
    begins: { freeze: moment, qualify: moment, launch: moment, announce: moment },
    before: {},
  });
  if (state.plan === undefined) throw new Error("The sample has a plan");
  return { plan: state.plan, hash: planHash, pointOfNoReturn, begun: false, missing: [], checks: [] };
};

test("a plan shows every item and step, changes as diffs, what is not known yet, and one line of no return before the tag", () => {
  const shown = samplePlan();
  const text = planText(shown, stepKinds, painter(false), 100);
  for (const item of shown.plan.items) expect(text).toContain(`  ${item.id}  ${item.title}`);
  const lines = text.split("\n");
  const drawn = lines.flatMap((line, at) => (line.includes("point of no return") ? [at] : []));
  expect(drawn).toHaveLength(1);
  expect(lines[(drawn[0] ?? 0) + 1]).toContain("tag-release");
  expect(text).toContain('+VERSION = "1.30.0"');
  expect(text).toContain("«known after ");
  expect(text).toContain(`signalbox start 1.30.0 --plan ${shown.hash}`);
  expect(text).toContain("warning: 12 commits have no pull request");
  expect(text).not.toContain("undefined");
  expect(text).not.toContain("[object");
});

test("the plan of a release that has begun does not say how to start it", () => {
  const text = planText({ ...samplePlan(), begun: true, missing: ["GITHUB_TOKEN"] }, stepKinds, painter(false), 100);
  expect(text).not.toContain("signalbox start");
  expect(text).not.toContain("`start`");
  expect(text).toContain("warning: GITHUB_TOKEN is not set; `tick` needs it\n");
  expect(text.trimEnd().split("\n").at(-1)).toBe("It has begun; where it stands: signalbox status 1.30.0");
});

test("what plan --json prints is what docs/plan.schema.json describes", () => {
  const document = JSON.parse(JSON.stringify({ ok: true, exit: 0, ...samplePlan() }));
  expect(() => planDocument.parse(document)).not.toThrow();
  expect(() => planDocument.parse({ ...document, surprise: 1 })).toThrow();
});
