import { expect, test } from "vitest";
import { explain, type ReleaseError } from "../domain/errors.ts";
import { addDuration, type Duration, duration, durationBetween, instant } from "../domain/instant.ts";
import type { AnyStep } from "../domain/step.ts";
import { openToyRelease, placeOf, questionOf, type ToyStep, toyPlan } from "../testing/toy-release.ts";
import { classes, openToyWorld, timing } from "../testing/toy-world.ts";

const open = (step: ToyStep) => openToyRelease(openToyWorld(), toyPlan({ thing: step }));

const refused = (): ReleaseError => explain("TOKEN_REFUSED", { system: "toy", request: "POST /thing" });

test.each(classes)("a %s effect is applied once however often the release is driven", async (kind) => {
  const release = await open({ kind });
  for (let turn = 0; turn < 5; turn += 1) await release.drive();
  expect(await release.drive()).toEqual({ is: "finished" });
  expect([release.world.count("thing"), release.world.requests("thing")]).toEqual([1, 1]);
  expect((await release.events("finished")).length).toBe(1);
});

test.each(classes)("what is already there when a %s effect first looks is never sent", async (kind) => {
  const release = await open({ kind });
  release.world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(release.world.requests("thing")).toBe(0);
});

test.each(["set", "marked"] as const)(
  "a %s request that was lost is sent again only after its lateness and two looks a settle time apart",
  async (kind) => {
    const release = await open({ kind });
    const { world } = release;
    world.fates.push({ is: "lost" });
    const sentAt: string[] = [];
    world.arriving = async () => {
      sentAt.push(world.clock.now());
    };
    expect(await release.pursue()).toEqual({ is: "finished" });
    const [first = "", second = "", ...more] = sentAt;
    expect(more).toEqual([]);
    expect(durationBetween(instant(first), instant(second))).toBe(timing.deadline + timing.lateness + timing.settle);
    expect((await release.events("looked")).length).toBe(1);
    expect(world.count("thing")).toBe(1);
  },
);

test.each(["keyed", "set", "marked"] as const)("a %s request applied late, but within its lateness, is applied once", async (kind) => {
  const release = await open({ kind });
  release.world.fates.push({ is: "late", by: (timing.deadline + timing.lateness) as Duration });
  expect(await release.pursue()).toEqual({ is: "finished" });
  release.world.clock.pass(duration("1h"));
  expect(release.world.count("thing")).toBe(1);
});

test.each(["keyed", "set", "marked"] as const)("when only the reply to a %s request was lost, looking settles it", async (kind) => {
  const release = await open({ kind });
  release.world.fates.push({ is: "reply lost" });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect([release.world.count("thing"), release.world.requests("thing")]).toEqual([1, 1]);
});

test("a keyed request whose reply was lost is not repeated in haste, and after eight of them a person is asked", async () => {
  const release = await open({ kind: "keyed" });
  const sentAt: string[] = [];
  release.world.arriving = async () => {
    sentAt.push(release.world.clock.now());
  };
  for (let lost = 0; lost < 20; lost += 1) release.world.fates.push({ is: "lost" });
  await release.pursue();
  expect(sentAt.length).toBe(8);
  expect(new Set(sentAt).size).toBe(8);
  const standing = await release.standing("thing");
  expect(questionOf(standing)).toMatchObject({ code: "UNKNOWN_OUTCOME", what: expect.stringContaining("No answer") });
  release.world.fates.length = 0;
  await release.say("ana", { is: "answered", ...placeOf("thing", standing), answer: "send", reason: "the hook is mended" });
  expect(await release.pursue()).toEqual({ is: "finished" });
});

test.each(classes)("a %s request refused for now waits as long as it was told, and is not in doubt", async (kind) => {
  const release = await open({ kind });
  const error = explain("RATE_LIMITED", { system: "toy", request: "POST /thing" }, { retryAfter: 90_000 });
  release.world.fates.push({ is: "raises", error });
  const asked = release.world.clock.now();
  expect(await release.drive()).toEqual({ is: "nothing-due", next: addDuration(asked, duration("90s")) });
  expect(await release.drive()).toMatchObject({ is: "nothing-due" });
  expect(release.world.requests("thing")).toBe(1);
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect([release.world.count("thing"), release.world.requests("thing")]).toEqual([1, 2]);
  expect((await release.events("unknown")).length).toBe(0);
});

