import fc from "fast-check";
import { expect, test } from "vitest";
import type { Refs } from "../../domain/ports/git.ts";
import { candidate, filesAt, guarding } from "../../testing/guard-bench.ts";
import { only } from "../../testing/step-bench.ts";
import { guardFeedDate } from "./guard-feed-date.ts";

const input = {
  version: "1.30.0",
  candidate,
  repository: "acme/shop",
  file: "versions.json",
  day: "2021-11-29",
  freezeDay: "2021-11-19",
  branches: ["main", "1.30.0-sync"],
  expected: "no",
} as const;

const feed = (...entries: readonly (readonly [string, string])[]) =>
  JSON.stringify([...entries, ["1.29.0", "2021-10-21"]].map(([version, release_date]) => ({ version, release_date })));

/** A world in which these places have a feed. */
const world = (feeds: Readonly<Record<string, string>>) => ({
  refs: only<Refs>({
    look: async (_, ref) => {
      const branch = ref.slice("refs/heads/".length);
      return branch in feeds ? { ref, object: branch, commit: branch } : undefined;
    },
  }),
  objects: filesAt(Object.fromEntries(Object.entries(feeds).map(([place, text]) => [`${place} versions.json`, text]))),
});

const old = feed();

test("a feed that does not tell of the version yet is right before the launch, and wrong where the sync should have written it", async () => {
  const nowhere = world({ main: old, [candidate]: old });
  expect(await guarding(guardFeedDate, nowhere, input)).toEqual({ holds: "versions.json tells of 1.30.0 nowhere yet" });
  expect(await guarding(guardFeedDate, nowhere, { ...input, expected: "yes" })).toEqual({
    asks: "FEED_MISDATED: versions.json does not tell of 1.30.0 where the sync should have put it",
    answers: ["retry"],
  });
});

test("an entry with the day of the launch is right", async () => {
  const synced = world({ main: old, "1.30.0-sync": feed(["1.30.0", "2021-11-29"]) });
  expect(await guarding(guardFeedDate, synced, { ...input, expected: "yes" })).toEqual({
    holds: "versions.json dates 1.30.0 2021-11-29 on 1.30.0-sync",
  });
});

test.each([
  ["on the main branch", { main: feed(["1.30.0", "2021-11-19"]) }, "on main 2021-11-19, the day of the freeze"],
  [
    "on the sync's branch",
    { main: old, "1.30.0-sync": feed(["v1.30.0", "2021-11-19"]) },
    "on 1.30.0-sync 2021-11-19, the day of the freeze",
  ],
  [
    "in the commit to be tagged",
    { main: old, [candidate]: feed(["1.30.0", "2021-11-19"]) },
    "on ca4d00000000 2021-11-19, the day of the freeze",
  ],
  ["with any other day", { main: feed(["1.30.0", "2021-11-30"]) }, "on main 2021-11-30, but the launch"],
  ["in one place of several", { main: feed(["1.30.0", "2021-11-29"]), "1.30.0-sync": feed(["1.30.0", "2021-11-19"]) }, "1.30.0-sync"],
  ["beside a right one", { main: feed(["1.30.0", "2021-11-29"], ["1.30.0", "2021-11-19"]) }, "on main 2021-11-19"],
])("the day of the freeze in the feed holds the launch, %s, and nobody can accept it", async (_, feeds, names) => {
  const found = await guarding(guardFeedDate, world(feeds as unknown as Record<string, string>), input);
  expect(found).toMatchObject({ asks: expect.stringMatching(/^FEED_MISDATED: .*the launch is on 2021-11-29$/), answers: ["retry"] });
  expect(found).toMatchObject({ asks: expect.stringContaining(names) });
});

test("a feed that cannot be read tells of nothing", async () => {
  expect(await guarding(guardFeedDate, world({ main: '{ "versions": ' }), input)).toMatchObject({ holds: expect.any(String) });
});

test("whatever the days are, all of them must be that of the launch", () => {
  const day = fc.constantFrom("2021-11-19", "2021-11-29", "2021-11-30");
  fc.assert(
    fc.property(fc.array(day, { maxLength: 4 }), (days) => {
      const seen = days.map((date, at) => ({ where: `place ${at}`, date }));
      const { is } = guardFeedDate.judge(input, seen);
      expect(is).toBe(days.every((each) => each === input.day) ? "ok" : "violated");
    }),
  );
});
