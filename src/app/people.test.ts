import { expect, test } from "vitest";
import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Json } from "../domain/known.ts";
import { openMemoryJournal } from "../testing/memory-journal.ts";
import { toyApp, toyTrain } from "../testing/toy-app.ts";
import { openToyRelease, placeOf, type ToyStep, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { approve, withdrawApproval } from "./approve.ts";
import { breakGlass } from "./break-glass.ts";
import { correct, withdrawCorrection } from "./correct.ts";
import { decide } from "./decide.ts";
import { drive } from "./drive.ts";
import { editPosted } from "./edit-posted.ts";
import type { AppParts } from "./parts.ts";
import { closeFinding, closeSession, joinSession, openSession, raiseFinding } from "./session.ts";
import { abort, handOver, hold, markDone, resume, retry, skip } from "./steer.ts";

const version = "1.30.0";

const gate = (more: { readonly [name: string]: Json } = {}): ToyStep => ({
  kind: "approve",
  input: {
    gate: "launch",
    version,
    covers: "h",
    candidate: "c1",
    digests: [],
    approvals: 2,
    from: ["captain"],
    people: toyTrain.people.map(({ name, roles, github }) => ({ name, roles: [...roles], github: github ?? "" })),
    noOpenBlockers: true,
    blockersFor: "c1",
    ...more,
  },
});

const plan = (steps: Readonly<Record<string, ToyStep>>) => async () => {
  const release = await openToyRelease(openToyWorld(), toyPlan(steps));
  const as = (actor: string): AppParts => toyApp(release, actor);
  return { ...release, as, tick: () => drive(as("ana"), version) };
};

const launching = plan({ "approve-launch": gate(), tag: { kind: "keyed", after: ["approve-launch"], interlock: "tag when ready" } });

const verbs: readonly (readonly [string, (parts: AppParts) => Promise<ReleaseState>])[] = [
  ["approve", (parts) => approve(parts, version, "launch")],
  ["withdraw", (parts) => withdrawApproval(parts, version, "launch")],
  ["break the glass", (parts) => breakGlass("r")(parts, version)],
  ["decide", (parts) => decide(parts, version, { about: "tag", answer: "retry", reason: "r" })],
  ["hold", (parts) => hold("r")(parts, version)],
  ["resume", (parts) => resume()(parts, version)],
  ["retry", (parts) => retry("tag")(parts, version)],
  ["skip", (parts) => skip("tag", "r")(parts, version)],
  ["abort", (parts) => abort("r")(parts, version)],
  ["hand over", (parts) => handOver("ben")(parts, version)],
  ["done", (parts) => markDone("tag", "e")(parts, version)],
  ["open a session", (parts) => openSession(parts, version, [])],
  ["join a session", (parts) => joinSession(parts, version)],
  ["close a session", (parts) => closeSession(parts, version, "s")],
  ["raise a finding", (parts) => raiseFinding(parts, version, { severity: "minor", text: "t" })],
  ["correct a name", (parts) => correct(parts, version, { is: "name", whom: "Dora", to: "Doro" }, "r")],
  ["withdraw a correction", (parts) => withdrawCorrection(parts, version, "C1", "r")],
  ["edit what was posted", (parts) => editPosted(parts, version, "tag")],
  ["close a finding", (parts) => closeFinding(parts, version, "F1", "r")],
];

test.each(verbs)("nobody outside the train can %s, and nothing is written", async (_, verb) => {
  const { as, journal } = await launching();
  const before = await journal.read("toy/1.30.0");
  await expect(verb(as("mallory"))).rejects.toMatchObject({
    code: "NOT_ALLOWED",
    explanation: { next: expect.stringContaining("ana, ben, cleo") },
  });
  expect(await journal.read("toy/1.30.0")).toEqual(before);
});

test.each(verbs)("once a release is over nobody can %s", async (_, verb) => {
  for (const event of [{ is: "finished" }, { is: "aborted", reason: "no" }] as const) {
    const { as, say } = await launching();
    await say("ana", event);
    await expect(verb(as("ana"))).rejects.toMatchObject({
      code: "NOT_ALLOWED",
      explanation: { why: expect.stringMatching(/finished|aborted/) },
    });
  }
});

test.each(verbs)("a release that was never started is not there to %s", async (_, verb) => {
  const { world } = await launching();
  await expect(verb(toyApp({ journal: openMemoryJournal(), world }, "ana"))).rejects.toMatchObject({ code: "RELEASE_UNKNOWN" });
});

test("a quorum takes two people who have the role, counts each once, and is lost when one takes it back", async () => {
  const { as, standing, tick, world } = await launching();
  await expect(approve(as("cleo"), version, "launch")).rejects.toMatchObject({
    code: "NOT_ALLOWED",
    explanation: { why: expect.stringContaining("captain") },
  });
  await approve(as("ana"), version, "launch");
  await approve(as("ana"), version, "approve-launch");
  await tick();
  expect((await standing("approve-launch")).is).toBe("ready");
  await approve(as("ben"), version, "launch");
  await withdrawApproval(as("ben"), version, "launch");
  await tick();
  expect([(await standing("approve-launch")).is, world.requests("tag")]).toEqual(["ready", 0]);
  await approve(as("ben"), version, "approve-launch/do");
  await tick();
  expect([(await standing("approve-launch")).is, world.requests("tag")]).toEqual(["done", 1]);
  await expect(withdrawApproval(as("ben"), version, "launch")).rejects.toMatchObject({ code: "NOT_ALLOWED" });
});

test("what is not open yet, or does not exist, cannot be approved", async () => {
  const { as } = await plan({ first: { kind: "gate" }, "approve-launch": { ...gate(), after: ["first"] } })();
  await expect(approve(as("ana"), version, "launch")).rejects.toMatchObject({
    explanation: { why: expect.stringContaining("first comes first") },
  });
  await expect(approve(as("ana"), version, "lunch")).rejects.toMatchObject({
    code: "USAGE",
    explanation: { next: expect.stringContaining("launch") },
  });
});

test("an approval given to a newer input than the one approved asks again", async () => {
  const { as, say, standing, tick } = await launching();
  for (const name of ["ana", "ben"]) await approve(as(name), version, "launch");
  const changed = toyPlan({ "approve-launch": gate({ candidate: "c2" }), tag: { kind: "keyed", after: ["approve-launch"] } }, 2);
  await say("signalbox", { is: "plan-revised", plan: changed, because: "the branch moved" });
  await tick();
  expect((await standing("approve-launch")).is).toBe("ready");
});

const parkedAt = async (steps: Readonly<Record<string, ToyStep>>, item: string, answers: readonly string[]) => {
  const release = await plan(steps)();
  const question = { code: "X", what: "what now?", why: "", next: "", answers };
  await release.say("signalbox", { is: "parked", epoch: 1, question, ...placeOf(item, await release.standing(item)) });
  return release;
};

test("only the answers that a question offers are taken, each with a reason, and only while it is open", async () => {
  const { as, state } = await parkedAt({ thing: { kind: "keyed" } }, "thing", ["retry", "happened"]);
  const answer = (word: string, reason = "r") => decide(as("ben"), version, { about: "thing", answer: word, reason });
  await expect(answer("send")).rejects.toMatchObject({ code: "USAGE", explanation: { next: expect.stringContaining("retry, happened") } });
  await expect(answer("happened", "  ")).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("reason") });
  await expect(decide(as("ben"), version, { about: "nothing", answer: "retry", reason: "r" })).rejects.toMatchObject({ code: "USAGE" });
  await answer("happened", "I saw it");
  expect([...(await state()).records.values()][0]?.answer).toEqual({ word: "happened", by: "ben", reason: "I saw it" });
  await expect(answer("happened")).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("asks no question") });
});

