import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditOf } from "../domain/journal/audit.ts";
import { chain } from "../domain/journal/chain.ts";
import type { Entry } from "../domain/journal/event.ts";
import type { Said } from "../domain/ports/journal.ts";
import { openSqliteJournal, type SqliteJournal } from "./sqlite-journal.ts";

const release = "toy/1.0.0";
const count = 24;
const pause = async (): Promise<void> => {};
const said = (what: string, at: number): Said => ({
  at: `2021-11-15T09:${String(at).padStart(2, "0")}:00Z`,
  actor: at % 3 === 0 ? "ana" : "signalbox",
  event: { is: "alarm", code: "TEST", what },
});

let folder: string;
let journal: SqliteJournal;
let database: DatabaseSync;
let good: readonly Entry[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tampering-"));
  journal = openSqliteJournal(folder, pause);
  await journal.append(
    release,
    0,
    Array.from({ length: count }, (_, at) => said(`what happened ${at}: "as told", ${at * 7}`, at)),
  );
  good = await journal.read(release);
  database = new DatabaseSync(join(folder, "journal.sqlite"));
});

afterAll(() => {
  journal.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody's hand in the file, and whether it changed anything that the record says. */
type Hand = () => boolean;

const textAt = (sequence: number): string =>
  (database.prepare("select entry from entry where release = ? and sequence = ?").get(release, sequence) as { readonly entry: string })
    .entry;
const put = (sequence: number, text: string): void =>
  void database.prepare("update entry set entry = ? where release = ? and sequence = ?").run(text, release, sequence);
const run = (sql: string): boolean => Number(database.prepare(sql).run().changes) > 0;

const place = fc.integer({ min: 1, max: count });
const hands: fc.Arbitrary<Hand> = fc.oneof(
  // One character of an entry becomes another.
  fc.tuple(place, fc.nat(), fc.integer({ min: 32, max: 126 })).map(([at, where, code]) => () => {
    const text = textAt(at);
    const index = where % text.length;
    const changed = text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1);
    put(at, changed);
    return !sameJson(text, changed);
  }),
  // A field of an entry is rewritten, with or without a hash that fits it.
  fc
    .tuple(place, fc.constantFrom("at", "actor", "event", "previous", "hash", "sequence", "release"), fc.string())
    .map(([at, field, value]) => () => {
      const text = textAt(at);
      put(at, JSON.stringify({ ...(JSON.parse(text) as object), [field]: field === "sequence" ? value.length : value }));
      return !sameJson(text, textAt(at));
    }),
  fc.tuple(place, fc.string()).map(([at, what]) => () => {
    const before = good[at - 2];
    const [forged] = chain(release, before, [said(what, at)]);
    const changed = JSON.stringify(forged);
    const differs = !sameJson(textAt(at), changed);
    put(at, changed);
    return differs;
  }),
  // Rows go, move, or come twice.
  place.map((at) => () => run(`delete from entry where sequence = ${at}`)),
  place.map((at) => () => run(`delete from entry where sequence >= ${at}`)),
  fc.tuple(place, place).map(([a, b]) => () => {
    if (a === b) return false;
    const [one, other] = [textAt(a), textAt(b)];
    put(a, other);
    put(b, one);
    return true;
  }),
  place.map((at) => () => run(`insert into entry select release, ${count + 1}, entry from entry where sequence = ${at}`)),
  place.map((at) => () => run(`update entry set sequence = ${count + 2} where sequence = ${at}`)),
  // The head is changed or goes.
  fc.constant(() => run("delete from head")),
  fc.string().map((hash) => () => run(`update head set hash = '${hash.replaceAll("'", "''").replaceAll("\0", "")}'`)),
);

const sameJson = (one: string, other: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    return false;
  }
};

test("5,000 hands in the file are found, whatever they touched", async () => {
  let touched = 0;
  await fc.assert(
    fc.asyncProperty(hands, async (hand) => {
      database.exec("savepoint before");
      let changed = false;
      try {
        changed = hand();
        database.exec("release before");
        if (changed) await expect(journal.read(release)).rejects.toMatchObject({ code: "JOURNAL_BROKEN" });
        else expect((await journal.read(release)).map(({ hash }) => hash)).toEqual(good.map(({ hash }) => hash));
      } finally {
        database.exec("begin; delete from entry; delete from head");
        for (const entry of good)
          database
            .prepare("insert into entry (release, sequence, entry) values (?, ?, ?)")
            .run(release, entry.sequence, JSON.stringify(entry));
        database.prepare("insert into head (release, sequence, hash) values (?, ?, ?)").run(release, count, good.at(-1)?.hash ?? "");
        database.exec("commit");
      }
      touched += changed ? 1 : 0;
    }),
    { numRuns: 5600, seed: 20211129 },
  );
  expect(touched).toBeGreaterThanOrEqual(5000);
}, 240_000);

test("a chain that was made anew from its middle reads well, and only a head that was kept elsewhere shows it", () => {
  const events = good.map(({ at, actor, event }) => ({ at, actor, event }));
  const forged = chain(release, undefined, [...events.slice(0, 9), said("nothing of the kind", 9), ...events.slice(10)]);
  const kept = { release, sequence: 17, hash: good[16]?.hash ?? "" };
  expect(auditOf(release, forged, []).wrong).toBeUndefined();
  expect(auditOf(release, good, [kept]).wrong).toBeUndefined();
  expect(auditOf(release, forged, [kept]).wrong).toContain("made anew");
  expect(auditOf(release, forged.slice(0, 16), [kept]).wrong).toContain("ends at entry 16");
  expect(
    auditOf(release, forged, [{ ...kept, sequence: 9, hash: good[8]?.hash ?? "" }]).wrong,
    "a head from before the forgery",
  ).toBeUndefined();
});
