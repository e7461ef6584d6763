import { expect, test } from "vitest";
import { duration } from "../domain/instant.ts";
import type { Event } from "../domain/journal/event.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { toyTrain } from "../testing/toy-app.ts";
import { openToyRelease, placeOf, releaseName, started, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { tracksIn } from "./tracks-in.ts";

const version = "1.30.0";
const launch = (
  plan = toyPlan({
    track: { kind: "look" },
    tag: { kind: "push-tag", input: { tag: version }, after: ["track"] },
    feed: { kind: "keyed", after: ["tag"] },
  }),
) => ({
  ...plan,
  items: plan.items.map((each) => ({ ...each, phase: "launch" as const })),
});

const open = async () => {
  const release = await openToyRelease(openToyWorld(), launch());
  const { world, say, standing } = release;
  const at = async (item: string) => placeOf(item, await standing(item));
  const done = async (item: string): Promise<void> =>
    say("signalbox", { is: "done", ...(await at(item)), epoch: 1, facts: {}, evidence: "" });
  await done("track");
  const tracks = tracksIn(release.journal, toyTrain, world.clock);
  return { ...release, at, done, launching: () => tracks.launching("toy", "1.29.1"), beside: tracks.beside };
};

test("a release is on the track from the intent of its tag until the last step of its launch", async () => {
  const { say, at, done, launching } = await open();
  expect(await launching()).toEqual([]);
  await say("signalbox", { is: "intent", ...(await at("tag")), epoch: 1, describes: "" });
  expect(await launching()).toEqual([version]);
  await done("tag");
  expect(await launching()).toEqual([version]);
  await done("feed");
  expect(await launching()).toEqual([]);
});

test("what took its intent back, or was aborted, is not on the track", async () => {
  const { say, at, launching } = await open();
  const tag = await at("tag");
  await say("signalbox", { is: "intent", ...tag, epoch: 1, describes: "" });
  await say("signalbox", { is: "pending", ...tag, epoch: 1, until: "2021-11-15T09:00:15Z", why: "1.29.1 is launching", unsent: true });
  expect(await launching()).toEqual([]);
  await say("signalbox", { is: "intent", ...tag, epoch: 1, describes: "" });
  await say("ana", { is: "aborted", reason: "no" });
  expect(await launching()).toEqual([]);
});

test.each([
  ["intent", []],
  ["lost reply", [{ is: "unknown", epoch: 1, reason: "no answer" }]],
] as const)("after a guard has lapsed over an open %s, it is on the track for as long as its push may still arrive", async (_, more) => {
  const { say, at, launching, world } = await open();
  const tag = await at("tag");
  await say("signalbox", { is: "intent", ...tag, epoch: 1, describes: "" }, ...more.map((each): Event => ({ ...each, ...tag })));
  await say("signalbox", { is: "lapsed", ...(await at("track")), epoch: 1, found: "1.29.1 is launching" });
  world.clock.pass(duration("2m"));
  expect(await launching()).toEqual([version]);
  world.clock.pass(duration("2m"));
  expect(await launching()).toEqual([]);
});

test("of two that find each other the higher version stands back, each known by its tag", async () => {
  const { journal, say, at, beside } = await open();
  await say("signalbox", { is: "intent", ...(await at("tag")), epoch: 1, describes: "" });
  await startPatch(journal);
  expect(await beside("1.29.1")).toEqual({ launching: [version], yields: false });
  expect(await beside(version)).toEqual({ launching: [], yields: false });
  const other = await openToyRelease(openToyWorld(), launch(), renamed(journal));
  await other.say("signalbox", { is: "done", ...placeOf("track", await other.standing("track")), epoch: 1, facts: {}, evidence: "" });
  await other.say("signalbox", { is: "intent", ...placeOf("tag", await other.standing("tag")), epoch: 1, describes: "" });
  expect(await beside(version)).toEqual({ launching: ["1.29.1"], yields: true });
});

/** The same toy release under the name of a patch. */
const patchName = "toy/1.29.1";

const startPatch = async (journal: Journal): Promise<void> => {
  const plan = launch(toyPlan({ track: { kind: "look" }, tag: { kind: "push-tag", input: { tag: "1.29.1" }, after: ["track"] } }));
  const events = started(plan).map((event) => (event.is === "release-started" ? { ...event, version: "1.29.1" } : event));
  await journal.append(
    patchName,
    0,
    events.map((event) => ({ at: "2021-11-15T09:00:00Z", actor: "ana", event })),
  );
};

const renamed = (journal: Journal): Journal => ({
  ...journal,
  read: async (release) => journal.read(release === releaseName ? patchName : release),
  append: async (release, after, said) => journal.append(release === releaseName ? patchName : release, after, said),
});
