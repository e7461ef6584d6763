import { expect, test } from "vitest";
import { isOver, progressOf } from "../domain/progress.ts";
import { toyApp, toyTrain } from "../testing/toy-app.ts";
import { openToyRelease, type ToyStep, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { approve, withdrawApproval } from "./approve.ts";
import { breakGlass } from "./break-glass.ts";
import { drive } from "./drive.ts";
import type { AppParts } from "./parts.ts";
import { abort, skip } from "./steer.ts";
import { whatNow } from "./what-now.ts";

const version = "1.30.0";
const reason = "sign-in is broken for everybody";

const gate = (candidate: string): ToyStep => ({
  kind: "approve",
  input: {
    gate: "launch",
    version,
    covers: "h",
    candidate,
    digests: [],
    approvals: 2,
    from: ["captain", "release-team"],
    people: toyTrain.people.map(({ name, roles, github }) => ({ name, roles: [...roles], github: github ?? "" })),
    noOpenBlockers: true,
    blockersFor: candidate,
  },
});

const steps = (candidate: string): Readonly<Record<string, ToyStep>> => ({
  "approve-launch": gate(candidate),
  tag: { kind: "keyed", after: ["approve-launch"] },
});

/** A release that ana proposed, which waits for two approvals before its tag. */
const launching = async (people: AppParts["train"]["people"] = toyTrain.people) => {
  const release = await openToyRelease(openToyWorld(), toyPlan(steps("c1")));
  const as = (actor: string): AppParts => toyApp(release, actor, { train: { ...toyTrain, people } });
  const asks = async () =>
    whatNow(await release.state(), as("ana").kinds)
      .asks.filter(({ kind }) => kind === "approve" || kind === "confirm")
      .map(({ step, waitsFor }) => [step, waitsFor]);
  return { ...release, as, asks, tick: () => drive(as("ana"), version) };
};

test("one captain alone opens the gate, loudly, and the release finishes only when somebody else has reviewed it", async () => {
  const { as, asks, tick, state, world } = await launching();
  await breakGlass(reason)(as("ana"), version);
  await tick();
  expect(world.requests("tag")).toBe(1);
  const now = await state();
  expect(now.alarms).toEqual([
    {
      at: expect.any(String),
      code: "GLASS_BROKEN",
      what: `ana opens the launch of 1.30.0 alone: ${reason}. It does not finish before one of ben, cleo has reviewed it.`,
    },
  ]);
  const opened = progressOf(now).find(({ step }) => step.id.startsWith("approve-launch/"))?.standing;
  expect(opened?.is === "done" ? opened.record.done?.evidence : "").toBe(`approved by ana, the glass broken by ana: ${reason}`);
  expect(await asks()).toEqual([["review/confirm", ["ben", "cleo"]]]);

  // Nobody reviews: however often it is driven, it is not finished.
  for (let again = 0; again < 3; again += 1) await tick();
  expect((await state()).finishedAt).toBeUndefined();
  expect(world.requests("tag")).toBe(1);

  await approve(as("cleo"), version, "review");
  await tick();
  expect((await state()).finishedAt).toBeDefined();
  expect(progressOf(await state()).every(({ standing }) => isOver(standing))).toBe(true);
});

test("whoever broke the glass is not somebody else, under no name of theirs", async () => {
  const twice = { name: "ana-2", roles: ["captain"], github: "ANA-example", account: undefined, signingKey: undefined };
  const { as, asks, tick, state } = await launching([...toyTrain.people, twice]);
  await breakGlass(reason)(as("ana"), version);
  await tick();
  for (const same of ["ana", "ana-2"])
    await expect(approve(as(same), version, "review")).rejects.toMatchObject({
      code: "NOT_ALLOWED",
      explanation: { why: "It takes somebody else: ben, cleo." },
    });
  await expect(skip("review", "no time")(as("ana"), version)).rejects.toMatchObject({ code: "USAGE" });
  await tick();
  expect(await asks()).toEqual([["review/confirm", ["ben", "cleo"]]]);
  expect((await state()).finishedAt).toBeUndefined();
});

test("it is broken once: again, or by somebody else, adds nothing", async () => {
  const { as, journal } = await launching();
  await breakGlass(reason)(as("ana"), version);
  const before = await journal.read("toy/1.30.0");
  await breakGlass("again")(as("ana"), version);
  await breakGlass("me too")(as("ben"), version);
  expect(await journal.read("toy/1.30.0")).toEqual(before);
});

test("a quorum that is found later opens the gate as ever, and what was done is reviewed all the same", async () => {
  const { as, asks, tick, state } = await launching();
  await breakGlass(reason)(as("ana"), version);
  await approve(as("ben"), version, "launch");
  await tick();
  const opened = progressOf(await state()).find(({ step }) => step.id.startsWith("approve-launch/"))?.standing;
  expect(opened?.is === "done" ? opened.record.done?.evidence : "").toBe("approved by ana, ben");
  expect(await asks()).toEqual([["review/confirm", ["ben", "cleo"]]]);
  await approve(as("ben"), version, "review");
  await tick();
  expect((await state()).finishedAt).toBeDefined();
});

test("the captain's own word is what opens it: taken back, the gate is shut again", async () => {
  const { as, asks, tick, world } = await launching();
  await breakGlass(reason)(as("ana"), version);
  await withdrawApproval(as("ana"), version, "launch");
  await tick();
  expect(world.requests("tag")).toBe(0);
  expect((await asks()).map(([step]) => step)).toEqual([expect.stringContaining("approve-launch/"), "review/confirm"]);
});

test("everything but the number of people still holds: a blocker keeps the gate shut", async () => {
  const { as, say, tick, world } = await launching();
  await say("ben", { is: "finding-raised", id: "F1", severity: "blocker", text: "it does not start", owner: "ben", candidate: "c1" });
  await breakGlass(reason)(as("ana"), version);
  await tick();
  expect(world.requests("tag")).toBe(0);
});

test("a gate that is not open yet, or was passed, has no glass to break", async () => {
  const release = await openToyRelease(
    openToyWorld(),
    toyPlan({ first: { kind: "gate" }, "approve-launch": { ...gate("c1"), after: ["first"] } }),
  );
  await expect(breakGlass(reason)(toyApp(release, "ana"), version)).rejects.toMatchObject({
    code: "NOT_ALLOWED",
    explanation: { why: expect.stringContaining("first comes first") },
  });
  const { as, tick } = await launching();
  await breakGlass(reason)(as("ana"), version);
  await tick();
  await expect(breakGlass(reason)(as("ben"), version)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
});

test("another candidate needs the glass broken again, and each is reviewed", async () => {
  const { as, asks, say, tick, state } = await launching();
  await breakGlass(reason)(as("ana"), version);
  await say("signalbox", { is: "plan-revised", plan: toyPlan(steps("c2"), 2), because: "the branch moved" });
  await tick();
  expect((await asks()).map(([step]) => step)).toEqual([expect.stringContaining("approve-launch/"), "review/confirm"]);
  await breakGlass("and now without the typo")(as("ben"), version);
  await tick();
  expect(await asks()).toEqual([
    ["review/confirm", ["ben", "cleo"]],
    ["review/confirm-2", ["ana", "cleo"]],
  ]);
  await approve(as("cleo"), version, "review/confirm");
  await approve(as("cleo"), version, "review");
  await tick();
  expect((await state()).finishedAt).toBeDefined();
});

test("only a captain, with a reason, while somebody else exists, in a release that is under way", async () => {
  const { as } = await launching();
  await expect(breakGlass(reason)(as("cleo"), version)).rejects.toMatchObject({
    code: "NOT_ALLOWED",
    explanation: { why: expect.stringContaining("captain") },
  });
  await expect(breakGlass(reason)(as("mallory"), version)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  await expect(breakGlass("  ")(as("ana"), version)).rejects.toMatchObject({ code: "USAGE" });
  const lonely = await launching(toyTrain.people.filter(({ name }) => name === "ana"));
  await expect(breakGlass(reason)(lonely.as("ana"), version)).rejects.toMatchObject({
    code: "NOT_ALLOWED",
    explanation: { why: expect.stringContaining("Nobody else") },
  });
  await abort("no")(as("ana"), version);
  await expect(breakGlass(reason)(as("ana"), version)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
});
