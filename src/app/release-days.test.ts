import { expect, test } from "vitest";
import type { Order } from "../domain/journal/event.ts";
import { openToyRelease, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { releaseDays } from "./release-days.ts";

const order: Order = { version: "1.30.0", day: "2021-11-29", freezeDay: "2021-11-25", picks: [] };

test("a release has the days it was ordered with, also a freeze that was moved by hand", () => {
  expect(releaseDays(order, undefined)).toEqual({ freeze: "2021-11-25", planned: "2021-11-29", heading: "2021-11-29" });
});

test("a departure that was moved names its new day, and a heading that was dated anew keeps its own; the freeze has been", async () => {
  const { say, state } = await openToyRelease(openToyWorld(), toyPlan({}));
  await say("ana", { is: "departure-moved", to: "2021-12-01", reason: "a blocker" });
  expect(releaseDays(order, await state())).toEqual({ freeze: "2021-11-25", planned: "2021-12-01", heading: "2021-12-01" });
  await say("ana", { is: "heading-dated", day: "2021-11-30", reason: "a day late" });
  expect(releaseDays(order, await state())).toEqual({ freeze: "2021-11-25", planned: "2021-12-01", heading: "2021-11-30" });
});
