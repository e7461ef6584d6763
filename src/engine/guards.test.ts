import { expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import { type Observation, present } from "../domain/step.ts";
import { openToyRelease, placeOf, questionOf, type ToyRelease, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";

/** A tag that waits for a gate, and that a look must still allow when it is pushed. */
const open = async (kind = "keyed"): Promise<ToyRelease> => {
  const release = await openToyRelease(
    openToyWorld(),
    toyPlan({ check: { kind: "look" }, gate: { kind: "gate", after: ["check"] }, tag: { kind, after: ["gate"], guardedBy: ["check"] } }),
  );
  release.world.looks.set("check", fine);
  return release;
};

const fine = (): Observation<string> => present("fine");
const wrong = (found: string) => (): Observation<string> => ({ is: "conflicting", found, state: found, answers: ["retry", "accept"] });

const approve = async ({ say, standing }: ToyRelease): Promise<void> =>
  say("ana", { is: "approved", ...placeOf("gate", await standing("gate")) });

test.each(["keyed", "set", "marked", "blind"])("before a %s effect is sent, what guards it is looked at again", async (kind) => {
  const release = await open(kind);
  await release.drive();
  await approve(release);
  const looked: string[] = [];
  release.world.looks.set("check", () => {
    looked.push(`after ${release.world.requests("tag")} requests`);
    return fine();
  });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(looked).toEqual(["after 0 requests"]);
  expect((await release.events("lapsed")).length).toBe(0);
});

test("what no longer holds asks its question again, and nothing is sent until it is mended", async () => {
  const release = await open();
  await release.drive();
  await approve(release);
  release.world.looks.set("check", wrong("a second tag"));
  await release.pursue();
  expect(await release.events("lapsed")).toMatchObject([{ step: "check/do", found: "a second tag" }]);
  expect(questionOf(await release.standing("check"))).toMatchObject({ answers: ["retry", "accept"] });
  expect([release.world.requests("tag"), (await release.events("intent")).length]).toEqual([0, 0]);

  release.world.looks.set("check", fine);
  await release.pursue();
  expect(release.world.requests("tag")).toBe(0);
  await release.say("ana", { is: "retried", ...placeOf("check", await release.standing("check")) });
  // The approval was for the same input, so nobody is asked twice.
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(release.world.requests("tag")).toBe(1);
});

test("what a person accepted is no reason to stop, as long as it is the same; anything else is a new question, and the acceptance counts no more", async () => {
  const release = await open();
  release.world.looks.set("check", wrong("v1 beside 1"));
  await release.drive();
  const accept = async () =>
    release.say("ana", {
      is: "answered",
      ...placeOf("check", await release.standing("check")),
      answer: "accept",
      reason: "both are wanted",
    });
  await accept();
  await release.drive();
  await approve(release);
  release.world.looks.set("check", wrong("v1 and release-1 beside 1"));
  await release.pursue();
  expect(questionOf(await release.standing("check"))).toMatchObject({ what: expect.stringContaining("v1 and release-1") });
  expect(release.world.requests("tag")).toBe(0);
  await accept();
  expect(await release.pursue()).toEqual({ is: "finished" });
});

test("a conflict that nobody was asked about is one, even where it tells the same facts", async () => {
  const release = await open();
  await release.drive();
  await approve(release);
  release.world.looks.set("check", () => ({ is: "conflicting", found: "somebody else's", state: "fine" }));
  await release.pursue();
  expect((await release.events("lapsed")).length).toBe(1);
  expect(release.world.requests("tag")).toBe(0);
});

test("a guard that cannot be looked at is not taken on trust", async () => {
  const release = await open();
  await release.drive();
  await approve(release);
  const blind = { dark: true };
  release.world.looks.set("check", () => {
    if (blind.dark) throw explain("NO_ANSWER", { system: "toy", request: "GET /check", reason: "it sleeps" });
    return fine();
  });
  await release.drive();
  expect(release.world.requests("tag")).toBe(0);
  expect(await release.standing("check")).toMatchObject({
    is: "ready",
    record: { pending: { why: expect.stringContaining("did not answer") } },
  });
  blind.dark = false;
  expect(await release.pursue()).toEqual({ is: "finished" });
});

test("a person's word for what nobody can look at stands as long as nobody can, and is what later steps are told", async () => {
  const release = await open();
  const { world } = release;
  const look = world.kinds.get("look");
  world.kinds.set("look", { ...look, vouched: (words: string) => ({ made: words }) } as never);
  const dark = (): Observation<string> => {
    throw explain("TOKEN_MISSING", { system: "toy", variable: "TOY_TOKEN" });
  };
  world.looks.set("check", dark);
  await release.drive();
  expect(questionOf(await release.standing("check"))).toMatchObject({ code: "TOKEN_MISSING", answers: ["retry", "happened", "abandon"] });
  await release.say("ana", {
    is: "answered",
    ...placeOf("check", await release.standing("check")),
    answer: "happened",
    reason: "I looked",
  });
  await release.drive();
  expect(await release.standing("check")).toMatchObject({
    is: "done",
    record: { done: { facts: { made: "ana says that it happened: I looked" }, byHand: true } },
  });
  await approve(release);
  // Now somebody can look, and sees that it is wrong.
  world.looks.set("check", wrong("a second tag"));
  await release.pursue();
  expect(release.world.requests("tag")).toBe(0);
  expect((await release.events("lapsed")).length).toBe(1);
});

test("a person's word for what nobody can look at lets the effect go", async () => {
  const release = await open();
  release.world.looks.set("check", () => {
    throw explain("TOKEN_MISSING", { system: "toy", variable: "TOY_TOKEN" });
  });
  await release.drive();
  await release.say("ana", {
    is: "answered",
    ...placeOf("check", await release.standing("check")),
    answer: "happened",
    reason: "I looked",
  });
  await release.drive();
  await approve(release);
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(release.world.requests("tag")).toBe(1);
});

test("an effect whose reply was lost is not sent again while its guard is violated", async () => {
  const release = await open();
  await release.drive();
  await approve(release);
  release.world.fates.push({ is: "lost" });
  await release.drive();
  expect(release.world.requests("tag")).toBe(1);
  release.world.looks.set("check", wrong("a second tag"));
  await release.pursue();
  expect(release.world.requests("tag")).toBe(1);
  release.world.looks.set("check", fine);
  await release.say("ana", { is: "retried", ...placeOf("check", await release.standing("check")) });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect([release.world.requests("tag"), release.world.count("tag")]).toEqual([2, 1]);
});

test("saying that it is well settles nothing where the violation may not be accepted", async () => {
  const release = await open();
  release.world.looks.set("check", () => {
    throw explain("NOT_FOUND", { system: "toy", request: "GET /check" });
  });
  await release.drive();
  await release.say("ana", {
    is: "answered",
    ...placeOf("check", await release.standing("check")),
    answer: "happened",
    reason: "I looked",
  });
  release.world.looks.set("check", () => ({ is: "conflicting", found: "it is wrong", state: "wrong", answers: ["retry"] }));
  await release.drive();
  expect(questionOf(await release.standing("check"))).toMatchObject({
    what: "The world is not as this step needs it: it is wrong.",
    answers: ["retry"],
  });
});
