import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ReleaseNow, StepNow } from "../src/app/what-now.ts";
import { backUp } from "../src/store/backup.ts";
import { typeProduct } from "../src/testing/product-terminal.ts";
import { exampleConfig, openShelf, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 240_000 });

const shelf = openShelf();
const kept = { world: "", backups: "" };
/** Backups in the order in which they were made, one whenever the journal told of one more finished step. */
const backups: string[] = [];

/** A whole release, with a backup after every step of it. */
beforeAll(async () => {
  kept.world = shelf.folder();
  kept.backups = shelf.folder();
  const staged = await stageIn(kept.world);
  const { append } = staged.stage.parts.journal;
  const state = join(kept.world, "state");
  let made = 0;
  // Every append that ends a step is followed by a copy of the file, while the release runs on.
  Object.assign(staged.stage.parts.journal, {
    append: async (...said: Parameters<typeof append>) => {
      const entries = await append(...said);
      if (entries.some(({ event }) => event.is === "done")) {
        made += 1;
        const file = join(kept.backups, `${String(made).padStart(3, "0")}.sqlite`);
        await backUp(state, file);
        backups.push(file);
      }
      return entries;
    },
  });
  await staged.types("ana", "start", version);
  const end = await staged.goOn();
  expect(end.state.finishedAt).toBeDefined();
  await staged.close();
});

afterAll(shelf.end, 60_000);

/** The finished world, with an older record of it. */
const restored = async (backup: string): Promise<StagedRelease> => {
  const folder = shelf.folder(kept.world);
  const typed = await typeProduct(
    { cwd: folder, environment: { SIGNALBOX_WORLD: join(folder, "world.json"), USER: "ana" } },
    ...["restore", backup, "--yes", "--config", exampleConfig, "--state", join(folder, "state")],
  );
  expect(typed, typed.error).toMatchObject({ exit: 0 });
  return shelf.stage(folder);
};

/**
 * People go on from where the old record stands. What the record does not know yet looks as if somebody had been too early, so it stops and says so,
 * thing by thing; and of an effect that nobody can recognise afterwards there is the one question.
 */
const seenThrough = async (staged: StagedRelease): Promise<ReleaseNow> => {
  const isAsked = ({ is, question }: StepNow): boolean => is === "unknown" && question !== undefined;
  for (let turn = 0; turn < 12; turn += 1) {
    const now = await staged.goOn(({ state, asks }) => state.held !== undefined || asks.some(isAsked));
    const asked = now.asks.filter(isAsked);
    if (now.state.held === undefined && asked.length === 0) return now;
    if (now.state.held !== undefined) await staged.types("ana", "resume", version);
    for (const { step } of asked) await staged.types("ana", "decide", version, step, "happened", "--reason", "it is in my inbox");
  }
  return staged.now();
};

describe("a record put back while the world went on", () => {
  // All of them take minutes: SIGNALBOX_EVERY_BACKUP=1 tries each.
  const every = process.env["SIGNALBOX_EVERY_BACKUP"] === undefined ? 9 : 1;
  test(`sends nothing a second time, whichever backup it was: each ${every}th of them`, async () => {
    expect(backups.length).toBeGreaterThan(50);
    const ends: string[] = [];
    for (let at = 0; at < backups.length; at += every) {
      const staged = await restored(backups[at] ?? "");
      const before = staged.applied();
      const end = await seenThrough(staged);
      expect(staged.applied(), `backup ${at + 1} of ${backups.length}`).toEqual(before);
      ends.push(end.state.finishedAt === undefined ? end.asks.map(({ step }) => step).join(", ") : "finished");
    }
    // Begun before the backup, on a main branch of before: that its branch went with the merge is a question to a person.
    expect(ends.filter((each) => each !== "finished" && each !== "merge-chart/refresh-branch")).toEqual([]);
    expect(ends.filter((each) => each === "finished").length).toBeGreaterThanOrEqual(ends.length - 1);
  });
});

describe("backup, restore and audit, typed", () => {
  const desk = () => {
    const cwd = shelf.folder();
    copyFileSync(backups.at(-1) ?? "", join(cwd, "good.sqlite"));
    const type = (...argv: readonly string[]) => typeProduct({ cwd, environment: { USER: "ana" } }, ...argv);
    return { cwd, type };
  };

  test("a backup is restored into an empty folder, and the other way round it is the same", async () => {
    const { cwd, type } = desk();
    expect(await type("restore", "good.sqlite", "--yes")).toMatchObject({ exit: 0, out: expect.stringContaining("Restored 1 releases") });
    expect((await type("backup", "again.sqlite")).out).toContain("1 releases");
    expect((await type("audit", "verify")).out).toContain("✓ posthog/1.30.0");
    expect(readdirSync(cwd).filter((name) => name.startsWith(".signalbox-copy"))).toEqual([]);
    expect((await type("backup", "again.sqlite", "--json")).out).toContain("BACKUP_EXISTS");
  });

  test("a restore asks first, and keeps what it replaces", async () => {
    const { cwd, type } = desk();
    await type("restore", "good.sqlite", "--yes");
    expect(await type("restore", "good.sqlite")).toMatchObject({ exit: 2, error: expect.stringContaining("--yes") });
    expect((await type("restore", "good.sqlite", "--yes")).out).toContain("journal.sqlite.replaced-1");
    expect(existsSync(join(cwd, ".signalbox", "journal.sqlite.replaced-1"))).toBe(true);
  });

  test("what is no backup, or was changed, is not restored, and the record stays", async () => {
    const { cwd, type } = desk();
    await type("restore", "good.sqlite", "--yes");
    const before = readFileSync(join(cwd, ".signalbox", "journal.sqlite"));
    writeFileSync(join(cwd, "letter.sqlite"), "dear cleo, ".repeat(1000));
    copyFileSync(join(cwd, "good.sqlite"), join(cwd, "changed.sqlite"));
    const database = new DatabaseSync(join(cwd, "changed.sqlite"));
    database.exec("update entry set entry = replace(entry, 'ana', 'ben') where sequence = 5");
    database.exec("delete from entry where sequence = 9");
    database.close();
    for (const [file, code] of [
      ["letter.sqlite", "STORE_DAMAGED"],
      ["changed.sqlite", "JOURNAL_BROKEN"],
      ["absent.sqlite", "STORE_UNUSABLE"],
    ] as const)
      expect((await type("restore", file, "--yes")).error, file).toContain(code);
    expect(readFileSync(join(cwd, ".signalbox", "journal.sqlite")).equals(before)).toBe(true);
  });

  test("audit verify names what is broken, and what only heads kept elsewhere show", async () => {
    const { cwd, type } = desk();
    await type("restore", "good.sqlite", "--yes");
    writeFileSync(join(cwd, "heads.txt"), (await type("audit", "heads")).out);
    expect(await type("audit", "verify", "--heads", "heads.txt")).toMatchObject({ exit: 0, out: expect.stringContaining("1 compared") });
    rmSync(join(cwd, ".signalbox"), { recursive: true });
    expect(await type("audit", "verify", "--heads", "heads.txt")).toMatchObject({
      exit: 4,
      out: expect.stringContaining("no record of it"),
    });
    copyFileSync(backups[3] ?? "", join(cwd, "old.sqlite"));
    await type("restore", "old.sqlite", "--yes");
    expect(await type("audit", "verify", "--heads", "heads.txt")).toMatchObject({ exit: 4, out: expect.stringContaining("is known") });
    expect(await type("audit", "verify", "--heads", "old.sqlite")).toMatchObject({ exit: 2 });
  });
});