test("a limit that says to come back at once still gives the system a moment", async () => {
  const release = await open({ kind: "set" });
  const error = explain("RATE_LIMITED", { system: "toy", request: "POST /thing" }, { retryAfter: 0 });
  for (let turn = 0; turn < 3; turn += 1) release.world.fates.push({ is: "raises", error });
  const asked = release.world.clock.now();
  expect(await release.drive()).toEqual({ is: "nothing-due", next: addDuration(asked, duration("1s")) });
});

test.each(classes)("a %s request refused for good asks, and a retry sends it at once: nothing is in doubt", async (kind) => {
  const release = await open({ kind });
  release.world.fates.push({ is: "raises", error: refused() });
  await release.drive();
  const standing = await release.standing("thing");
  expect(questionOf(standing)).toMatchObject({ code: "TOKEN_REFUSED", answers: ["retry", "happened", "abandon"] });
  await release.say("ana", { is: "retried", ...placeOf("thing", standing) });
  expect(await release.drive()).toEqual({ is: "finished" });
  expect([release.world.count("thing"), release.world.requests("thing")]).toEqual([1, 2]);
});

test("a mistake of our own after the request left is an unknown outcome, not a refusal", async () => {
  const release = await open({ kind: "blind" });
  release.world.fates.push({ is: "applied, then raises", error: explain("BUG", { what: "a field was missing" }) });
  await release.pursue();
  expect(questionOf(await release.standing("thing"))).toMatchObject({ code: "UNKNOWN_OUTCOME" });
});

test("what was answered but cannot be seen in two looks after the settle time is asked about, and never sent again unasked", async () => {
  const release = await open({ kind: "marked" });
  const { world } = release;
  world.lag = duration("1d");
  const sent = world.clock.now();
  await release.pursue();
  expect(durationBetween(sent, world.clock.now())).toBe(2 * timing.settle);
  const standing = await release.standing("thing");
  expect(questionOf(standing)).toMatchObject({ code: "BROKEN", answers: ["retry", "happened", "send", "abandon"] });
  await release.say("ana", { is: "retried", ...placeOf("thing", standing) });
  await release.pursue();
  expect(world.requests("thing")).toBe(1);
  await release.say("ana", {
    is: "answered",
    ...placeOf("thing", await release.standing("thing")),
    answer: "send",
    reason: "it was deleted",
  });
  world.lag = 0 as Duration;
  world.looks.set("thing", () => ({ is: "absent" }));
  world.arriving = async () => {
    world.looks.clear();
    world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  };
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(world.requests("thing")).toBe(2);
});

test("a clock that is set forward between intent and answer makes nobody ask about what is only not to be seen yet", async () => {
  const release = await open({ kind: "marked" });
  const { world } = release;
  world.lag = duration("90s");
  world.arriving = async () => world.clock.set(addDuration(world.clock.now(), duration("1h")));
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(world.requests("thing")).toBe(1);
});

test("a keyed effect is not sent again so hastily that a person is asked about what only cannot be seen yet", async () => {
  const release = await open({ kind: "keyed" });
  const { world } = release;
  world.lag = duration("110s");
  // Each repeated one is refused without an answer, as a push of a branch that is there already.
  for (let request = 0; request < 20; request += 1) world.fates.push({ is: request === 0 ? "reply lost" : "lost" });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect((await release.events("parked")).length).toBe(0);
  expect(world.requests("thing")).toBeLessThan(6);
});

test("the refusal of a keyed effect that was sent before is no refusal while a look may lag", async () => {
  const release = await open({ kind: "keyed" });
  const { world } = release;
  world.lag = duration("90s");
  world.fates.push({ is: "reply lost" });
  for (let request = 0; request < 8; request += 1) world.fates.push({ is: "raises", error: refused() });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect((await release.events("parked")).length).toBe(0);
});

test("a list that lags behind for less than the settle time is waited for", async () => {
  const release = await open({ kind: "marked" });
  release.world.lag = duration("90s");
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(release.world.requests("thing")).toBe(1);
});

test("more than one of ours in the world stops everything and asks", async () => {
  const release = await open({ kind: "marked" });
  release.world.looks.set("thing", () => ({ is: "conflicting", found: "thing is there 2 times" }));
  await release.pursue();
  expect(questionOf(await release.standing("thing"))).toMatchObject({ code: "CONFLICTING", answers: ["retry", "abandon"] });
  expect(release.world.requests("thing")).toBe(0);
});

