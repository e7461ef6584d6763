import { spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { addDuration, duration } from "../src/domain/instant.ts";
import type { Entry } from "../src/domain/journal/event.ts";
import { journalFormat } from "../src/domain/journal/format.ts";
import { pause } from "../src/host/clock.ts";
import { openSqliteJournal } from "../src/store/sqlite-journal.ts";
import { type Ran, runBuilt } from "../src/testing/built-program.ts";
import { openGitStore } from "../src/testing/git-store.ts";
import { plainGit } from "../src/testing/git-world.ts";
import type { OpenStage } from "../src/wiring/open-stage.ts";
import { buildProgram, layGround, trainFile, versions } from "./crash/ground.ts";
import { openJourney } from "./crash/journey.ts";
import { openCrashStage } from "./crash/record.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const place = mkdtempSync(join(tmpdir(), "signalbox-storage-"));
const release = `crash/${versions.released}`;
/** The step that had ended when everything goes wrong: the next one tells people, who would notice if it happened twice. */
const last = "cut-branch/push-branch";
const stages: OpenStage[] = [];
let rooms = 0;
const room = (): string => join(place, `room-${rooms++}`);
let program = "";

beforeAll(async () => {
  program = await buildProgram(join(place, "built"));
});

afterAll(async () => {
  for (const each of stages) await each.close();
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

/** A release under way in a world, on either store, about to send its next effect. */
interface Desk {
  readonly stage: OpenStage;
  readonly folder: string;
  /** The state folder. */
  readonly state: string;
  readonly remote: string;
  /** The built command, typed by ana; `before` is put before it, as `sh -c` takes it. */
  readonly types: (argv: readonly string[], before?: string) => Promise<Ran>;
  readonly entries: () => Promise<readonly Entry[]>;
  readonly applied: () => number;
}

const openDesk = async (store: "sqlite" | "git"): Promise<Desk> => {
  const folder = room();
  const remote = join(folder, "world", "store.git");
  await layGround(folder);
  plainGit(["init", "--quiet", "--bare", remote]);
  const shared = store === "git";
  const begun = await openCrashStage(folder, program, undefined, shared ? { store: remote } : {});
  const journey = openJourney(begun, () => "happened");
  for (let leg = await journey.leg(); leg?.step !== last; leg = await journey.leg());
  await begun.close();
  // Nobody but the commands that are typed has it open.
  const state = join(folder, "record");
  renameSync(join(folder, "state"), state);
  const stage = await openCrashStage(folder, program, undefined, shared ? { store: remote } : {});
  stages.push(stage);
  const more = ["--config", trainFile, "--state", state, "--as", "ana", "--json"];
  const environment = { PATH: process.env["PATH"] ?? "", SIGNALBOX_WORLD: join(folder, "world.json") };
  return {
    stage,
    folder,
    state,
    remote,
    types: (argv, before) =>
      before === undefined
        ? runBuilt({ cwd: folder, environment, program }, ...argv, ...more)
        : shell(`${before} exec "$@"`, [process.execPath, program, ...argv, ...more], environment),
    // By somebody who was never there before.
    entries: async () => {
      const journal = store === "git" ? openGitStore(remote, room(), { ref: "refs/signalbox/crash" }) : openSqliteJournal(state, pause);
      try {
        return await journal.read(release);
      } finally {
        journal.close();
      }
    },
    applied: () => stage.world.applied().length,
  };
};

const shell = (script: string, argv: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ran> =>
  new Promise((done) => {
    const child = spawn("sh", ["-c", script, "sh", ...argv], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    const printed = { out: "", error: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.error += text));
    child.once("close", (code) => done({ code, ...printed }));
  });

interface Trouble {
  readonly code: string;
  readonly exit: number;
  readonly what: RegExp;
  readonly next: RegExp;
}

const expectTrouble = (ran: Ran, { code, exit, what, next }: Trouble): void => {
  const { error } = JSON.parse(ran.out) as { readonly error: Readonly<Record<string, unknown>> };
  expect(error, ran.out).toMatchObject({ code, exit });
  expect(ran.code).toBe(exit);
  expect(error["what"]).toMatch(what);
  expect(error["why"]).toMatch(/\w.*\w/);
  expect(error["next"]).toMatch(next);
};

/** Nothing can be driven or decided while it is so, and nothing is sent; once it is mended the record is what it was. */
const survives = async (
  desk: Desk,
  trouble: Trouble,
  { harm, mend, before }: { readonly harm: () => void; readonly mend: () => void; readonly before?: string },
): Promise<void> => {
  const [entries, applied] = [await desk.entries(), desk.applied()];
  harm();
  try {
    for (const argv of [
      ["tick", versions.released],
      ["hold", versions.released, "--reason", "wait"],
    ])
      expectTrouble(await desk.types(argv, before), trouble);
    expect(desk.applied(), "nothing was sent").toBe(applied);
  } finally {
    mend();
  }
  expect(await desk.entries()).toEqual(entries);
};

/** Two at once drive on from where everything went wrong: what they do is there once, and nothing that was recorded is missing. */
const goesOn = async (desk: Desk): Promise<void> => {
  const before = await desk.entries();
  // An effect of which nobody knows whether it happened is looked for once it must show.
  for (let round = 0; round < 3; round += 1) {
    const ticked = await Promise.all([1, 2].map(() => desk.types(["tick", versions.released])));
    for (const { code, out } of ticked) expect([3, 4, 7], out).toContain(code);
    for (const { out, code } of ticked) if (code === 7) expect(out).toMatch(/OTHER_DRIVER|LOST_RACE/);
    await desk.stage.world.advanceTo(addDuration(desk.stage.world.now(), duration("10m")));
  }
  const now = await desk.entries();
  expect(now.slice(0, before.length)).toEqual(before);
  expect(now.filter(({ event }) => event.is === "done").length).toBeGreaterThan(before.filter(({ event }) => event.is === "done").length);
  const posted = desk.stage.world.applied().filter(({ twin, effect }) => twin === "slack" && effect.includes("postMessage"));
  expect(posted.length, "the next effect is there once").toBe(1);
};

const damaged = { exit: 69, next: /backup|copy of journal\.sqlite/i };

/** A folder is moved away, and a file of somebody's stands there. */
const fileInPlaceOf = (folder: () => string) => ({
  harm: () => {
    renameSync(folder(), `${folder()}.away`);
    writeFileSync(folder(), "mine");
  },
  mend: () => {
    rmSync(folder());
    renameSync(`${folder()}.away`, folder());
  },
});

describe("a journal in a file", () => {
  let desk: Desk;
  let file = "";
  let good = "";
  beforeAll(async () => {
    desk = await openDesk("sqlite");
    file = join(desk.state, "journal.sqlite");
    good = join(room(), "good.sqlite");
    mkdirSync(dirname(good), { recursive: true });
  });

  /** Everything is in the one file, and a copy of it aside. */
  const settled = (): void => {
    sql(file, "pragma wal_checkpoint(truncate)");
    copyFileSync(file, good);
  };
  const putBack = (): void => {
    for (const part of ["-wal", "-shm"]) rmSync(`${file}${part}`, { force: true });
    copyFileSync(good, file);
  };

  test("on a disk that is full", () =>
    survives(
      desk,
      { code: "STORE_UNWRITABLE", exit: 69, what: /journal in .* could not be written/, next: /Make room/ },
      // In blocks of 512 bytes; no file may grow beyond that.
      { harm: settled, mend: () => {}, before: "trap '' XFSZ; ulimit -f 8;" },
    ));

  test("with a file in the folder's place", () =>
    survives(
      desk,
      { code: "STORE_UNUSABLE", exit: 69, what: /not a folder/, next: /--state FOLDER/ },
      fileInPlaceOf(() => desk.state),
    ));

  test("that may only be read", () =>
    survives(
      desk,
      { code: "STORE_UNUSABLE", exit: 69, what: /readonly|EACCES/, next: /writable/ },
      { harm: () => chmodSync(desk.state, 0o555), mend: () => chmodSync(desk.state, 0o700), before: powerless },
    ));

  test.each([0.3, 0.95])("of which a page is corrupt, at %d of its length", async (where) => {
    await survives(
      desk,
      { ...damaged, code: expect.stringMatching(/STORE_DAMAGED|JOURNAL_BROKEN/), what: /journal/i },
      {
        harm: () => {
          settled();
          const pages = statSync(file).size / 4096;
          const handle = openSync(file, "r+");
          writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, 4096 * Math.floor(pages * where));
          closeSync(handle);
        },
        mend: putBack,
      },
    );
  });

  test.each([
    ["a row was deleted", "delete from entry where sequence = 3"],
    ["the last row was deleted", "delete from entry where sequence = (select max(sequence) from entry)"],
    ["a row was edited", `update entry set entry = replace(entry, '"ana"', '"ben"') where sequence = 1`],
  ])("of which %s", async (_, text) => {
    await survives(
      desk,
      { ...damaged, code: "JOURNAL_BROKEN", what: /damaged at entry \d+/ },
      {
        harm: () => {
          settled();
          sql(file, text);
        },
        mend: putBack,
      },
    );
  });

  test("that a newer program has written to", () =>
    survives(
      desk,
      { code: "STORE_NEWER", exit: 69, what: /format 99/, next: /that version or a newer/ },
      { harm: () => sql(file, "pragma user_version = 99"), mend: () => sql(file, `pragma user_version = ${journalFormat}`) },
    ));

  test("on a disk that fills up while it is driven: what was sent last is intended in the record", async () => {
    settled();
    const [before, applied] = [await desk.entries(), desk.applied()];
    const ran = await desk.types(["tick", versions.released], "trap '' XFSZ; ulimit -f 64;");
    expectTrouble(ran, { code: "STORE_UNWRITABLE", exit: 69, what: /could not be written/, next: /Make room/ });
    const now = await desk.entries();
    expect(now.slice(0, before.length)).toEqual(before);
    const intended = now.slice(before.length).filter(({ event }) => event.is === "intent");
    expect(desk.applied() - applied).toBeLessThanOrEqual(intended.length);
    expect(now.length, "some of it had room").toBeGreaterThan(before.length);
  });

  test("is gone on with when all is well again", () => goesOn(desk));
});

describe("a journal on a shared ref", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk("git");
  });
  const ref = "refs/signalbox/crash";
  const git = (...argv: readonly string[]): string => plainGit([`--git-dir=${desk.remote}`, ...argv]).trim();
  const rewritten = { code: "STORE_REWRITTEN", exit: 9, what: /was written over/, next: /push the commit that this machine knows back/ };

  /** Somebody pushes a commit on top of what is there, or in its place, and later the known one is pushed back, as docs/sharing.md shows. */
  const pushed = (change: (known: string) => void): Parameters<typeof survives>[2] => {
    const known = git("rev-parse", ref);
    return {
      harm: () => change(known),
      mend: () =>
        void plainGit([`--git-dir=${join(desk.state, "journal.git")}`, "push", "--quiet", "--force", desk.remote, `${known}:${ref}`]),
    };
  };
  const onTop = (file: string, text: string | undefined): Parameters<typeof survives>[2] =>
    pushed((known) => {
      const clone = room();
      plainGit(["init", "--quiet", clone]);
      plainGit(["-C", clone, "fetch", "--quiet", desk.remote, ref]);
      plainGit(["-C", clone, "checkout", "--quiet", known]);
      if (text === undefined) rmSync(join(clone, file));
      else writeFileSync(join(clone, file), text);
      plainGit(["-C", clone, "add", "--all"]);
      plainGit(["-C", clone, "-c", "user.name=cleo", "-c", "user.email=cleo@example.com", "commit", "--quiet", "--message=forged"]);
      plainGit(["-C", clone, "push", "--quiet", desk.remote, `HEAD:${ref}`]);
    });

  test("on a full disk of this machine", () =>
    survives(
      desk,
      { code: "STORE_UNWRITABLE", exit: 69, what: /journal\.git could not be written/, next: /Make room/ },
      { harm: () => {}, mend: () => {}, before: "trap '' XFSZ; ulimit -f 0;" },
    ));

  test("on a full disk of the host", () =>
    survives(
      desk,
      { code: "STORE_UNREACHABLE", exit: 9, what: /No space left/, next: /run the command again/ },
      {
        harm: () =>
          writeFileSync(join(desk.remote, "hooks/pre-receive"), "#!/bin/sh\necho 'No space left on device' >&2\nexit 1\n", { mode: 0o755 }),
        mend: () => rmSync(join(desk.remote, "hooks/pre-receive")),
      },
    ));

  test("with a file in the repository's place", () =>
    survives(
      desk,
      { code: "STORE_UNREACHABLE", exit: 9, what: /cannot be reached/, next: /run the command again/ },
      fileInPlaceOf(() => desk.remote),
    ));

  test("with a file in the state folder's place", () =>
    survives(
      desk,
      { code: "STORE_UNUSABLE", exit: 69, what: /record/, next: /--state FOLDER/ },
      fileInPlaceOf(() => desk.state),
    ));

  test("that somebody set back", () =>
    survives(
      desk,
      rewritten,
      pushed((known) => git("update-ref", ref, `${known}~3`)),
    ));

  test("that somebody deleted", () =>
    survives(
      desk,
      rewritten,
      pushed(() => git("update-ref", "-d", ref)),
    ));

  test("in which somebody edited an entry", () => survives(desk, rewritten, onTop(`${release}/000001.json`, "{}")));

  test("in which somebody deleted an entry", () => survives(desk, rewritten, onTop(`${release}/000003.json`, undefined)));

  test("that a newer program has written to", () =>
    survives(desk, { code: "STORE_NEWER", exit: 69, what: /format 99/, next: /that version or a newer/ }, onTop("format", "99\n")));

  test("of which our copy is corrupt", () => {
    const copy = join(desk.state, "journal.git");
    return survives(
      desk,
      { code: "COPY_DAMAGED", exit: 69, what: /journal\.git, cannot be read/, next: /delete that folder/ },
      {
        harm: () => {
          for (const name of readdirSync(join(copy, "objects"), { recursive: true, encoding: "utf8" })) {
            const object = join(copy, "objects", name);
            if (!statSync(object).isFile()) continue;
            chmodSync(object, 0o600);
            writeFileSync(object, Buffer.alloc(statSync(object).size, 0x5a));
          }
        },
        mend: () => rmSync(copy, { recursive: true }),
      },
    );
  });

  test("is gone on with when all is well again", () => goesOn(desk));
});

/** Permissions do not hold root back, who gives that power up. */
const powerless = process.getuid?.() === 0 ? 'set -- setpriv --bounding-set=-dac_override,-dac_read_search -- "$@";' : "";

const sql = (file: string, text: string): void => {
  const database = new DatabaseSync(file);
  database.exec(text);
  database.close();
};
