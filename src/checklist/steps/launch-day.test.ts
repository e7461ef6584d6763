import { describe, expect, test } from "vitest";
import { instant } from "../../domain/instant.ts";
import { runtimeZones } from "../../host/zones.ts";
import { looking } from "../../testing/step-bench.ts";
import { launchDay } from "./launch-day.ts";

const zones = runtimeZones();
const input = { day: "2021-11-26", time: "09:00", zone: "America/Los_Angeles", heading: "2021-11-26" };
const at = (now: string, more = {}) => launchDay.observe({ zones }, { ...input, ...more }, looking({ now: instant(now) }));

describe("waiting for the launch", () => {
  test("it opens at the hour in the train's zone, and is looked at again exactly then", async () => {
    const found = await at("2021-11-26T16:59:59Z");
    expect(found.is === "present" && launchDay.verify(input, found.state)).toEqual({
      is: "pending",
      why: "the launch opens at 2021-11-26T17:00:00Z",
      until: "2021-11-26T17:00:00Z",
    });
    const open = await at("2021-11-26T17:00:00Z");
    expect(open.is === "present" && launchDay.verify(input, open.state).is).toBe("holds");
  });

  test("the day ends in the train's zone, not in ours", async () => {
    expect((await at("2021-11-27T07:59:00Z")).is).toBe("present");
    expect(await at("2021-11-27T08:00:00Z")).toMatchObject({ is: "conflicting", code: "LAUNCH_SLIPPED", state: { day: "2021-11-27" } });
  });

  test("a slipped launch can keep the heading, which is the first answer", async () => {
    const found = await at("2021-11-29T17:00:00Z");
    expect(found).toMatchObject({ answers: ["keep-heading", "new-candidate", "move-departure"], state: { day: "2021-11-29" } });
  });

  test("a heading dated again for today is right", async () => {
    expect((await at("2021-11-29T17:00:00Z", { heading: "2021-11-29" })).is).toBe("present");
  });

  test("a time that clocks skip moves forward and says so, and the record keeps moment, zone and rules", async () => {
    const skipped = { day: "2021-03-28", time: "01:30", zone: "Europe/London", heading: "2021-03-28" };
    const found = await at("2021-03-28T00:00:00Z", skipped);
    expect(found.is === "present" && launchDay.verify(skipped, found.state)).toEqual({
      is: "pending",
      why: "the launch opens at 2021-03-28T01:30:00Z; 01:30 does not exist that day in Europe/London; it opens at 02:30",
      until: "2021-03-28T01:30:00Z",
    });
    expect(found.is === "present" && launchDay.facts(skipped, found.state)).toEqual({
      day: "2021-03-28",
      opensAt: "2021-03-28T01:30:00Z",
      zone: "Europe/London",
      rules: zones.rules,
    });
  });

  test("of a time that clocks show twice, the one that was chosen opens the launch", async () => {
    const twice = (time: string) => at("2021-10-31T01:00:00Z", { day: "2021-10-31", time, zone: "Europe/London", heading: "2021-10-31" });
    expect(await twice("01:30 first")).toMatchObject({ state: { opensAt: "2021-10-31T00:30:00Z", isOpen: true } });
    expect(await twice("01:30 second")).toMatchObject({ state: { opensAt: "2021-10-31T01:30:00Z", isOpen: false } });
  });

  test("a zone that nobody knows is our mistake", async () => {
    await expect(at("2021-11-26T17:00:00Z", { zone: "Mars/Base" })).rejects.toMatchObject({ code: "BUG" });
  });
});
