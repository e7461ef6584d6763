import { expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import { instant } from "../domain/instant.ts";
import { plainDate } from "../domain/plain-date.ts";
import { openMemoryJournal } from "../testing/memory-journal.ts";
import { toyApp, toyTrain } from "../testing/toy-app.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import type { AppParts } from "./parts.ts";
import { departureOn, takeOrder, type Wish } from "./take-order.ts";

const fix = "f".repeat(40);

const order = (wish: Wish, more: Partial<AppParts> = {}) => {
  const world = openToyWorld();
  world.clock.set(instant("2021-11-10T09:00:00Z"));
  const refs = { list: async () => ["1.28.0", "1.29.0"].map((tag) => ({ ref: `refs/tags/${tag}`, object: tag, commit: tag })) };
  const history = {
    dateOf: async (_: string, commit: string) => {
      if (commit !== fix) throw explain("NOT_FOUND", { system: "git", request: `reading ${toyTrain.repository.name}` });
      return 0;
    },
  };
  return takeOrder(toyApp({ journal: openMemoryJournal(), world }, "ana", { ...more, ports: { refs, history } as never }), wish);
};

test("a release takes the next departure's days", async () => {
  expect(await order({})).toEqual({ version: "1.30.0", kind: "release", picks: [], day: "2021-11-29", freezeDay: "2021-11-26" });
});

test("a release on a day of one's own is frozen before that day, not before the next departure's", async () => {
  expect(await order({ day: "2021-12-15" })).toMatchObject({ day: "2021-12-15", freezeDay: "2021-12-10" });
  expect(await order({ day: "2021-12-27" })).toMatchObject({ day: "2021-12-27", freezeDay: "2021-12-24" });
});

test("a patch leaves today with the fixes that are named", async () => {
  expect(await order({ version: "1.29.1", picks: [fix], reason: "it crashes" })).toEqual({
    version: "1.29.1",
    kind: "patch",
    picks: [fix],
    day: "2021-11-10",
    freezeDay: "2021-11-10",
    reason: "it crashes",
  });
});

test("a fix that is not in the repository is named, with the repository", async () => {
  const stray = "e".repeat(40);
  await expect(order({ version: "1.29.1", picks: [fix, stray] })).rejects.toMatchObject({
    code: "USAGE",
    explanation: {
      what: `There is no commit ${stray} in ${toyTrain.repository.name}.`,
      next: expect.stringContaining("Push the fix there"),
    },
  });
});

test("a patch without fixes, and fixes without a patch, are mistakes", async () => {
  await expect(order({ version: "1.29.1" })).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("no fix is named") });
  await expect(order({ picks: [fix] })).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("not a patch") });
});

test.each(["abc1234", "HEAD", "main~1", "--all", "", "0".repeat(40), `${"a".repeat(40)}\n`])(
  "%j names no fix for certain",
  async (pick) => {
    const wish = { version: "1.29.1", picks: [fix, pick] };
    await expect(order(wish)).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("no whole commit id") });
  },
);

test("a day that is over is a mistake, today is not", async () => {
  await expect(order({ day: "2021-11-09" })).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("is over") });
  expect(await order({ day: "2021-11-10" })).toMatchObject({ day: "2021-11-10" });
});

test("a departure is found by the day on which it really leaves", () => {
  const moved = { from: plainDate("2021-11-29"), to: plainDate("2021-12-01"), reason: "a holiday" };
  const schedule = { ...toyTrain.schedule, moves: [moved] };
  const at = departureOn(schedule, plainDate("2021-12-01"), plainDate("2021-11-10"));
  expect(at).toMatchObject({ planned: "2021-11-29", captain: expect.any(String) });
  expect(departureOn(schedule, plainDate("2021-11-29"), plainDate("2021-11-10"))).toBeUndefined();
});

test("a day on which clocks show the launch's time twice is asked about, until the configuration says which is meant", async () => {
  const at = (launchAt: string) => order({ day: "2022-10-30" }, { train: { ...toyTrain, launchAt } });
  await expect(at("01:30")).rejects.toMatchObject({
    code: "LAUNCH_TIME_TWICE",
    message: expect.stringContaining("Europe/London go back and show 01:30 twice"),
  });
  for (const answer of ["01:30 first", "01:30 second", "02:00"]) expect(await at(answer)).toMatchObject({ day: "2022-10-30" });
});

test("a departure whose freeze was moved by hand is ordered with that freeze", async () => {
  const moved = { from: plainDate("2021-11-29"), to: plainDate("2021-12-01"), freeze: plainDate("2021-11-25"), reason: "a holiday" };
  const train = { ...toyTrain, schedule: { ...toyTrain.schedule, moves: [moved] } };
  expect(await order({}, { train })).toMatchObject({ day: "2021-12-01", freezeDay: "2021-11-25" });
});
