import { expect, test } from "vitest";
import { addDuration, duration } from "../domain/instant.ts";
import type { Event } from "../domain/journal/event.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { openToyRelease, placeOf, releaseName, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { advance } from "./advance.ts";
import { claim, type EngineParts, release as giveBack, renew, takeUp } from "./driving.ts";

const two = toyPlan({ first: { kind: "marked" }, second: { kind: "marked", after: ["first"] } });

/** A journal into which somebody else writes just before the nth append of ours, as people do. */
const interrupted = (inner: Journal, nth: number, actor: string, event: Event): Journal => {
  let seen = 0;
  return {
    ...inner,
    append: async (id, after, said) => {
      if (seen++ === nth) await inner.append(id, (await inner.read(id)).length, [{ at: said[0]?.at ?? "", actor, event }]);
      return inner.append(id, after, said);
    },
  };
};

/** How many appends an undisturbed drive makes: discovered, never counted by hand. */
const appendsOfADrive = async (): Promise<number> => {
  const release = await openToyRelease(openToyWorld(), two);
  const before = (await release.journal.read(releaseName)).length;
  await release.pursue();
  return (await release.journal.read(releaseName)).length - before;
};

test("whatever a person says between any two entries of a drive, the drive goes on and sends once", async () => {
  const finding: Event = { is: "finding-raised", id: "F1", severity: "minor", text: "odd", owner: "ana", candidate: "c" };
  const appends = await appendsOfADrive();
  expect(appends).toBeGreaterThan(6);
  // The first append is the claim.
  for (let nth = 1; nth < appends; nth += 1) {
    const release = await openToyRelease(openToyWorld(), two);
    const journal = interrupted(release.journal, nth, "ben", finding);
    expect(await release.drive({ journal }), `entry ${nth}`).toEqual({ is: "finished" });
    expect([release.world.requests("first"), release.world.requests("second")], `entry ${nth}`).toEqual([1, 1]);
    expect((await release.state()).findings.length, `entry ${nth}`).toBe(1);
  }
});

test.each([
  [{ is: "held", reason: "wait" }, "held"],
  [{ is: "aborted", reason: "no more" }, "aborted"],
] as const)("after %j at any moment nothing more is sent than what was intended before", async (event, stopped) => {
  const appends = await appendsOfADrive();
  for (let nth = 1; nth < appends - 2; nth += 1) {
    const release = await openToyRelease(openToyWorld(), two);
    const spokenAt: number[] = [];
    release.world.arriving = async (what) => {
      const state = await release.state();
      if (state.held !== undefined || state.aborted !== undefined) spokenAt.push(nth);
      expect(what === "second" && state.records.size < 2).toBe(false);
    };
    expect(await release.drive({ journal: interrupted(release.journal, nth, "ben", event) }), `entry ${nth}`).toEqual({ is: stopped });
    expect(spokenAt, "sent after the word").toEqual([]);
  }
});

test("a hold that is lifted lets the release finish", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  await release.say("ana", { is: "held", reason: "lunch" });
  expect(await release.pursue()).toEqual({ is: "held" });
  expect(release.world.requests("first")).toBe(0);
  await release.say("ana", { is: "resumed" });
  expect(await release.pursue()).toEqual({ is: "finished" });
});

test("asked to stop, a drive lets its step end and begins no other", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  const stopping = () => release.world.requests("first") > 0;
  expect(await release.drive({ stopping })).toEqual({ is: "stopping" });
  expect([release.world.requests("first"), release.world.requests("second")]).toEqual([1, 0]);
  expect((await release.standing("first")).is).toBe("done");
});

test("a second driver is turned away while the first may be alive, and takes over when it is dead or its claim ran out", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  const parts = enginePartsOf(release.journal, release.world);
  await claim(takeUp({ ...parts, owner: "there:7" }, await release.state()));
  await expect(release.drive({ mayBeAlive: () => true })).rejects.toMatchObject({ code: "OTHER_DRIVER" });
  await expect(release.drive({ mayBeAlive: (owner) => owner !== "there:7" })).resolves.toEqual({ is: "finished" });

  const later = await openToyRelease(openToyWorld(), two);
  await claim(takeUp({ ...enginePartsOf(later.journal, later.world), owner: "there:7" }, await later.state()));
  later.world.clock.pass(duration("11m"));
  expect(await later.drive({ mayBeAlive: () => true })).toEqual({ is: "finished" });
});

test("a claim that had run out, and was renewed before another driver could take it over, stays with its owner", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  const slow = takeUp({ ...enginePartsOf(release.journal, release.world), owner: "there:7" }, await release.state());
  await claim(slow);
  release.world.clock.pass(duration("11m"));
  let isRenewed = false;
  const journal: Journal = {
    ...release.journal,
    append: async (id, after, said) => {
      if (!isRenewed) await renew(slow);
      isRenewed = true;
      return release.journal.append(id, after, said);
    },
  };
  await expect(release.drive({ journal, mayBeAlive: () => true })).rejects.toMatchObject({ code: "OTHER_DRIVER" });
  expect(release.world.requests("first")).toBe(0);
});

