import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import { duration } from "../domain/instant.ts";
import { pause } from "../host/clock.ts";
import { openSqliteJournal, type SqliteJournal } from "../store/sqlite-journal.ts";
import { beginMany } from "../testing/many-releases.ts";
import { drive } from "./drive.ts";
import { eachUnderWay } from "./each-under-way.ts";

const count = 200;
const stops = 3;
const folders: string[] = [];
const open: SqliteJournal[] = [];

afterEach(() => {
  for (const journal of open.splice(0)) journal.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What is in memory needs no disk to be durable. */
const openJournal = (): SqliteJournal => {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "signalbox-many-"));
  folders.push(folder);
  const journal = openSqliteJournal(folder, pause);
  open.push(journal);
  return journal;
};

test("two hundred releases under way in one process all move on in every round, each thing is made once, and what only waits leaves neither entries nor memory behind", async () => {
  const journal = openJournal();
  const { parts, world, versions, thing } = await beginMany(journal, count, stops);
  const entries = async (): Promise<number> => (await Promise.all(versions.map((version) => journal.read(`toy/${version}`)))).flat().length;
  const round = async (): Promise<void> => {
    const turns = await eachUnderWay(parts, (version) => drive(parts, version));
    // One turn for each, always in the same order: between two turns of a release every other one has exactly one.
    expect(turns.map((each) => [each.version, each.is])).toEqual(versions.map((version) => [version, "done"]));
  };
  await round();
  for (let stop = 1; stop < stops; stop += 1) {
    world.clock.pass(duration("1h"));
    await round();
    for (const version of versions) expect(world.count(thing(version, stop)), version).toBe(1);
  }
  const [entriesBefore, heapBefore] = [await entries(), heapInUse()];
  for (let minute = 0; minute < 20; minute += 1) {
    world.clock.pass(duration("60s"));
    await round();
  }
  expect(await entries()).toBe(entriesBefore);
  expect(heapInUse() / heapBefore).toBeLessThan(1.1);
  world.clock.pass(duration("1h"));
  const last = await eachUnderWay(parts, (version) => drive(parts, version));
  expect(new Set(last.map((each) => each.is === "done" && each.result.stopped))).toEqual(new Set(["finished"]));
  // The beginning, its plan and the end; a claim given back for the first look and at each stop; a wait at each, and four entries for each thing.
  expect(await entries()).toBe(count * (3 + 2 * (stops + 1) + stops * (1 + 4)));
  expect(await eachUnderWay(parts, (version) => drive(parts, version))).toEqual([]);
}, 120_000);

test("a release that cannot be driven does not keep the others from their turn; whoever is asked to stop stops", async () => {
  const { parts, versions } = await beginMany(openJournal(), 3, 1);
  const failing = (code: "OTHER_DRIVER" | "INTERRUPTED") => async (version: string) => {
    if (version === versions[1])
      throw code === "OTHER_DRIVER"
        ? explain(code, { release: version, driver: "there:7", until: "soon" })
        : explain(code, { release: version });
    return drive(parts, version);
  };
  expect((await eachUnderWay(parts, failing("OTHER_DRIVER"))).map((each) => each.is)).toEqual(["done", "failed", "done"]);
  await expect(eachUnderWay(parts, failing("INTERRUPTED"))).rejects.toMatchObject({ code: "INTERRUPTED" });
});

/** Bytes that are still referred to. */
const heapInUse = (): number => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
};
