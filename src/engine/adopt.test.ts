import { expect, test } from "vitest";
import { present } from "../domain/step.ts";
import { toyApp } from "../testing/toy-app.ts";
import { openToyRelease, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { adopt, type Vouching } from "./adopt.ts";
import { takeUp } from "./driving.ts";

const plan = toyPlan({
  branch: { kind: "keyed" },
  mail: { kind: "blind", after: ["branch"] },
  gate: { kind: "gate", after: ["mail"] },
  tag: { kind: "keyed", after: ["gate"] },
  post: { kind: "marked", after: ["tag"] },
});

const adopted = async (there: readonly string[], vouched: Vouching = () => undefined, conflicts: readonly string[] = []) => {
  const world = openToyWorld();
  const release = await openToyRelease(world, plan);
  for (const what of there) world.looks.set(what, () => present(what));
  for (const what of conflicts) world.looks.set(what, () => ({ is: "conflicting", found: `another ${what}`, state: "theirs" }));
  const seen = await adopt(takeUp(toyApp(release, "ana"), await release.state()), vouched);
  world.looks.clear();
  return { world, release, seen: Object.fromEntries(seen.map((each) => [each.item, each.is])) };
};

test("what is there is done, whatever stands before it, and nothing is sent", async () => {
  const { world, release, seen } = await adopted(["branch", "tag"]);
  expect(seen).toEqual({ branch: "done", mail: "unseen", gate: "open", tag: "done", post: "open" });
  expect(["branch", "mail", "tag", "post"].map(world.requests)).toEqual([0, 0, 0, 0]);
  expect((await release.events("done")).map((each) => "step" in each && each.step)).toEqual(["branch/do", "tag/do"]);
});

test("what nobody can see is asked only where something after it is there", async () => {
  expect((await adopted(["branch"])).seen).toMatchObject({ mail: "open" });
  const { release } = await adopted(["branch", "tag"]);
  expect(await release.events("parked")).toMatchObject([{ step: "mail/do", question: { answers: ["happened", "send", "abandon"] } }]);
});

test("no word makes done what nobody can have come to yet", async () => {
  const { release, seen } = await adopted(["branch"], () => "ana takes it over as it is");
  expect(seen).toMatchObject({ branch: "done", mail: "open", tag: "open" });
  expect((await release.events("done")).map((each) => "step" in each && each.step)).toEqual(["branch/do"]);
});

test("a person's word takes over what is in conflict, and what nobody can see", async () => {
  const { release, seen } = await adopted(["tag"], () => "ana takes it over as it is", ["branch"]);
  expect(seen).toMatchObject({ branch: "done", mail: "done", tag: "done" });
  expect((await release.events("done"))[0]).toMatchObject({
    evidence: "ana takes it over as it is: another branch",
    facts: { made: "theirs" },
  });
});

test("a conflict that nobody takes over is a question, and stays one until somebody answers", async () => {
  const { world, release, seen } = await adopted([], undefined, ["branch"]);
  expect(seen).toMatchObject({ branch: "conflict", tag: "open" });
  await release.drive();
  expect(world.requests("branch")).toBe(0);
  expect(await release.events("parked")).toMatchObject([{ step: "branch/do", question: { answers: ["retry", "accept", "abandon"] } }]);
});