test("the reason for a retry is kept in the record", async () => {
  const { as, events, tick } = await parkedAt({ thing: { kind: "keyed" } }, "thing", ["retry"]);
  await decide(as("ben"), version, { about: "thing/do", answer: "retry", reason: "the hook is mended" });
  expect(await events("retried")).toMatchObject([{ reason: "the hook is mended" }]);
  expect((await tick()).stopped).toBe("finished");
});

test("a slipped launch is decided: a new heading is dated today, a moved departure needs its day", async () => {
  const answers = ["keep-heading", "new-candidate", "move-departure"];
  const slipped = () => parkedAt({ thing: { kind: "look" } }, "thing", answers);
  const fresh = await slipped();
  const state = await decide(fresh.as("ana"), version, { about: "thing", answer: "new-candidate", reason: "a day late" });
  expect([state.heading, state.replan]).toEqual(["2021-11-15", expect.stringContaining("2021-11-15")]);
  const moved = await slipped();
  const move = (to?: string) =>
    decide(moved.as("ana"), version, {
      about: "thing",
      answer: "move-departure",
      reason: "a day late",
      ...(to === undefined ? {} : { to }),
    });
  for (const day of [undefined, "tomorrow", "2021-02-30"]) await expect(move(day)).rejects.toMatchObject({ code: "USAGE" });
  expect((await move("2021-12-01")).departure).toEqual({ to: "2021-12-01", reason: "a day late" });
});