test.each([
  ["accept", undefined],
  ["keep-heading", ["keep-heading", "new-candidate"]],
] as const)("somebody else's thing in its place is settled when a person answers %s", async (answer, answers) => {
  const release = await open({ kind: "look" });
  release.world.looks.set("thing", () => ({
    is: "conflicting",
    found: "a stranger",
    state: "the stranger's",
    code: "ODD",
    ...(answers === undefined ? {} : { answers }),
  }));
  await release.pursue();
  const standing = await release.standing("thing");
  expect(questionOf(standing)).toMatchObject({ code: "ODD", answers: answers ?? ["retry", "accept", "abandon"] });
  await release.say("ben", { is: "answered", ...placeOf("thing", standing), answer, reason: "it is right" });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect((await release.events("done"))[0]).toMatchObject({
    facts: { made: "the stranger's" },
    evidence: `ben decided «${answer}»: it is right`,
  });
});

test("a wait that a person says has happened is over", async () => {
  const release = await open({ kind: "look" });
  release.world.looks.set("thing", () => {
    throw refused();
  });
  await release.pursue();
  const standing = await release.standing("thing");
  expect(questionOf(standing)).toMatchObject({ answers: ["retry", "happened", "abandon"] });
  await release.say("ana", { is: "answered", ...placeOf("thing", standing), answer: "happened", reason: "I saw it" });
  expect(await release.pursue()).toEqual({ is: "finished" });
});

test("what cannot be looked at is asked about after twenty looks, never sent", async () => {
  const release = await open({ kind: "marked" });
  release.world.looks.set("thing", () => ({ is: "unreadable", why: "it answers gibberish" }));
  await release.pursue();
  expect((await release.events("pending")).length).toBe(20);
  const standing = await release.standing("thing");
  expect(questionOf(standing)).toMatchObject({ what: expect.stringContaining("it answers gibberish") });
  expect(release.world.requests("thing")).toBe(0);
  release.world.looks.clear();
  await release.say("ana", { is: "retried", ...placeOf("thing", standing) });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(release.world.count("thing")).toBe(1);
});

test("nobody is told that something happened which later steps need to know more about", async () => {
  const plan = toyPlan({
    thing: { kind: "marked" },
    next: { kind: "keyed", input: { what: { after: "thing/do", fact: "made" } } },
  });
  const release = await openToyRelease(openToyWorld(), plan);
  release.world.looks.set("thing", () => ({ is: "conflicting", found: "two of them" }));
  await release.pursue();
  release.world.looks.set("thing", () => ({ is: "absent" }));
  await release.say("ana", {
    is: "answered",
    ...placeOf("thing", await release.standing("thing")),
    answer: "happened",
    reason: "I think so",
  });
  await release.pursue();
  expect(questionOf(await release.standing("thing"))).toMatchObject({ what: expect.stringContaining("later steps need its made") });
  release.world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  await release.say("ana", {
    is: "answered",
    ...placeOf("thing", await release.standing("thing")),
    answer: "happened",
    reason: "there it is",
  });
  expect(await release.pursue()).toEqual({ is: "finished" });
});

test("on prepare, what can be taken back is done, and what cannot waits for people", async () => {
  const world = openToyWorld();
  world.kinds.set("undone", { ...world.kinds.get("marked"), name: "undone", reversible: "compensable" } as AnyStep);
  const plan = toyPlan({ draft: { kind: "undone", by: "prepare" }, send: { kind: "marked", by: "prepare", after: ["draft"] } });
  const release = await openToyRelease(world, plan);
  await release.drive();
  expect([world.requests("draft"), world.requests("send")]).toEqual([1, 0]);
  await release.say("cleo", { is: "marked", ...placeOf("send", await release.standing("send")), evidence: "sent" });
  expect(await release.drive()).toEqual({ is: "finished" });
  expect(world.requests("send")).toBe(0);
});

test("what people do is seen in the world or taken from their mark, and never sent", async () => {
  const release = await open({ kind: "marked", by: "people" });
  expect(await release.drive()).toMatchObject({ is: "nothing-due", next: expect.any(String) });
  await release.say("ben", { is: "marked", ...placeOf("thing", await release.standing("thing")), evidence: "posted by hand" });
  expect(await release.drive(), "a mark counts at once, not at the next look").toEqual({ is: "finished" });
  expect(release.world.requests("thing")).toBe(0);
  expect((await release.events("done"))[0]).toMatchObject({ byHand: true, evidence: "ben: posted by hand" });

  const seen = await open({ kind: "marked", by: "people" });
  seen.world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  expect(await seen.drive()).toEqual({ is: "finished" });
});

