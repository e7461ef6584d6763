import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { journalFormat } from "../domain/journal/format.ts";
import type { Said } from "../domain/ports/journal.ts";
import { journalContract } from "../testing/contracts/journal.ts";
import { openSqliteJournal, type SqliteJournal } from "./sqlite-journal.ts";

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

let place: string;
let journals: SqliteJournal[];

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "journal-"));
  journals = [];
});

afterEach(() => {
  for (const each of journals) each.close();
  rmSync(place, { recursive: true, force: true });
});

const open = (folder = join(place, "state")): SqliteJournal => {
  const journal = openSqliteJournal(folder, pause);
  journals.push(journal);
  return journal;
};

const said = (...whats: readonly string[]): readonly Said[] =>
  whats.map((what) => ({ at: "2021-11-15T09:00:00Z", actor: "ana", event: { is: "alarm", code: "TEST", what } }));

journalContract("a journal in SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "journal-contract-"));
  const [journal, other] = [openSqliteJournal(folder, pause), openSqliteJournal(folder, pause)];
  return {
    journal,
    other,
    close: () => {
      journal.close();
      other.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

const written = async (): Promise<string> => {
  const journal = open();
  await journal.append("toy/1.0.0", 0, said("one", "two", "three"));
  await journal.append("toy/2.0.0", 0, said("other"));
  journal.close();
  journals = [];
  return join(place, "state", "journal.sqlite");
};

const tamper = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
};

test("looking at a store that is not there makes none, and the first entry makes it for its owner only", async () => {
  const journal = open();
  expect([await journal.read("toy/1.0.0"), await journal.releases()]).toEqual([[], []]);
  expect(readdirSync(place)).toEqual([]);
  const other = open();
  await other.append("toy/1.0.0", 0, said("one"));
  expect(statSync(join(place, "state")).mode & 0o777).toBe(0o700);
  expect((await journal.read("toy/1.0.0")).length).toBe(1);
});

test.each([
  ["an entry was edited", `update entry set entry = replace(entry, 'two', 'TWO') where sequence = 2`, 2],
  ["an entry's writer was edited", `update entry set entry = replace(entry, '"actor":"ana"', '"actor":"ben"') where sequence = 1`, 1],
  ["an entry in the middle was deleted", "delete from entry where sequence = 2 and release = 'toy/1.0.0'", 2],
  ["the first entry was deleted", "delete from entry where sequence = 1 and release = 'toy/1.0.0'", 1],
  ["the last entry was deleted", "delete from entry where sequence = 3", 3],
  ["all entries were deleted", "delete from entry where release = 'toy/1.0.0'", 1],
  ["the head was deleted", "delete from head where release = 'toy/1.0.0'", 4],
  [
    "two entries were exchanged",
    "update entry set sequence = 9 where sequence = 2; update entry set sequence = 2 where sequence = 3; update entry set sequence = 3 where sequence = 9",
    2,
  ],
  ["an entry is no longer JSON", "update entry set entry = '{' where sequence = 2", 0],
  ["an entry is JSON of nothing", "update entry set entry = 'null' where sequence = 2", 0],
  [
    "another release's entry was put in",
    "delete from entry where release = 'toy/1.0.0'; update entry set release = 'toy/1.0.0'; update head set hash = (select hash from head where release = 'toy/2.0.0') where release = 'toy/1.0.0'",
    1,
  ],
] as const)("when %s the journal is broken at that entry, and the other release is not", async (_, sql, sequence) => {
  const file = await written();
  tamper(file, sql);
  const journal = open();
  await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({
    code: "JOURNAL_BROKEN",
    explanation: { what: expect.stringContaining(`at entry ${sequence}`), next: expect.stringContaining("backup") },
  });
});

test("a store of a newer version is left as it is", async () => {
  const file = await written();
  tamper(file, `pragma user_version = ${journalFormat + 1}`);
  const before = readFileSync(file);
  expect(() => open()).toThrow(expect.objectContaining({ code: "STORE_NEWER" }));
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("a store that a newer program goes on with is written to no more, however long it has been open", async () => {
  const file = await written();
  const journal = open();
  await journal.read("toy/1.0.0");
  tamper(file, `pragma user_version = ${journalFormat + 1}`);
  await expect(journal.append("toy/1.0.0", 3, said("four"))).rejects.toMatchObject({ code: "STORE_NEWER" });
});

test("a store of an older form is read as it is, and of the newest from its next entry on", async () => {
  const file = await written();
  tamper(file, "pragma user_version = 1");
  const journal = open();
  expect((await journal.read("toy/1.0.0")).length).toBe(3);
  expect(formatOf(file)).toBe(1);
  await journal.append("toy/1.0.0", 3, said("four"));
  expect(formatOf(file)).toBe(journalFormat);
});

const formatOf = (file: string): unknown => {
  const database = new DatabaseSync(file, { readOnly: true });
  const found = database.prepare("pragma user_version").get();
  database.close();
  return found?.["user_version"];
};

test("an entry that tells of what this version does not know is named, and nothing is guessed of it", async () => {
  const journal = open();
  await journal.append("toy/1.0.0", 0, [...said("one"), { ...said("two")[0], event: { is: "teleported" } } as unknown as Said]);
  await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({
    code: "EVENT_UNKNOWN",
    explanation: { what: expect.stringMatching(/Entry 2 of .* toy\/1\.0\.0 .*"teleported"/) },
  });
});

test("a file in the folder's place, or above it, is named and left as it is", () => {
  const file = join(place, "state");
  writeFileSync(file, "mine");
  for (const folder of [file, join(file, "below")])
    expect(() => open(folder)).toThrow(
      expect.objectContaining({ code: "STORE_UNUSABLE", message: expect.stringContaining("not a folder") }),
    );
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test("a file that is no journal is left as it is", () => {
  const folder = join(place, "state");
  mkdirSync(folder);
  const garbage = "this is not a database, but somebody's letter. ".repeat(100);
  writeFileSync(join(folder, "journal.sqlite"), garbage);
  expect(() => open(folder)).toThrow(expect.objectContaining({ code: "STORE_DAMAGED" }));
  expect(readFileSync(join(folder, "journal.sqlite"), "utf8")).toBe(garbage);
});

test("a corrupt page is reported as what it is, and not as a mistake in Signalbox", async () => {
  const file = await written();
  const handle = openSync(file, "r+");
  const { size } = statSync(file);
  for (let at = 4096; at < size; at += 4096) writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, at);
  await expect((async () => open().read("toy/1.0.0"))()).rejects.toMatchObject({ code: "STORE_DAMAGED" });
});

test("a folder that may not be written is refused before anything is made", () => {
  const folder = join(place, "state");
  mkdirSync(folder);
  chmodSync(folder, 0o555);
  chmodSync(place, 0o755);
  expect(openedByNobody(folder)).toBe("STORE_UNUSABLE");
  expect(openedByNobody(join(folder, "below"))).toBe("STORE_UNUSABLE");
  chmodSync(folder, 0o700);
  expect(existsSync(join(folder, "journal.sqlite"))).toBe(false);
});

test("a full disk loses nothing that was acknowledged, and says that it could not write", async () => {
  const file = await written();
  const journal = open();
  await journal.read("toy/1.0.0");
  tamper(file, "create trigger full before insert on entry begin select raise(fail, 'database or disk is full'); end");
  await expect(journal.append("toy/1.0.0", 3, said("four"))).rejects.toMatchObject({
    code: "STORE_UNUSABLE",
    message: expect.stringContaining("full"),
  });
  expect((await journal.read("toy/1.0.0")).length).toBe(3);
  tamper(file, "drop trigger full");
  expect((await journal.append("toy/1.0.0", 3, said("four"))).length).toBe(1);
});

test("a writer that holds the store too long is reported, and what it writes is not lost", async () => {
  const file = await written();
  const journal = open();
  const holder = new DatabaseSync(file);
  holder.exec("begin immediate");
  await expect(journal.append("toy/1.0.0", 3, said("four"))).rejects.toMatchObject({ code: "STORE_UNUSABLE" });
  holder.exec("commit");
  holder.close();
  expect((await journal.append("toy/1.0.0", 3, said("four"))).length).toBe(1);
}, 20_000);

const child = (name: string, most: number) => {
  const program = fileURLToPath(new URL("../testing/appending-child.ts", import.meta.url));
  const process = spawn(
    globalThis.process.execPath,
    ["--disable-warning=ExperimentalWarning", program, join(place, "state"), name, String(most)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let output = "";
  process.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const ended = new Promise<void>((resolve) => process.once("close", () => resolve()));
  // A line without its end was cut by the death and is no acknowledgement.
  const acknowledged = (): readonly string[] => output.split("\n").slice(0, -1);
  return { acknowledged, ended, onOutput: (look: () => void) => process.stdout.on("data", look), kill: () => process.kill("SIGKILL") };
};

const keptIn = async (journal: SqliteJournal): Promise<readonly string[]> =>
  (await journal.read("toy/1.0.0")).map(({ event }) => (event.is === "alarm" ? event.what : ""));

test("every entry that was acknowledged before a kill -9 is there, in order, and the chain holds", async () => {
  const acknowledged: string[] = [];
  for (let death = 0; death < 5; death += 1) {
    const writer = child(`life ${death}`, 10_000);
    writer.onOutput(() => {
      if (writer.acknowledged().length >= 60 + death * 20) writer.kill();
    });
    await writer.ended;
    acknowledged.push(...writer.acknowledged());
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(500);
  const kept = new Set(await keptIn(open()));
  expect(acknowledged.filter((each) => !kept.has(each))).toEqual([]);
  expect(kept.size - acknowledged.length, "at most one entry per life was written but not yet acknowledged").toBeLessThanOrEqual(5);
}, 60_000);

test("processes that begin a store at once and write to it lose and double nothing", async () => {
  const writers = ["a", "b", "c"].map((name) => child(name, 30));
  await Promise.all(writers.map((each) => each.ended));
  const all = writers.flatMap((each) => each.acknowledged());
  expect(all.length).toBe(90);
  expect([...(await keptIn(open()))].sort()).toEqual([...all].sort());
}, 60_000);

/** What opening says to somebody without rights: permissions do not hold root back, so root gives that power up in a process of its own. */
const openedByNobody = (folder: string): string => {
  const module = new URL("./sqlite-journal.ts", import.meta.url).href;
  const script = `const { openSqliteJournal } = await import(${JSON.stringify(module)});
    try { openSqliteJournal(${JSON.stringify(folder)}, async () => {}); console.log("opened"); } catch (error) { console.log(error.code); }`;
  const argv = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", script];
  const [program, ...more] =
    process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", process.execPath] : [process.execPath];
  return execFileSync(program ?? "", [...more, ...argv], { encoding: "utf8" }).trim();
};