test("a departure is not moved onto a day on which clocks show the launch's time twice", async () => {
  const { as, state } = await parkedAt({ thing: { kind: "look" } }, "thing", ["move-departure"]);
  const parts = as("ana");
  const move = (launchAt: string) =>
    decide({ ...parts, train: { ...parts.train, launchAt } }, version, {
      about: "thing",
      answer: "move-departure",
      reason: "a day late",
      to: "2021-10-31",
    });
  await expect(move("01:30")).rejects.toMatchObject({ code: "LAUNCH_TIME_TWICE" });
  expect((await state()).departure).toBeUndefined();
  expect((await move("01:30 second")).departure?.to).toBe("2021-10-31");
});

const abandon = { answer: "abandon", reason: "it is gone" };

test("nobody can give up what later steps are made of, or what guards later items", async () => {
  const needed = await parkedAt(
    { pull: { kind: "marked" }, merge: { kind: "keyed", input: { number: { after: "pull/do", fact: "made" } } } },
    "pull",
    ["retry", "abandon"],
  );
  await expect(decide(needed.as("ana"), version, { about: "pull", ...abandon })).rejects.toMatchObject({
    code: "NOT_ALLOWED",
    explanation: { why: expect.stringContaining("made") },
  });
  const guard = await parkedAt(
    { images: { kind: "look", interlock: "no chart before the images" }, chart: { kind: "keyed", after: ["images"] } },
    "images",
    ["retry", "abandon"],
  );
  await expect(decide(guard.as("ana"), version, { about: "images", ...abandon })).rejects.toMatchObject({
    code: "NOT_ALLOWED",
    explanation: { why: expect.stringContaining("chart: no chart before the images") },
  });
  expect((await guard.tick()).stopped).toBe("nothing-due");
  expect(guard.world.requests("chart")).toBe(0);
});

test("what nothing else rests on can be given up, and the release goes on", async () => {
  const { as, tick } = await parkedAt({ post: { kind: "marked", interlock: "last of all" }, other: { kind: "keyed" } }, "post", [
    "abandon",
  ]);
  await decide(as("ana"), version, { about: "post", ...abandon });
  expect((await tick()).stopped).toBe("finished");
});