test("a mark that the world contradicts is a question", async () => {
  const release = await open({ kind: "marked", by: "people" });
  release.world.looks.set("thing", () => ({ is: "conflicting", found: "the tag is on another commit" }));
  expect(await release.drive()).toMatchObject({ is: "nothing-due", next: expect.any(String) });
  await release.say("ben", { is: "marked", ...placeOf("thing", await release.standing("thing")), evidence: "tagged by hand" });
  await release.drive();
  expect(questionOf(await release.standing("thing"))).toMatchObject({ what: expect.stringContaining("another commit") });
});

test("a mark takes over what may be accepted, and what people made is told on", async () => {
  const release = await open({ kind: "marked", by: "people" });
  release.world.looks.set("thing", () => ({ is: "conflicting", found: "another text", state: "theirs" }));
  await release.drive();
  await release.say("ben", { is: "marked", ...placeOf("thing", await release.standing("thing")), evidence: "our own words" });
  expect(await release.drive()).toEqual({ is: "finished" });
  expect(await release.events("done")).toMatchObject([
    { facts: { made: "theirs" }, evidence: "ben: our own words (another text)", adopted: true },
  ]);
  expect(await release.events("parked")).toEqual([]);
});

test("whoever drives again sees at once what people have done, without waiting for the next look", async () => {
  const release = await open({ kind: "marked", by: "people" });
  await release.drive();
  release.world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  expect(await release.drive()).toEqual({ is: "finished" });
  const patient = await open({ kind: "look" });
  await patient.drive();
  patient.world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  expect(await patient.drive()).toMatchObject({ is: "nothing-due" });
});

test("a mark without facts that later steps need waits to see them", async () => {
  const plan = toyPlan({
    thing: { kind: "marked", by: "people" },
    next: { kind: "keyed", input: { what: { after: "thing/do", fact: "made" } } },
  });
  const release = await openToyRelease(openToyWorld(), plan);
  await release.say("ben", { is: "marked", ...placeOf("thing", await release.standing("thing")), evidence: "opened by hand" });
  expect(await release.drive()).toMatchObject({ is: "nothing-due", next: expect.any(String) });
  release.world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  expect(await release.pursue()).toEqual({ is: "finished" });
});

test("a mark tells the facts that later steps need, where nobody but people can see them", async () => {
  const plan = toyPlan({
    thing: { kind: "marked", by: "people" },
    next: { kind: "keyed", input: { what: { after: "thing/do", fact: "made" } } },
  });
  const release = await openToyRelease(openToyWorld(), plan);
  const place = placeOf("thing", await release.standing("thing"));
  await release.say("ben", { is: "marked", ...place, evidence: "opened by hand", facts: { made: "the thing of ben" } });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect(release.world.requests("thing")).toBe(0);
  expect(release.world.count("the thing of ben")).toBe(1);
});

test("what nobody can look at without a credential is asked of people where all is theirs, and of them alone", async () => {
  const noToken = (): never => {
    throw explain("TOKEN_MISSING", { system: "toy", variable: "TOY_TOKEN" });
  };
  const release = await open({ kind: "look", by: "people" });
  release.world.looks.set("thing", noToken);
  expect(await release.drive()).toMatchObject({ is: "nothing-due" });
  expect(await release.standing("thing")).toMatchObject({ record: { pending: { people: true }, parked: undefined } });
  await release.say("ben", { is: "marked", ...placeOf("thing", await release.standing("thing")), evidence: "I looked" });
  expect(await release.pursue()).toEqual({ is: "finished" });

  const ours = await open({ kind: "look", by: "prepare" });
  ours.world.looks.set("thing", noToken);
  await ours.drive();
  expect(questionOf(await ours.standing("thing"))).toMatchObject({ code: "TOKEN_MISSING" });
});

test("what looks broken asks; a moment that has passed is not waited for without end", async () => {
  const release = await open({ kind: "marked" });
  const kind = release.world.kinds.get("marked");
  if (kind?.is !== "effect") throw new Error("marked is an effect");
  release.world.looks.set("thing", () => ({ is: "present", state: "thing" }));
  const past = instant("2021-11-01T00:00:00Z");
  release.world.kinds.set("marked", { ...kind, verify: () => ({ is: "pending", why: "soon", until: past }) });
  expect(await release.drive()).toMatchObject({ is: "nothing-due" });
  release.world.kinds.set("marked", { ...kind, verify: () => ({ is: "broken", found: "half of it" }) });
  await release.pursue();
  expect(questionOf(await release.standing("thing"))).toMatchObject({ code: "BROKEN", answers: ["retry", "happened", "abandon"] });
});
