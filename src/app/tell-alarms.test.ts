import { expect, test } from "vitest";
import { ReleaseError } from "../domain/errors.ts";
import { duration } from "../domain/instant.ts";
import { type Json, textAt } from "../domain/known.ts";
import type { AnyStep } from "../domain/step.ts";
import type { SlackMessage, Train } from "../domain/train.ts";
import { lookerOf } from "../engine/look.ts";
import { boundariesAt, everyBoundary, journalAt, type Moments } from "../testing/crash.ts";
import { toyApp, toyTrain } from "../testing/toy-app.ts";
import { openToyRelease, toyPlan } from "../testing/toy-release.ts";
import { type Fate, noAnswer, openToyWorld } from "../testing/toy-world.ts";
import { decide } from "./decide.ts";
import { drive } from "./drive.ts";
import { retry } from "./steer.ts";
import { watchLaunched } from "./watch-launched.ts";

const version = "1.30.0";

const alarm = [
  "*Alarm* about toy 1.30.0, which was launched: tag/do: somebody moved it",
  "`signalbox verify 1.30.0` looks at all of it again; `signalbox rollback 1.30.0` takes it back.",
].join("\n");
const isOver = "An alarm about toy 1.30.0 is over: tag/do is again as recorded";

/** Posts what toys count: the message's place and text. */
const postingKind = (marked: AnyStep | undefined): AnyStep => {
  if (marked?.is !== "effect") throw new Error("the toy world has no marked effect");
  const kind = lookerOf(marked);
  if (kind.is !== "effect") throw new Error("it does not look");
  const as = (input: Json) => ({ what: `${textAt(input, "channel")} ${textAt(input, "text")}` });
  return {
    ...kind,
    name: "post-message",
    describe: (input) => kind.describe(as(input)),
    observe: (ports, input, at) => kind.observe(ports, as(input), at),
    apply: (ports, input, at) => kind.apply(ports, as(input), at),
  } as typeof kind as unknown as AnyStep;
};

/** A finished release whose tag somebody moves an hour later, or one that is still under way. */
const launched = async ({
  slack = toyTrain.slack,
  dials = {},
  underWay = false,
}: {
  readonly slack?: readonly SlackMessage[];
  readonly dials?: Train["dials"];
  readonly underWay?: boolean;
} = {}) => {
  const world = openToyWorld();
  world.kinds.set("push-tag", { ...world.kinds.get("keyed"), published: { moves: [] } } as never);
  world.kinds.set("post-message", postingKind(world.kinds.get("marked")));
  const tag = { kind: "push-tag", input: { what: "tag" } };
  const plan = toyPlan(underWay ? { tag, feed: { kind: "look", after: ["tag"] } } : { tag });
  const release = await openToyRelease(world, plan);
  const parts = toyApp(release, "ana", { kinds: world.kinds, train: { ...toyTrain, slack, dials } });
  await drive(parts, version);
  const move = (found = "somebody moved it"): void => void world.looks.set("tag", () => ({ is: "conflicting", found }));
  const pass = (length = "1h"): void => world.clock.pass(duration(length));
  const watch = (moments?: Moments) =>
    watchLaunched(
      moments === undefined ? parts : { ...parts, journal: journalAt(moments, parts.journal), boundaries: boundariesAt(moments) },
    );
  const posted = async (): Promise<readonly string[]> => {
    const { added } = await release.state();
    const wanted = added.map(({ step }) => `${textAt(step.input, "channel")} ${textAt(step.input, "text")}`);
    return wanted.flatMap((each) => Array.from({ length: world.count(each) }, () => each));
  };
  move();
  pass();
  return { ...release, world, parts, move, pass, watch, posted };
};

type Launched = Awaited<ReturnType<typeof launched>>;

/** So long that whatever may still arrive has, looking all the while. */
const lookOn = async ({ pass, watch }: Launched): Promise<void> => {
  for (let look = 0; look < 12; look += 1) {
    pass("2m");
    await watch();
  }
};

test("an alarm is told once to the team's own channel and to no other, however often it is looked at; so is that it is over", async () => {
  const release = await launched();
  await release.watch();
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`]);
  for (let hour = 0; hour < 3; hour += 1) {
    release.pass();
    await release.watch();
  }
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`]);
  release.world.looks.delete("tag");
  release.pass();
  await release.watch();
  release.pass();
  await release.watch();
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`, `C0000000001 ${isOver}`]);
});

test("the same alarm that comes again after it was over is told again", async () => {
  const release = await launched();
  await release.watch();
  release.world.looks.delete("tag");
  release.pass();
  await release.watch();
  release.move();
  release.pass();
  await release.watch();
  expect(await release.posted()).toHaveLength(5);
  expect((await release.state()).added.map(({ step }) => step.id)).toEqual(
    [1, 2, 3].map((nth) => `watch-launched/alarm-${nth}-to-team-c0000000001`),
  );
});

test("the alarm that holds a release under way is told although nothing else is", async () => {
  const release = await launched({ underWay: true });
  await release.watch();
  expect((await release.state()).held).toBeDefined();
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`]);
});

test("wherever it dies, the alarm is told once", async () => {
  const moments = await everyBoundary<Launched>({
    open: launched,
    run: async ({ watch }, at) => void (await watch(at)),
    check: async (release, diedAt) => {
      await lookOn(release);
      expect(await release.posted(), diedAt).toEqual([`C0000000001 ${alarm}`]);
    },
  });
  for (const boundary of ["b0", "b1", "b2", "b3", "b4"])
    expect(moments).toContain(`watch-launched/alarm-1-to-team-c0000000001 ${boundary}`);
});