test("an item is left out with a reason; not an interlock, not what later items are made of, not what is done", async () => {
  const { as, tick, standing, say } = await plan({
    first: { kind: "keyed" },
    made: { kind: "keyed", input: { of: { after: "first/do", fact: "made" } } },
    guard: { kind: "gate", interlock: "nobody passes" },
    extra: { kind: "gate" },
  })();
  await expect(skip("guard", "r")(as("ana"), version)).rejects.toMatchObject({
    explanation: { why: expect.stringContaining("nobody passes") },
  });
  await expect(skip("first", "r")(as("ana"), version)).rejects.toMatchObject({
    explanation: { why: expect.stringContaining("first/do tells: made") },
  });
  await expect(skip("nothing", "r")(as("ana"), version)).rejects.toMatchObject({ code: "USAGE" });
  await expect(skip("extra", "")(as("ana"), version)).rejects.toMatchObject({ code: "USAGE" });
  await tick();
  await expect(skip("first", "r")(as("ana"), version)).rejects.toMatchObject({
    code: "USAGE",
    message: expect.stringContaining("is done"),
  });
  await skip("extra", "not this time")(as("ana"), version);
  await skip("extra", "again")(as("ana"), version);
  expect(await standing("extra")).toEqual({ is: "skipped", reason: "not this time" });
  await say("ana", { is: "approved", ...placeOf("guard", await standing("guard")) });
  expect((await tick()).stopped).toBe("finished");
});

test("a mark needs evidence and something that people do", async () => {
  const { as, tick } = await plan({
    manual: { kind: "marked", by: "people" },
    ours: { kind: "look" },
    mark: { kind: "mark", input: { what: "w", owner: [], item: "mark", version } },
  })();
  await expect(markDone("manual", " ")(as("ana"), version)).rejects.toMatchObject({ message: expect.stringContaining("evidence") });
  await expect(markDone("ours", "done")(as("ana"), version)).rejects.toMatchObject({
    message: expect.stringContaining("not done by people"),
  });
  await expect(markDone("nothing", "done")(as("ana"), version)).rejects.toMatchObject({ code: "USAGE" });
  const state = await markDone("manual", "https://example.com/1")(as("ben"), version);
  expect([...state.records.values()].flatMap(({ marks }) => marks)).toEqual([{ by: "ben", evidence: "https://example.com/1", facts: {} }]);
  await markDone("mark", "seen")(as("cleo"), version);
  expect((await tick()).next).toBeDefined();
});

test("a mark tells what later steps need of a step, and nothing else", async () => {
  const { as } = await plan({
    first: { kind: "marked", by: "people" },
    made: { kind: "keyed", input: { of: { after: "first/do", fact: "made" } } },
  })();
  const mark = (facts: Readonly<Record<string, string>>) => markDone("first", "done", facts)(as("ana"), version);
  await expect(mark({ number: "7" })).rejects.toMatchObject({ explanation: { next: "Needed: made." } });
  await expect(mark({ commit: "x" })).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining('"x" is no commit') });
  const { records } = await mark({ made: "a thing" });
  expect([...records.values()].flatMap(({ marks }) => marks)).toEqual([{ by: "ana", evidence: "done", facts: { made: "a thing" } }]);
});

