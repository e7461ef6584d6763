import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keptNowhere } from "../../connectors/git/kept-folder.ts";
import { openLocalClone } from "../../connectors/git/local-clone.ts";
import { plainDate } from "../../domain/plain-date.ts";
import type { LocalClone } from "../../domain/ports/local-clone.ts";
import { openProcesses } from "../../host/processes.ts";
import { type MadeClone, makeClone } from "../../testing/made-clone.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { type BacktestWish, backtest } from "./backtest.ts";

let folder = "";
const processes = openProcesses(process.env);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-backtest-app-"));
});
afterAll(() => {
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const train = { ...sampleTrain, versionFiles: [], changelog: undefined };

/** Releases 1.0.0 to 1.3.0, a commit each. */
const released = (): MadeClone => {
  const made = makeClone(folder);
  for (const minor of [0, 1, 2, 3]) {
    made.commit(`feat: number ${minor} (#${minor + 1})`);
    made.tag(`1.${minor}.0`);
  }
  return made;
};

const looked = async (made: MadeClone, wish: Partial<BacktestWish> = {}, disturbed = (clone: LocalClone): LocalClone => clone) => {
  const clone = openLocalClone({ processes, path: made.path, place: made.path, keptFor: () => keptNowhere });
  const told: number[] = [];
  const day = plainDate("2020-09-14");
  try {
    const given = { last: 10, release: undefined, dayOf: () => day, today: day, tell: (count: number) => void told.push(count) };
    return { told, ...(await backtest({ clone: disturbed(clone), train, ...given, ...wish })) };
  } finally {
    clone.close();
  }
};

test("the newest releases are looked at, as many as asked for, and counted as they are", async () => {
  const { releases, told, counted } = await looked(released(), { last: 2 });
  expect(releases.map(({ version }) => version)).toEqual(["1.3.0", "1.2.0"]);
  expect(told).toEqual([1, 2]);
  expect(counted).toEqual({ tags: 4, releases: 4 });
});

test("the newest are those that left last: a patch of an older line is one of them", async () => {
  const made = released();
  made.on("old", "1.0.0");
  made.commit("fix: old");
  made.tag("1.0.1");
  const { releases } = await looked(made, { last: 2 });
  expect(releases.map(({ version, range }) => [version, range.facts?.previous?.version])).toEqual([
    ["1.0.1", "1.0.0"],
    ["1.3.0", "1.2.0"],
  ]);
});

test("a tag that goes away while it is read leaves its range unknown and the other releases as they are", async () => {
  const made = released();
  const { releases } = await looked(made, {}, (clone) => ({
    ...clone,
    refs: {
      ...clone.refs,
      taggedCommits: async () => {
        const tags = await clone.refs.taggedCommits();
        made.git("tag", "--delete", "1.2.0");
        return tags;
      },
    },
  }));
  expect(releases.map(({ version, range }) => [version, range.is, range.facts?.commits])).toEqual([
    ["1.3.0", "none", 2],
    ["1.2.0", "unknown", undefined],
    ["1.1.0", "none", 1],
    ["1.0.0", "none", 1],
  ]);
  expect(releases[1]?.range.why).toEqual(["The tag 1.2.0 went away while it was read: look again."]);
});

test("a tag that is moved while it is read is told", async () => {
  const made = released();
  const { releases } = await looked(made, { last: 1 }, (clone) => ({
    ...clone,
    refs: {
      ...clone.refs,
      taggedCommits: async () => {
        const tags = await clone.refs.taggedCommits();
        made.git("tag", "--force", "1.3.0", "1.1.0");
        return tags;
      },
    },
  }));
  expect(releases[0]?.notes.join()).toContain("The tag 1.3.0 was moved while it was read");
});

test("a tag of no calendar's day has no day, and its date is not known", async () => {
  const { releases } = await looked(released(), { last: 1, dayOf: () => undefined });
  expect(releases[0]).toMatchObject({ day: undefined, date: { is: "unknown" } });
});

test("a clone without the configured main branch does not tell where the release left it", async () => {
  const { releases } = await looked(released(), { last: 1, train: { ...train, repository: { ...train.repository, main: "trunk" } } });
  expect(releases[0]?.branch).toMatchObject({ is: "unknown", why: ["The clone has no branch trunk."] });
});
