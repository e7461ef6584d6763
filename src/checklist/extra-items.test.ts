import { expect, test } from "vitest";
import { fillAll } from "../app/fill-all.ts";
import { tellStory } from "../app/tell-story.ts";
import type { ExtraItem } from "../domain/extra-item.ts";
import type { Plan } from "../domain/plan.ts";
import { sampleTelling } from "../testing/sample-telling.ts";
import { checklist, planHash, planRelease } from "./index.ts";

const extra = (id: string, more: Partial<ExtraItem>): ExtraItem => ({
  id,
  title: `Do ${id} for {version}`,
  deed: { is: "manual" },
  text: "",
  owner: ["marketing"],
  after: [],
  before: [],
  interlock: undefined,
  ...more,
});

const planWith = (extras: readonly ExtraItem[], leaveOut: readonly string[] = [], isPatch = false): Plan => {
  const telling = sampleTelling();
  const told = {
    ...telling,
    train: { ...telling.train, extra: extras, patch: { leaveOut } },
    release: isPatch ? { ...telling.release, kind: "patch" as const } : telling.release,
  };
  return planRelease({ ...told, story: tellStory(told), fill: (template) => fillAll(template, told.names) }, 1);
};

const itemOf = (plan: Plan, id: string) => plan.items.find((each) => each.id === id);

test("an own item is planned at its place, in its neighbour's phase, and what it comes before waits for it", () => {
  const plan = planWith([
    extra("docs", { after: ["tag-release"], before: ["post-to-slack"], interlock: "Not before {version} is tagged." }),
  ]);
  expect(itemOf(plan, "docs")).toMatchObject({
    title: "Do docs for 1.30.0",
    phase: "launch",
    by: "people",
    owner: ["marketing"],
    after: ["tag-release"],
    steps: [{ id: "docs/mark", kind: "mark", input: { what: "Do docs for 1.30.0", item: "docs" } }],
  });
  expect(itemOf(plan, "post-to-slack")?.after).toContain("docs");
  const ids = plan.items.map((each) => each.id);
  expect(ids.indexOf("docs")).toBe(ids.indexOf("tag-release") + 1);
});

test("how it is done is part of what is approved, and is shown", () => {
  const [one, other] = ["step one", "step two"].map((text) => planWith([extra("docs", { after: ["tag-release"], text })]));
  if (one === undefined || other === undefined) throw new Error("two plans");
  expect(itemOf(one, "docs")?.steps[0]).toMatchObject({ input: { text: "step one" }, preview: { is: "text", text: "step one" } });
  expect(planHash(one)).not.toBe(planHash(other));
});

test("where its neighbour is left out, an own item waits for what that would have waited for, and never runs ahead", () => {
  const extras = [extra("docs", { after: ["merge-chart"] }), extra("shout", { after: ["docs"] })];
  const plan = planWith(extras, ["edit-chart", "merge-chart", "docs"], true);
  expect(itemOf(plan, "docs")).toBeUndefined();
  expect(itemOf(plan, "shout")?.after).toContain("publish-images");
  expect(itemOf(plan, "shout")?.after).not.toContain("merge-chart");
});

test("an own item behind all environments waits for each of them", () => {
  const { train } = sampleTelling();
  const last = train.environments.map((each) => `deploy-${each.name}`);
  expect(itemOf(planWith([extra("smoke", { after: last })]), "smoke")?.after).toEqual(last);
  const ids = checklist({ ...train, extra: [extra("smoke", { after: last })] }).map((each) => each.id);
  expect(ids.indexOf("smoke")).toBe(ids.indexOf("break-the-release") - 1);
});
