import { writeSync } from "node:fs";
import { pause } from "../host/clock.ts";
import { openSqliteJournal } from "../store/sqlite-journal.ts";
import { openGitStore } from "./git-store.ts";

/** Appends decisions to a store until it is killed, and says each on standard output once it is acknowledged. With a remote the store is a ref there. */
const [folder = "", name = "", most = "0", remote] = process.argv.slice(2);
const journal = remote === undefined ? openSqliteJournal(folder, pause) : openGitStore(remote, folder);
for (let made = 0; made < Number(most); ) {
  const what = `${name} ${made}`;
  try {
    const { length } = await journal.read("toy/1.0.0");
    await journal.append("toy/1.0.0", length, [{ at: "2021-11-15T09:00:00Z", actor: "ana", event: { is: "alarm", code: "TEST", what } }]);
    writeSync(1, `${what}\n`);
    made += 1;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "LOST_RACE")) throw error;
  }
}
journal.close();
