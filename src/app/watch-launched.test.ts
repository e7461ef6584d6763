import { expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import { duration } from "../domain/instant.ts";
import { standingAlarms } from "../domain/standing-alarms.ts";
import { toyApp, toyTrain } from "../testing/toy-app.ts";
import { openToyRelease, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { drive } from "./drive.ts";
import { watchLaunched } from "./watch-launched.ts";

const version = "1.30.0";
const what = "tag/do: somebody moved it";

/** A release whose tag is pushed, and whose feed waits. */
const launched = async () => {
  const world = openToyWorld();
  world.kinds.set("push-tag", { ...world.kinds.get("keyed"), published: { moves: [] } } as never);
  const plan = toyPlan({ tag: { kind: "push-tag", input: { what: "tag" } }, feed: { kind: "look", after: ["tag"] } });
  const release = await openToyRelease(world, plan);
  const parts = toyApp(release, "ana", { kinds: world.kinds, train: { ...toyTrain, slack: [] } });
  await drive(parts, version);
  const move = (found: string): void => void world.looks.set("tag", () => ({ is: "conflicting", found }));
  return { ...release, parts, move, pass: () => world.clock.pass(duration("1h")) };
};

test("a release under way is held by what changed, until a person resumes it, and is told of it once", async () => {
  const { parts, move, pass, state, say } = await launched();
  move("somebody moved it");
  expect(await watchLaunched(parts)).toEqual([{ version, isChanged: false, unseen: [], untold: [] }]);
  pass();
  expect(await watchLaunched(parts)).toEqual([{ version, isChanged: true, unseen: [], untold: [] }]);
  expect(await state()).toMatchObject({ held: { reason: `CHANGED_SINCE_LAUNCH: ${what}` }, alarms: [{ step: "tag/do", what }] });
  expect((await drive(parts, version)).stopped).toBe("held");
  await say("ana", { is: "resumed" });
  pass();
  await watchLaunched(parts);
  expect(await state()).toMatchObject({ held: undefined, alarms: [{ what }] });
});

test("two who look at the same moment raise one alarm", async () => {
  const { parts, move, pass, state } = await launched();
  move("somebody moved it");
  pass();
  await Promise.all([watchLaunched(parts), watchLaunched(parts, version)]);
  expect((await state()).alarms).toMatchObject([{ what }]);
  expect(standingAlarms(await state())).toHaveLength(1);
});

test("a record that cannot be read is said, and raises nothing", async () => {
  const { parts, move, pass, journal } = await launched();
  move("somebody moved it");
  pass();
  const twice = { ...journal, releases: async () => [{ release: "toy/1.29.0", over: "finished" as const }, ...(await journal.releases())] };
  const broken: typeof journal.read = async (release) => {
    if (release === "toy/1.29.0") throw explain("JOURNAL_BROKEN", { release, sequence: 2, reason: "its hash is another" });
    return journal.read(release);
  };
  const broken29 = [expect.stringContaining("toy/1.29.0")];
  expect(await watchLaunched({ ...parts, journal: { ...twice, read: broken } })).toEqual([
    { version: "1.29.0", isChanged: false, unseen: broken29, untold: [] },
    { version, isChanged: false, unseen: broken29, untold: [] },
  ]);
});
