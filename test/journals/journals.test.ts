import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { firstBreak } from "../../src/domain/journal/chain.ts";
import type { Entry } from "../../src/domain/journal/event.ts";
import { fold } from "../../src/domain/journal/fold.ts";
import { journalFormat } from "../../src/domain/journal/format.ts";
import { pause } from "../../src/host/clock.ts";
import { openSqliteJournal } from "../../src/store/sqlite-journal.ts";
import { typeProduct } from "../../src/testing/product-terminal.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { entriesOf } from "../crash/compare.ts";
import { layGround, trainFile, versions } from "../crash/ground.ts";
import { openJourney } from "../crash/journey.ts";
import { openCrashStage } from "../crash/record.ts";
import { copyStage, dropStage } from "../crash/snapshots.ts";
import { readRecorded } from "./recorded.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const place = mkdtempSync(join(tmpdir(), "signalbox-journals-"));
const release = `crash/${versions.released}`;
let rooms = 0;
const room = (): string => join(place, `room-${rooms++}`);
let ground = "";

beforeAll(async () => {
  ground = room();
  await layGround(ground);
  await (await openCrashStage(ground, "")).close();
  mkdirSync(join(ground, "state"));
  undisturbed = finish(recordings.at(-1) ?? "");
  await undisturbed;
});

afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }), 60_000);

const formOf = (name: string): number => Number(/^form-(\d+)/.exec(name)?.[1]);

/** Named for the form that they have, and recorded by the program of that time: the first of all, the first with guards at the gate, and so on. */
const recordings = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".jsonl"))
  .sort((a, b) => formOf(a) - formOf(b) || (a < b ? -1 : 1));
const entriesIn = (name: string): readonly Entry[] => readRecorded(join(import.meta.dirname, name));

/** Puts entries into a state folder, in the place of what is there, as a program that knew only that form had left them. */
const leave = async (state: string, entries: readonly Entry[], form: number): Promise<void> => {
  const journal = openSqliteJournal(state, pause);
  await journal.releases();
  const file = join(state, "journal.sqlite");
  const clear = (sql: string): void => {
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
  };
  if ((await journal.read(release)).length > 0) clear("delete from entry; delete from head");
  await journal.append(release, 0, entries);
  journal.close();
  clear(`pragma user_version = ${form}`);
};

const formNow = (state: string): unknown => {
  const database = new DatabaseSync(join(state, "journal.sqlite"), { readOnly: true });
  const found = database.prepare("pragma user_version").get();
  database.close();
  return found?.["user_version"];
};

/** Everything up to the end of a step, and of the turn in which it ended. */
const upTo = (entries: readonly Entry[], step: string): readonly Entry[] => {
  const done = entries.findIndex(({ event }) => event.is === "done" && event.step === step);
  const ended = entries.findIndex(({ event }, at) => at > done && event.is === "owner-released");
  return entries.slice(0, ended + 1);
};

const appliedIn = ({ world }: OpenStage): readonly string[] =>
  world
    .applied()
    // A plan of then may word a text otherwise, and with it the commit that holds it.
    .map(({ twin, effect, subject }) => `${twin} ${effect} ${subject.replaceAll(/\b[0-9a-f]{40}\b/g, "COMMIT")}`)
    .sort();

/** Takes up in a world of now what was begun then, and brings it to its end; after one step the record of then is put in the place of ours, if told so. */
const finish = async (name: string, exchangeAfter?: string): Promise<readonly string[]> => {
  const [folder, entries, form] = [room(), entriesIn(name), formOf(name)];
  await copyStage(ground, folder);
  const state = join(folder, "state");
  await leave(state, entries.slice(0, 2), form);
  const stage = await openCrashStage(folder, "");
  try {
    const journey = openJourney(stage, () => "happened");
    for (let leg = await journey.leg(); leg !== undefined; leg = await journey.leg()) {
      if (leg.step === exchangeAfter) await leave(state, upTo(entries, leg.step), form);
    }
    const found = fold(await entriesOf(stage));
    expect(found?.finishedAt).toBeDefined();
    expect(found?.plan, "the plan of then was carried out").toEqual(fold(entries)?.plan);
    expect(formNow(state)).toBe(journalFormat);
    return appliedIn(stage);
  } finally {
    await stage.close();
    await dropStage(folder);
  }
};

/** What is sent for what this program began. */
let undisturbed: Promise<readonly string[]>;

test("there is a journal of every form, also of older ones", () => {
  const forms = new Set(recordings.map(formOf));
  expect([...forms].sort()).toEqual(Array.from({ length: journalFormat }, (_, at) => at + 1));
});

describe.each(recordings)("%s", (name) => {
  test("is read by this program: its chain holds, and all that was done then is done", async () => {
    const entries = entriesIn(name);
    expect(firstBreak(entries)).toBeUndefined();
    const cwd = room();
    await leave(join(cwd, "state"), entries, formOf(name));
    const type = (...argv: readonly string[]) =>
      typeProduct({ cwd, environment: {} }, ...argv, "--config", trainFile, "--state", join(cwd, "state"));
    expect(await type("audit", "verify")).toMatchObject({ exit: 0, out: expect.stringContaining(`✓ ${release}`) });
    const status = await type("status", versions.released);
    expect(status.out).toContain("finished");
    const steps = entries.flatMap(({ event }) => (event.is === "done" ? [event.step] : []));
    expect(steps.length).toBeGreaterThan(50);
    const log = await type("log", versions.released);
    for (const step of steps) expect(log.out).toContain(`done ${step}`);
    expect(formNow(join(cwd, "state")), "looking changes nothing").toBe(formOf(name));
  });

  test("is finished by this program when that one only began it, and every effect is there once", async () => {
    const applied = await finish(name, "tag-release/push-tag");
    expect(applied.length).toBeGreaterThanOrEqual(30);
    expect(applied, "with the record of then up to the tag in the place of ours nothing is sent again").toEqual(await undisturbed);
  });
});
