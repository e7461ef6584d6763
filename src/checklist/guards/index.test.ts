import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { explainQuestion } from "../../domain/errors.ts";
import { type GuardEntry, guardTable } from "../../domain/guard.ts";
import { factsIn } from "../../domain/known.ts";
import type { Train } from "../../domain/train.ts";
import { sampleSurvey, sampleTrain } from "../../testing/sample-train.ts";
import { trackId } from "../3-launch/approve-launch.ts";
import { planRelease } from "../index.ts";
import { stepKinds } from "../steps/index.ts";
import { guards } from "./index.ts";

const names = Object.keys(guardTable);
const entries: readonly (readonly [string, GuardEntry])[] = Object.entries(guardTable);

const planFor = (train: Train, kind: "release" | "patch" = "release") =>
  planRelease(
    {
      train,
      survey: sampleSurvey,
      story: {
        section: "## 1.30.0\n\n- x\n",
        takes: [],
        aside: [],
        open: [],
        post: { title: "News", text: "News\n", told: [] },
        messages: [],
        newsletter: undefined,
        releasePage: "",
      },
      fill: (template) => template.replaceAll("{version}", "1.30.0").replaceAll("{version-dashed}", "1-30-0"),
      release: {
        version: "1.30.0",
        kind,
        branch: "release-1.30.0",
        tag: "1.30.0",
        from: "cut",
        cutAt: sampleSurvey.base,
        picks: [],
        days: { freeze: "2021-10-22", planned: "2021-10-25", heading: "2021-10-25" },
      },
    },
    1,
  );

test("the table, the files and the kinds of steps name the same guards, in the same order", async () => {
  expect(Object.keys(guards)).toEqual(names);
  const files = (await readdir(import.meta.dirname)).filter((file) => /^guard-.*(?<!\.test)\.ts$/.test(file));
  expect(files.sort()).toEqual(names.map((name) => `${name}.ts`).sort());
  for (const [name, { lasts }] of entries) expect(stepKinds.get(name), name).toMatchObject({ is: "wait", name, momentary: !lasts });
});

test.each(entries)(
  "%s has a code of its own, and says how to go on: accepting is told of where it is possible and nowhere else",
  (name, { code, acceptable }) => {
    expect(entries.filter(([, other]) => other.code === code)).toHaveLength(1);
    const { what, why, next } = explainQuestion(code, { step: `check-launch/${name}`, found: "Something is wrong" }).explanation;
    expect(what).toBe("Something is wrong.");
    expect(why).toMatch(/\.$/);
    expect(/\baccept\b/i.test(next)).toBe(acceptable);
    expect(next).toContain(`check-launch/${name}`);
  },
);

test("a train with everything has every guard, before the approval and before the tag", () => {
  const { items } = planFor(sampleTrain);
  const check = items.find((each) => each.id === "check-launch");
  expect(check).toMatchObject({ inAnyOrder: true, interlock: expect.any(String) });
  expect(check?.steps.map((each) => each.kind)).toEqual(names);
  const ids = check?.steps.map((each) => each.id) ?? [];
  const step = (id: string) => items.flatMap((each) => each.steps).find((each) => each.id === id);
  expect(step("tag-release/push-tag")?.guardedBy).toEqual([...ids, trackId]);
  expect(items.find((each) => each.id === "approve-launch")?.after).toContain("check-launch");
  // What was accepted is part of what is approved.
  const approved = factsIn(step("approve-launch/approve")?.input).filter((each) => each.fact === "accepted");
  expect(approved.map((each) => each.after)).toEqual(ids);
});

test("what users see of a launch is guarded each time, by checks of its own moment", () => {
  const { items } = planFor(sampleTrain);
  const guarded = items.flatMap((each) => each.steps).filter((each) => each.guardedBy !== undefined);
  expect(guarded.map((each) => [each.id, each.guardedBy?.filter((id) => !id.startsWith("check-launch/"))])).toEqual([
    ["tag-release/push-tag", [trackId]],
    ["merge-chart/merge-pull-request", ["merge-chart/guard-chart-image", "merge-chart/guard-label", "merge-chart/guard-pull-requests"]],
    ["publish-post/merge-pull-request", ["publish-post/guard-pull-requests"]],
    ["publish-feed/merge-pull-request", ["publish-feed/guard-feed-date", "publish-feed/guard-pull-requests"]],
  ]);
  for (const { id, guardedBy } of guarded)
    for (const guard of guardedBy ?? []) {
      const [before, after] = [guard, id].map((each) => items.findIndex((item) => item.steps.some((step) => step.id === each)));
      expect(before, guard).toBeLessThanOrEqual(after ?? 0);
    }
});

test("a train that has nothing of a sort has no guard for it", () => {
  const bare: Train = {
    ...sampleTrain,
    changelog: undefined,
    images: [],
    chart: undefined,
    post: undefined,
    sync: undefined,
    updateFeed: undefined,
    environments: [],
  };
  const kinds = planFor(bare)
    .items.find((each) => each.id === "check-launch")
    ?.steps.map((each) => each.kind);
  expect(kinds).toEqual(["guard-version", "guard-tags", "guard-preflight"]);
});

test("what a patch leaves out is not checked, and no check waits for what nobody will tell", () => {
  const optional = ["write-changelog", "bump-version", "edit-chart", "merge-chart", "write-post", "publish-post", "await-candidate-image"];
  for (const leaveOut of [[], ...optional.map((each) => [each]), optional]) {
    const { items } = planFor({ ...sampleTrain, patch: { leaveOut } }, "patch");
    const told = items.flatMap((each) => each.steps).map((each) => each.id);
    const check = items.find((each) => each.id === "check-launch");
    for (const step of check?.steps ?? [])
      for (const { after } of factsIn(step.input)) expect(told, `${step.id} without ${leaveOut.join(", ")}`).toContain(after);
  }
  const kinds = planFor({ ...sampleTrain, patch: { leaveOut: optional } }, "patch").items.find((each) => each.id === "check-launch")?.steps;
  expect(kinds?.map((each) => each.kind)).toEqual([
    "guard-version",
    "guard-tags",
    "guard-latest",
    "guard-feed-date",
    "guard-pull-requests",
    "guard-preflight",
  ]);
});

test("no check may be left out of a patch", () => {
  const kinds = planFor(sampleTrain, "patch")
    .items.find((each) => each.id === "check-launch")
    ?.steps.map((each) => each.kind);
  expect(kinds).toEqual(names);
});