test("a release is held and resumed once each, and handed to captains only", async () => {
  const { as, journal } = await launching();
  const length = async () => (await journal.read("toy/1.30.0")).length;
  expect((await hold("lunch")(as("ben"), version)).held).toEqual({ by: "ben", reason: "lunch" });
  const before = await length();
  await hold("supper")(as("ana"), version);
  expect(await length()).toBe(before);
  await expect(hold("")((await launching()).as("ana"), version)).rejects.toMatchObject({ code: "USAGE" });
  await resume()(as("ana"), version);
  await resume()(as("ana"), version);
  expect(await length()).toBe(before + 1);
  await expect(handOver("cleo")(as("ana"), version)).rejects.toMatchObject({ explanation: { why: expect.stringContaining("captain") } });
  await expect(handOver("mallory")(as("ana"), version)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  expect((await handOver("ben")(as("ana"), version)).captain).toBe("ben");
});

test("only what asks or waits can be retried", async () => {
  const { as, tick } = await plan({ thing: { kind: "look" } })();
  await expect(retry("thing")(as("ana"), version)).rejects.toMatchObject({ code: "USAGE" });
  await tick();
  await retry("thing")(as("ana"), version);
});

test("a mistyped step or item is told the nearest ones, not all of them", async () => {
  const { as } = await launching();
  const nextOf = (wanted: string) =>
    retry(wanted)(as("ana"), version).catch((error: { readonly explanation: { readonly next: string } }) => error.explanation.next);
  const all = "See `signalbox status 1.30.0` for all of them.";
  expect(await nextOf("aprove-launch/do")).toBe(`Did you mean approve-launch/do? ${all}`);
  expect(await nextOf("tga")).toBe(`Did you mean tag? ${all}`);
  expect(await nextOf("x".repeat(1_000_000))).toBe(all);
});

test("a session is opened, joined and closed on a candidate, and findings are raised and closed on it", async () => {
  const session: ToyStep = { kind: "test-session", input: { candidate: "c1", digests: [], on: [], minutes: "60" } };
  const { as, tick } = await plan({ session, "approve-launch": gate() })();
  await expect(joinSession(as("ben"), version)).rejects.toMatchObject({
    explanation: { why: expect.stringContaining("No session is open") },
  });
  await openSession(as("ana"), version, ["the upgrade"]);
  await expect(openSession(as("ben"), version, [])).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  await joinSession(as("ben"), version);
  await expect(raiseFinding(as("ben"), version, { severity: "blocker", text: "t", owner: "mallory" })).rejects.toMatchObject({
    code: "NOT_ALLOWED",
  });
  await raiseFinding(as("ben"), version, { severity: "blocker", text: "it crashes" });
  const closed = await closeSession(as("ana"), version, "one blocker");
  expect(closed.sessions[0]).toMatchObject({ participants: ["ana", "ben"], closed: { summary: "one blocker", by: "ana" } });
  expect(closed.findings[0]).toMatchObject({ id: "F1", owner: "ana", raisedBy: "ben", raisedOn: "c1" });
  for (const name of ["ana", "ben"]) await approve(as(name), version, "launch");
  expect((await tick()).stopped, "a blocker is open").toBe("nothing-due");
  await expect(closeFinding(as("ana"), version, "F2", "r")).rejects.toMatchObject({ explanation: { next: expect.stringContaining("F1") } });
  await closeFinding(as("ana"), version, "F1", "mended");
  expect((await tick()).stopped).toBe("finished");
});

test("without a candidate there is nothing to test", async () => {
  const { as } = await launching();
  await expect(openSession(as("ana"), version, [])).rejects.toMatchObject({ explanation: { why: "This train has no test session." } });
});

test("a person's verdict on a pull request is an exception for the commit that was seen", async () => {
  const { as, say } = await launching();
  const about = "pull/7";
  await expect(decide(as("ana"), version, { about, answer: "admit", reason: "r" })).rejects.toMatchObject({
    message: expect.stringContaining("has asked to board"),
  });
  const refused: Event = {
    is: "verdict-given",
    pull: "7",
    commit: "c7",
    verdict: "refused",
    reason: "frozen",
    title: "feat: x",
    author: "cleo-example",
  };
  await say("signalbox", refused);
  await expect(decide(as("ana"), version, { about, answer: "maybe", reason: "r" })).rejects.toMatchObject({ code: "USAGE" });
  const state = await decide(as("ana"), version, { about, answer: "admit", reason: "the customer waits" });
  expect(state.verdicts).toMatchObject([{ verdict: "exception", commit: "c7", by: "ana", reason: "ana: the customer waits" }]);
  expect((await decide(as("ben"), version, { about, answer: "refuse", reason: "no" })).verdicts).toMatchObject([
    { verdict: "refused", by: "ben" },
  ]);
});

test("two people who speak at once are both heard", async () => {
  const { as } = await launching();
  await Promise.all(["ana", "ben"].map((name) => approve(as(name), version, "launch")));
  const state = await withdrawApproval(as("ben"), version, "launch");
  expect([...state.records.values()].flatMap(({ approvals }) => approvals)).toEqual(["ana"]);
});
