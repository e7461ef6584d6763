import { expect, test } from "vitest";
import { present } from "../domain/step.ts";
import { toyApp } from "../testing/toy-app.ts";
import { openToyRelease, placeOf, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { adopt } from "./adopt.ts";
import { takeUp } from "./driving.ts";
import type { Vouching } from "./worth-keeping.ts";

const plan = toyPlan({
  branch: { kind: "keyed" },
  mail: { kind: "blind", after: ["branch"] },
  gate: { kind: "gate", after: ["mail"] },
  tag: { kind: "keyed", after: ["gate"] },
  post: { kind: "marked", after: ["tag"] },
});

const adopted = async (there: readonly string[], by: Vouching = () => undefined, conflicts: readonly string[] = []) => {
  const world = openToyWorld();
  const release = await openToyRelease(world, plan);
  for (const what of there) world.looks.set(what, () => present(what));
  for (const what of conflicts) world.looks.set(what, () => ({ is: "conflicting", found: `another ${what}`, state: "theirs" }));
  const seen = await adopt(takeUp(toyApp(release, "ana"), await release.state()), { by, words: "ana takes it over as it is" });
  world.looks.clear();
  return { world, release, seen: Object.fromEntries(seen.map((each) => [each.item, each.is])) };
};

test("what is there is done, whatever stands before it, and nothing is sent", async () => {
  const { world, release, seen } = await adopted(["branch", "tag"]);
  expect(seen).toEqual({ branch: "done", mail: "unseen", gate: "open", tag: "done", post: "open" });
  expect(["branch", "mail", "tag", "post"].map(world.requests)).toEqual([0, 0, 0, 0]);
  expect((await release.events("done")).map((each) => "step" in each && each.step)).toEqual(["branch/do", "tag/do"]);
  expect(await release.events("replan-asked")).toEqual([]);
});

test("what nobody can see is unseen where something after it is there, and asked as well where people may just have come to it", async () => {
  expect((await adopted([])).seen).toMatchObject({ mail: "open" });
  const { release } = await adopted(["branch", "tag"]);
  expect(await release.events("parked")).toMatchObject([{ step: "mail/do", question: { answers: ["happened", "send", "abandon"] } }]);
});

test("what a wait sees is no sign of an effect before it in its item that is not there", async () => {
  const [merge, moved] = toyPlan({ merge: { kind: "keyed" }, moved: { kind: "look" } }).items;
  if (merge === undefined || moved === undefined) throw new Error("two items");
  const oneItem = { ...toyPlan({}), items: [{ ...merge, steps: [...merge.steps, ...moved.steps] }] };
  const look = async (there: readonly string[]) => {
    const world = openToyWorld();
    const release = await openToyRelease(world, oneItem);
    for (const what of there) world.looks.set(what, () => present(what));
    const seen = await adopt(takeUp(toyApp(release, "ana"), await release.state()), { by: () => undefined, words: "" });
    return { seen: seen.map((each) => each.is), done: (await release.events("done")).map(({ step }) => step) };
  };
  expect(await look(["merge", "moved"])).toEqual({ seen: ["done", "done"], done: ["merge/do", "moved/do"] });
  expect(await look(["moved"])).toEqual({ seen: ["open", "open"], done: [] });
});

test("no word makes done what nobody can have come to yet", async () => {
  const { release, seen } = await adopted([], () => "with all");
  expect(seen).toMatchObject({ branch: "open", mail: "open", tag: "open" });
  expect(await release.events("done")).toEqual([]);
});

test("what people may just have come to is not taken over with all the others: it is asked, and sent once where they say so", async () => {
  const { world, release, seen } = await adopted(["branch"], () => "with all");
  expect(seen).toMatchObject({ branch: "done", mail: "unsure", tag: "open" });
  expect((await release.events("done")).map((each) => "step" in each && each.step)).toEqual(["branch/do"]);
  await release.drive();
  expect(world.requests("mail")).toBe(0);
  const [{ step, key } = expect.fail()] = await release.events("parked");
  await release.say("ana", { is: "answered", step, key, answer: "send", reason: "nobody has" });
  await release.drive();
  expect(world.requests("mail")).toBe(1);
});

test("what people may just have come to is asked again when the plan is another one by then", async () => {
  const { world, release } = await adopted(["branch"]);
  const revised = toyPlan({ branch: { kind: "keyed" }, mail: { kind: "blind", after: ["branch"], input: { what: "longer" } } }, 2);
  await release.say("ana", { is: "plan-revised", plan: revised, because: "other words" });
  await release.drive();
  expect(world.requests("longer")).toBe(0);
  const [, { step, key } = expect.fail()] = await release.events("parked");
  await release.say("ana", { is: "answered", step, key, answer: "send", reason: "nobody has" });
  await release.drive();
  expect(world.requests("longer")).toBe(1);
});

test("what people may just have come to is done by the word of whoever names it", async () => {
  const { release, seen } = await adopted(["branch"], (step) => (step === "mail/do" ? "named" : undefined));
  expect(seen).toMatchObject({ branch: "done", mail: "done" });
  expect((await release.events("done")).map((each) => "step" in each && each.step)).toEqual(["branch/do", "mail/do"]);
});

test("a person's word takes over what is in conflict, and what nobody can see", async () => {
  const { release, seen } = await adopted(["tag"], () => "with all", ["branch"]);
  expect(seen).toMatchObject({ branch: "done", mail: "done", tag: "done" });
  expect((await release.events("done"))[0]).toMatchObject({
    evidence: "ana takes it over as it is: another branch",
    facts: { made: "theirs" },
  });
  expect(await release.events("replan-asked"), "the rest is planned from what they made").toHaveLength(1);
});

test("what could not be looked at yet counts for what it is when its turn comes; in a release that nobody picked up it needs our mark", async () => {
  const later = toyPlan({
    gate: { kind: "gate" },
    branch: { kind: "keyed", after: ["gate"] },
    post: { kind: "marked", input: { what: "post", of: { after: "branch/do", fact: "made" } }, after: ["branch"] },
  });
  const goOn = async (isAdopted: boolean) => {
    const world = openToyWorld();
    const release = await openToyRelease(world, later);
    if (isAdopted) await adopt(takeUp(toyApp(release, "ana"), await release.state()), { by: () => undefined, words: "" });
    world.looks.set("post", ({ hands }) => (hands === true ? present("theirs") : { is: "conflicting", found: "not ours" }));
    await release.say("ana", { is: "approved", ...placeOf("gate", await release.standing("gate")) });
    await release.pursue();
    return { done: (await release.events("done")).length, sent: world.requests("post"), parked: await release.events("parked") };
  };
  expect(await goOn(true)).toMatchObject({ done: 3, sent: 0, parked: [] });
  expect(await goOn(false)).toMatchObject({ done: 2, sent: 0, parked: [{ step: "post/do" }] });
});

test("a conflict that nobody takes over is a question, and stays one until somebody answers", async () => {
  const { world, release, seen } = await adopted([], undefined, ["branch"]);
  expect(seen).toMatchObject({ branch: "conflict", tag: "open" });
  await release.drive();
  expect(world.requests("branch")).toBe(0);
  expect(await release.events("parked")).toMatchObject([{ step: "branch/do", question: { answers: ["retry", "accept", "abandon"] } }]);
});
