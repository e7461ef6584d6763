/**
 * `npm run journal NAME`: plays the release of test/crash undisturbed and keeps its journal as test/journals/NAME.jsonl, so that every later program
 * shows that it can read and finish what this one began. To be run whenever a new form of the journal is about to replace the present one.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { journalFormat } from "../src/domain/journal/format.ts";
import { pause } from "../src/host/clock.ts";
import { openSqliteJournal } from "../src/store/sqlite-journal.ts";
import { layGround } from "../test/crash/ground.ts";
import { record } from "../test/crash/record.ts";
import { recordedFrom } from "../test/journals/recorded.ts";

const [name = `form-${journalFormat}`] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), "signalbox-journal-"));
try {
  const stage = join(place, "stage");
  await layGround(stage);
  await record(stage, join(place, "snapshots"));
  const journal = openSqliteJournal(join(stage, "state"), pause);
  const entries = await journal.read("crash/1.30.0");
  journal.close();
  const file = join(import.meta.dirname, "..", "test", "journals", `${name}.jsonl`);
  writeFileSync(file, recordedFrom(entries));
  console.log(`${file}: ${entries.length} entries`);
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}
