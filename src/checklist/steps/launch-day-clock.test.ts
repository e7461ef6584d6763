import { expect, test } from "vitest";
import { addDuration, type Duration, instant } from "../../domain/instant.ts";
import type { Ports } from "../../domain/ports/index.ts";
import { runtimeZones } from "../../host/zones.ts";
import { openToyRelease, toyPlan } from "../../testing/toy-release.ts";
import { openToyWorld } from "../../testing/toy-world.ts";
import { stepKinds } from "./index.ts";

/** The real wait for the launch, with an effect behind it. */
const openLaunch = async (at: string) => {
  const world = openToyWorld();
  world.clock.set(instant(at));
  for (const [name, kind] of stepKinds) if (name === "launch-day") world.kinds.set(name, kind);
  const input = { day: "2021-10-31", time: "01:30 second", zone: "Europe/London", heading: "2021-10-31" };
  const plan = toyPlan({ wait: { kind: "launch-day", input }, tag: { kind: "keyed", after: ["wait"] } });
  const release = await openToyRelease(world, plan);
  const drive = () => release.drive({ ports: { zones: runtimeZones() } as Ports });
  return { world, drive };
};

test("nothing happens before the hour, however often the clock jumps back over it", async () => {
  const { world, drive } = await openLaunch("2021-10-31T00:30:00Z");
  await drive();
  expect(world.requests("tag")).toBe(0);
  for (const jump of ["2021-10-31T01:29:59Z", "2021-10-30T12:00:00Z", "2021-10-31T01:29:00Z"]) {
    world.clock.set(instant(jump));
    await drive();
    expect(world.requests("tag"), jump).toBe(0);
  }
  world.clock.set(instant("2021-10-31T01:30:00Z"));
  expect((await drive()).is).toBe("finished");
  expect(world.requests("tag")).toBe(1);
});

test("what happened stays happened when the clock jumps, back or forward", async () => {
  const { world, drive } = await openLaunch("2021-10-31T01:30:00Z");
  expect((await drive()).is).toBe("finished");
  const then = world.clock.now();
  for (const days of [-2, 0, 400]) {
    world.clock.set(addDuration(then, (days * 86_400_000) as Duration));
    expect((await drive()).is).toBe("finished");
    expect(world.requests("tag")).toBe(1);
  }
});