test("a claim that ends within the second is compared as a time, not as a text", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  const parts = { ...enginePartsOf(release.journal, release.world), owner: "there:7" };
  await claim(takeUp(parts, await release.state()));
  release.world.clock.pass(duration("10m"));
  release.world.clock.set(`${release.world.clock.now().slice(0, -1)}.500Z` as never);
  expect(await release.drive({ mayBeAlive: () => true })).toEqual({ is: "finished" });
});

test("a driver that was frozen anywhere and wakes up after another took over sends nothing a second time", async () => {
  const boundaries = ["b0", "b1", "b2", "b3", "b4"] as const;
  for (const boundary of boundaries) {
    const release = await openToyRelease(openToyWorld(), two);
    const { world } = release;
    const mayBeAlive = () => true;
    const frozen = release.drive({
      owner: "frozen:1",
      mayBeAlive,
      boundaries: {
        cross: async (at) => {
          if (at.step !== "first/do" || at.boundary !== boundary) return;
          world.clock.pass(duration("11m"));
          expect(await release.pursue({ owner: "quick:2", mayBeAlive }), boundary).toEqual({ is: "finished" });
        },
      },
    });
    await expect(frozen, boundary).rejects.toMatchObject({ code: "LOST_RACE" });
    expect([world.count("first"), world.requests("first"), world.requests("second")], boundary).toEqual([1, 1, 1]);
  }
});

test("a driver that was frozen while it looked does not send what its successor has sent since", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  const { world } = release;
  const kind = world.kinds.get("marked");
  if (kind?.is !== "effect") throw new Error("marked is an effect");
  const observe: typeof kind.observe = async (...at) => {
    const stale = await kind.observe(...at);
    world.clock.pass(duration("11m"));
    expect(await release.pursue({ owner: "quick:2", mayBeAlive: () => true })).toEqual({ is: "finished" });
    return stale;
  };
  const kinds = new Map(world.kinds).set("marked", { ...kind, observe });
  await expect(release.drive({ owner: "frozen:1", mayBeAlive: () => true, kinds })).rejects.toMatchObject({ code: "LOST_RACE" });
  expect([world.requests("first"), world.requests("second")]).toEqual([1, 1]);
});

test("an approval opens the gate, and one that is withdrawn in the last moment does not", async () => {
  const plan = toyPlan({ gate: { kind: "gate" }, thing: { kind: "marked", after: ["gate"] } });
  const release = await openToyRelease(openToyWorld(), plan);
  expect(await release.drive()).toEqual({ is: "nothing-due", next: undefined });
  const at = placeOf("gate", await release.standing("gate"));
  await release.say("ana", { is: "approved", ...at });
  // The claim is the first append, the decision the second.
  const journal = interrupted(release.journal, 1, "ana", { is: "approval-withdrawn", ...at });
  expect(await release.drive({ journal })).toEqual({ is: "nothing-due", next: undefined });
  expect(release.world.requests("thing")).toBe(0);
  await release.say("ana", { is: "approved", ...at });
  expect(await release.drive()).toEqual({ is: "finished" });
});

test("a kind of step that this version does not know is named with its step, before anything else is sent", async () => {
  const release = await openToyRelease(openToyWorld(), toyPlan({ first: { kind: "marked" }, odd: { kind: "teleport", after: ["first"] } }));
  await expect(release.drive()).rejects.toMatchObject({ code: "STEP_UNKNOWN", explanation: { what: expect.stringContaining("odd/do") } });
  expect((await release.standing("first")).is).toBe("ready");
  expect(release.world.requests("first")).toBe(0);
});

test("a long drive renews its claim", async () => {
  const steps = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`s${at}`, { kind: "marked" }] as const));
  const release = await openToyRelease(openToyWorld(), toyPlan(steps));
  release.world.arriving = async () => release.world.clock.pass(duration("3m"));
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect((await release.events("owner-claimed")).length).toBeGreaterThan(2);
});

test("a drive that finds nothing due leaves no trace, not even a claim", async () => {
  const release = await openToyRelease(openToyWorld(), toyPlan({ gate: { kind: "gate" }, tag: { kind: "marked", after: ["gate"] } }));
  for (let minute = 0; minute < 3; minute += 1) expect(await release.drive()).toEqual({ is: "nothing-due", next: undefined });
  expect((await release.state()).sequence).toBe(2);
});