const fates: readonly (readonly [string, Fate])[] = [
  ["a request is lost", { is: "lost" }],
  ["a reply is lost", { is: "reply lost" }],
  ["a request arrives late", { is: "late", by: duration("74s") }],
  ["the answer is an error", { is: "applied, then raises", error: noAnswer() }],
];

test.each(fates)("where %s, the alarm is told once", async (_, fate) => {
  const release = await launched();
  release.world.fates.push(fate);
  await release.watch();
  await lookOn(release);
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`]);
});

test("that the chat does not answer is said, keeps nobody from the alarm, and the next look tells it", async () => {
  const release = await launched();
  release.world.fates.push({ is: "lost" });
  const untold = [expect.stringMatching(/^watch-launched\/alarm-1-to-team-c0000000001 is not told yet: the reply was lost/)];
  expect(await release.watch()).toEqual([{ version, isChanged: true, unseen: [], untold }]);
  await lookOn(release);
  expect(await release.watch()).toEqual([{ version, isChanged: true, unseen: [], untold: [] }]);
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`]);
});

test("what the chat refuses is a question, which is answered though the release is over", async () => {
  const release = await launched();
  const refusal = { what: "The bot is in no such channel.", why: "It was removed.", next: "Invite it." };
  release.world.fates.push({ is: "raises", error: new ReleaseError("NO_ANSWER", { ...refusal, retry: "never", fault: "world" }) });
  const step = "watch-launched/alarm-1-to-team-c0000000001";
  const untold = [`${step} is not told yet: The bot is in no such channel.`];
  expect(await release.watch()).toMatchObject([{ isChanged: true, untold }]);
  release.pass();
  expect(await release.watch()).toMatchObject([{ isChanged: true, untold }]);
  expect(await release.posted()).toEqual([]);
  await expect(retry("tag/do")(release.parts, version)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  await retry(step)(release.parts, version);
  expect(await release.watch()).toMatchObject([{ untold: [] }]);
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`]);
  await expect(retry(step)(release.parts, version)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
});

test("whoever wants no message may give it up, also of a release that is over", async () => {
  const release = await launched();
  release.world.fates.push({
    is: "raises",
    error: new ReleaseError("NO_ANSWER", { what: "No.", why: "No.", next: "No.", retry: "never", fault: "world" }),
  });
  await release.watch();
  const about = "watch-launched/alarm-1-to-team-c0000000001";
  await decide(release.parts, version, { about, answer: "abandon", reason: "everybody knows" });
  expect(await release.watch()).toMatchObject([{ isChanged: true, untold: [] }]);
  expect(await release.posted()).toEqual([]);
});

test("a program that cannot post it says so, and another one tells it", async () => {
  const { parts, watch, posted } = await launched();
  const kinds = new Map([...parts.kinds].filter(([name]) => name !== "post-message"));
  const untold = [expect.stringMatching(/^an alarm is not told yet: .*post-message/)];
  expect(await watchLaunched({ ...parts, kinds }, version)).toMatchObject([{ isChanged: true, untold }]);
  await watch();
  expect(await posted()).toEqual([`C0000000001 ${alarm}`]);
});

test("two who look at the same moment tell it once", async () => {
  const release = await launched();
  await Promise.all([release.watch(), watchLaunched({ ...release.parts, owner: "there:2", mayBeAlive: () => true }, version)]);
  await lookOn(release);
  expect(await release.posted()).toEqual([`C0000000001 ${alarm}`]);
});

const team = { workspace: "team", channel: "C0000000001", template: "" };

test.each([
  [
    "a channel that is told of the launch as well is read by others",
    [
      { ...team, at: "freeze" },
      { ...team, at: "announce" },
    ],
    0,
  ],
  ["nobody is told where the team has no channel", [{ ...team, at: "announce" }], 0],
  [
    "a channel that is told of the freeze twice hears of an alarm once",
    [
      { ...team, at: "freeze" },
      { ...team, at: "freeze" },
    ],
    1,
  ],
  [
    "each channel of the team is told",
    [
      { ...team, at: "freeze" },
      { ...team, channel: "C0000000002", at: "freeze" },
    ],
    2,
  ],
] as const)("%s", async (_, slack, times) => {
  const release = await launched({ slack });
  expect(await release.watch()).toMatchObject([{ isChanged: true }]);
  expect(await release.posted()).toHaveLength(times);
});

test.each(["people", "prepare"] as const)(
  "where the freeze is told by %s, the alarm stands in the record and nothing is posted",
  async (dial) => {
    const release = await launched({ dials: { "announce-freeze": dial } });
    expect(await release.watch()).toEqual([{ version, isChanged: true, unseen: [], untold: [] }]);
    expect((await release.state()).added).toEqual([]);
  },
);

test("what somebody wrote into the world mentions nobody and begins no line of its own", async () => {
  const release = await launched();
  release.move(`<!channel> all is well\n${"x".repeat(5000)}`);
  await release.watch();
  const [text = ""] = await release.posted();
  expect(text).toContain("&lt;!channel&gt; all is well xxx");
  expect(text.split("\n")).toHaveLength(2);
  expect(text.length).toBeLessThan(1300);
});