test("a wait is journalled once, however often it looks and finds nothing new, and each drive says when it looks again", async () => {
  const { world, ...release } = await openToyRelease(openToyWorld(), toyPlan({ image: { kind: "look" } }));
  let looks = 0;
  const waits = (why: string) =>
    world.looks.set("image", () => {
      looks += 1;
      return { is: "unreadable", why };
    });
  const absentThen = { is: "nothing-due", next: "2021-11-15T09:00:15Z" };
  expect(await release.drive()).toEqual(absentThen);
  const { sequence } = await release.state();
  for (let minute = 1; minute <= 60; minute += 1) {
    world.clock.pass(duration("60s"));
    const { next } = (await release.drive()) as { readonly next?: string };
    expect(next).toBe(addDuration(world.clock.now(), duration("15s")));
  }
  expect((await release.state()).sequence).toBe(sequence);

  waits("the registry is shut");
  await release.drive();
  expect([looks, (await release.events("pending")).map(({ why, failed }) => [why, failed])]).toEqual([
    1,
    [
      ["wait for image", undefined],
      ["the registry is shut", true],
    ],
  ]);
  world.looks.set("image", () => ({ is: "present", state: "it is there" }));
  world.clock.pass(duration("60s"));
  expect(await release.drive()).toEqual({ is: "finished" });
});

test("looks that fail are each journalled, because a person is asked after so many", async () => {
  const { world, ...release } = await openToyRelease(openToyWorld(), toyPlan({ image: { kind: "look" } }));
  world.looks.set("image", () => ({ is: "unreadable", why: "the registry is shut" }));
  expect(await release.pursue()).toEqual({ is: "nothing-due", next: undefined });
  expect((await release.events("pending")).length).toBe(20);
  expect((await release.events("parked")).length).toBe(1);
});

test("nothing is intended, and no outcome is written, but under the claim of whoever writes it", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  await release.pursue();
  let claimed = 0;
  for (const { event } of await release.journal.read(releaseName)) {
    if (event.is === "owner-claimed") claimed = event.epoch;
    if (event.is === "owner-released") claimed = 0;
    if ("epoch" in event && event.is !== "owner-released") expect(event.epoch, event.is).toBe(claimed);
  }
  expect((await release.events("intent")).length).toBe(2);
});

test("who looked without a claim while another drove the release writes nothing beside the other", async () => {
  const release = await openToyRelease(openToyWorld(), toyPlan({ image: { kind: "look" }, tag: { kind: "marked", after: ["image"] } }));
  const { world } = release;
  let drivesBeside = true;
  world.looks.set("image", () => ({ is: "present", state: "it is there" }));
  const slow: Journal = {
    ...release.journal,
    append: async (id, after, said) => {
      if (drivesBeside) {
        drivesBeside = false;
        expect(await release.pursue({ owner: "quick:2" })).toEqual({ is: "finished" });
      }
      return release.journal.append(id, after, said);
    },
  };
  await expect(release.drive({ journal: slow, owner: "slow:1" })).rejects.toMatchObject({ code: "LOST_RACE" });
  expect([world.requests("tag"), (await release.events("done")).length]).toEqual([1, 2]);
  expect((await release.events("owner-claimed")).map(({ owner }) => owner)).toEqual(["quick:2"]);
});

test("giving a release back is not lost to what a person says in that moment", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  const parts = enginePartsOf(release.journal, release.world);
  const driving = takeUp(parts, await release.state());
  await advance(driving);
  await release.say("ben", { is: "alarm", code: "X", what: "y" });
  await giveBack(driving);
  expect((await release.state()).owner).toBeUndefined();
});

test("whoever was replaced writes nothing any more, not even that it gives the release back", async () => {
  const release = await openToyRelease(openToyWorld(), two);
  const driving = takeUp(enginePartsOf(release.journal, release.world), await release.state());
  await claim(driving);
  release.world.clock.pass(duration("11m"));
  expect(await release.pursue({ owner: "quick:2", mayBeAlive: () => true })).toEqual({ is: "finished" });
  const before = (await release.journal.read(releaseName)).length;
  await expect(driving.catchUp()).rejects.toMatchObject({ code: "LOST_RACE" });
  await expect(driving.record({ is: "alarm", code: "X", what: "y" })).rejects.toMatchObject({ code: "LOST_RACE" });
  await expect(giveBack(driving)).rejects.toMatchObject({ code: "LOST_RACE" });
  expect((await release.journal.read(releaseName)).length).toBe(before);
});

const enginePartsOf = (journal: Journal, world: ReturnType<typeof openToyWorld>): EngineParts => ({
  journal,
  clock: world.clock,
  ports: {} as EngineParts["ports"],
  kinds: world.kinds,
  boundaries: { cross: async () => {} },
  owner: "here:1",
  mayBeAlive: () => true,
  onEvent: () => {},
  stopping: () => false,
});
