import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { journalFormat } from "../domain/journal/format.ts";
import type { Said } from "../domain/ports/journal.ts";
import { journalContract } from "../testing/contracts/journal.ts";
import { openGitStore, storeRef } from "../testing/git-store.ts";
import { plainGit } from "../testing/git-world.ts";
import { testWith } from "../testing/test-with.ts";
import type { GitJournal } from "./git-journal.ts";

vi.setConfig({ testTimeout: 60_000 });

let place: string;
let opened: GitJournal[];

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "git-journal-"));
  opened = [];
  plainGit(["init", "--quiet", "--bare", remote()]);
});

afterEach(() => {
  for (const each of opened) each.close();
  rmSync(place, { recursive: true, force: true });
});

const remote = (): string => join(place, "store.git");
const git = (...argv: readonly string[]): string => plainGit([`--git-dir=${remote()}`, ...argv]).trim();
const laptop = (name: string, options?: Parameters<typeof openGitStore>[2]): GitJournal => {
  const journal = openGitStore(remote(), join(place, name), options);
  opened.push(journal);
  return journal;
};

const said = (...whats: readonly string[]): readonly Said[] => by("ana", ...whats);
const by = (actor: string, ...whats: readonly string[]): readonly Said[] =>
  whats.map((what) => ({ at: "2021-11-15T09:00:00Z", actor, event: { is: "alarm", code: "TEST", what } }));

journalContract("a journal on a ref of a repository", async () => {
  const folder = mkdtempSync(join(tmpdir(), "git-contract-"));
  plainGit(["init", "--quiet", "--bare", join(folder, "store.git")]);
  const [journal, other] = ["one", "two"].map((name) => openGitStore(join(folder, "store.git"), join(folder, name)));
  if (journal === undefined || other === undefined) throw new Error("two laptops");
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

test("the journal is readable with plain git: a commit for each append, by who spoke, and a file for each entry", async () => {
  await laptop("ana").append("toy/1.0.0", 0, said("one", "two"));
  await laptop("ben").append("toy/1.0.0", 2, by("ben", "three"));
  expect(git("log", "--reverse", "--format=%an %s %ad", "--date=iso-strict", storeRef).split("\n")).toEqual([
    "ana toy/1.0.0 1: alarm 2021-11-15T09:00:00+00:00",
    "ben toy/1.0.0 3: alarm 2021-11-15T09:00:00+00:00",
  ]);
  expect(git("ls-tree", "-r", "--name-only", storeRef).split("\n")).toEqual([
    "format",
    "releases",
    "toy/1.0.0/000001.json",
    "toy/1.0.0/000002.json",
    "toy/1.0.0/000003.json",
  ]);
  expect(JSON.parse(git("cat-file", "blob", `${storeRef}:toy/1.0.0/000002.json`))).toMatchObject({ actor: "ana", sequence: 2 });
});

test("a journal that looks once shows one moment, and the next one that is opened the next", async () => {
  const [writing, looking] = [laptop("ana"), laptop("ben", { looks: "once" })];
  await writing.append("toy/1.0.0", 0, said("one"));
  expect(await looking.releases()).toEqual([{ release: "toy/1.0.0", over: undefined }]);
  await writing.append("toy/1.0.0", 1, said("two"));
  await writing.append("toy/1.1.0", 0, said("one"));
  expect((await looking.read("toy/1.0.0")).length).toBe(1);
  expect((await looking.releases()).length).toBe(1);
  const again = laptop("ben", { looks: "once" });
  expect((await again.read("toy/1.0.0")).length).toBe(2);
  expect((await again.releases()).length).toBe(2);
});

test("what was seen last is there before the remote has answered, and whether it still holds", async () => {
  const writing = laptop("ana");
  expect(await laptop("ben", { looks: "once" }).lately()).toBeUndefined();
  await writing.append("toy/1.0.0", 0, said("one"));
  await laptop("ben").read("toy/1.0.0");
  const same = await laptop("ben", { looks: "once" }).lately();
  expect((await same?.read("toy/1.0.0"))?.length).toBe(1);
  expect(await same?.releases()).toEqual([{ release: "toy/1.0.0", over: undefined }]);
  expect(await same?.holds).toBe(true);
  await writing.append("toy/1.0.0", 1, said("two"));
  const looking = laptop("ben", { looks: "once" });
  const other = await looking.lately();
  expect((await other?.read("toy/1.0.0"))?.length).toBe(1);
  expect(await other?.holds).toBe(false);
  expect((await looking.read("toy/1.0.0")).length).toBe(2);
});

test("a remote that was pushed over or does not answer is told of by whoever asks if what was seen last holds", async () => {
  await laptop("ana").append("toy/1.0.0", 0, said("one"));
  git("update-ref", "-d", storeRef);
  const rewritten = await laptop("ana").lately();
  expect((await rewritten?.read("toy/1.0.0"))?.length).toBe(1);
  await expect(rewritten?.holds).rejects.toMatchObject({ code: "STORE_REWRITTEN" });
  rmSync(remote(), { recursive: true });
  await expect((await laptop("ana").lately())?.holds).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
});

test("two processes with one copy between them lose and double nothing", async () => {
  const [one, two] = [laptop("shared"), laptop("shared")];
  const add = async (journal: GitJournal, name: string) => {
    for (let made = 0; made < 8; ) {
      const { length } = await journal.read("toy/1.0.0");
      await journal.append("toy/1.0.0", length, said(`${name} ${made}`)).then(
        () => (made += 1),
        (error) => expect(error).toMatchObject({ code: "LOST_RACE" }),
      );
    }
  };
  await Promise.all([add(one, "a"), add(two, "b")]);
  expect((await laptop("third").read("toy/1.0.0")).length).toBe(16);
}, 60_000);

test.each([
  ["nothing was read before", 0],
  ["some was read before", 1],
])("a copy that has a commit without its files, as one killed while it fetched leaves it, is made whole: %s", async (_, read) => {
  const [mine, other] = [laptop("ana"), laptop("ben")];
  await other.append("toy/1.0.0", 0, said("one"));
  if (read > 0) await mine.read("toy/1.0.0");
  else plainGit(["init", "--quiet", "--bare", join(place, "ana")]);
  await other.append("toy/1.0.0", 1, said("two"));
  const commit = execFileSync("git", [`--git-dir=${remote()}`, "cat-file", "commit", storeRef]);
  execFileSync("git", [`--git-dir=${join(place, "ana")}`, "hash-object", "-t", "commit", "-w", "--stdin"], { input: commit });
  expect((await mine.read("toy/1.0.0")).length).toBe(2);
});

describe("a journal that somebody pushed over", () => {
  const written = async (): Promise<{ readonly journal: GitJournal; readonly before: string; readonly last: string }> => {
    const journal = laptop("ana");
    await journal.append("toy/1.0.0", 0, said("one"));
    const before = git("rev-parse", storeRef);
    await journal.append("toy/1.0.0", 1, said("two"));
    return { journal, before, last: git("rev-parse", storeRef) };
  };

  test("with an older commit is refused, driven on by nobody who knew it, and healed by pushing the known commit back", async () => {
    const { journal, before, last } = await written();
    git("update-ref", storeRef, before);
    await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_REWRITTEN", message: expect.stringContaining(last) });
    await expect(journal.append("toy/1.0.0", 2, said("three"))).rejects.toMatchObject({ code: "STORE_REWRITTEN" });
    await expect(laptop("ana").read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_REWRITTEN" });
    expect(git("rev-parse", storeRef)).toBe(before);
    plainGit([`--git-dir=${join(place, "ana")}`, "push", "--quiet", remote(), `${last}:${storeRef}`]);
    expect((await journal.append("toy/1.0.0", 2, said("three"))).length).toBe(1);
  });

  test("by deleting the ref is refused", async () => {
    const { journal } = await written();
    git("update-ref", "-d", storeRef);
    await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_REWRITTEN", message: expect.stringContaining("nothing") });
    await expect(journal.append("toy/1.0.0", 2, said("three"))).rejects.toMatchObject({ code: "STORE_REWRITTEN" });
  });

  const forged = (change: (folder: string) => void): void => {
    const clone = join(place, "forger");
    plainGit(["init", "--quiet", clone]);
    plainGit(["-C", clone, "fetch", "--quiet", remote(), storeRef]);
    plainGit(["-C", clone, "checkout", "--quiet", "FETCH_HEAD"]);
    change(clone);
    plainGit(["-C", clone, "add", "--all"]);
    plainGit(["-C", clone, "-c", "user.name=cleo", "-c", "user.email=cleo@example.com", "commit", "--quiet", "--message=forged"]);
    plainGit(["-C", clone, "push", "--quiet", remote(), `HEAD:${storeRef}`]);
  };

  test.each<[string, (folder: string) => void]>([
    ["that edits an entry", (folder) => writeFileSync(join(folder, "toy/1.0.0/000001.json"), "{}")],
    ["that removes the last entry", (folder) => rmSync(join(folder, "toy/1.0.0/000002.json"))],
    ["that calls a release over", (folder) => writeFileSync(join(folder, "releases"), "toy/1.0.0 finished\n")],
    ["that takes a release off the list", (folder) => writeFileSync(join(folder, "releases"), "")],
    ["that removes the list", (folder) => rmSync(join(folder, "releases"))],
    ["that moves an entry", (folder) => renameSync(join(folder, "toy/1.0.0/000002.json"), join(folder, "toy/1.0.0/000003.json"))],
  ])("by a commit on top %s is refused by who knew it and by who comes new", async (_, change) => {
    const { journal } = await written();
    forged(change);
    await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_REWRITTEN" });
    await expect(laptop("new").read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_REWRITTEN" });
  });

  test("by a commit on top of a newer form is refused as such, also by whoever had accepted it with a newer program", async () => {
    const { journal } = await written();
    forged((folder) => writeFileSync(join(folder, "format"), `${journalFormat + 1}\n`));
    await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_NEWER" });
    await expect(journal.append("toy/1.0.0", 2, said("three"))).rejects.toMatchObject({ code: "STORE_NEWER" });
    writeFileSync(join(place, "ana", "signalbox-seen"), git("rev-parse", storeRef));
    await expect(laptop("ana").read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_NEWER" });
    await expect(laptop("ana").releases()).rejects.toMatchObject({ code: "STORE_NEWER" });
  });

  test("by a commit on top of an older form is read, and of the newest from the next entry on", async () => {
    const { journal } = await written();
    forged((folder) => writeFileSync(join(folder, "format"), "1\n"));
    expect((await journal.read("toy/1.0.0")).length).toBe(2);
    await journal.append("toy/1.0.0", 2, said("three"));
    expect(git("cat-file", "blob", `${storeRef}:format`)).toBe(String(journalFormat));
  });

  test("by an entry of what this version does not know is named", async () => {
    const { journal } = await written();
    await journal.append("toy/1.0.0", 2, [{ ...said("three")[0], event: { is: "teleported" } } as unknown as Said]);
    for (const each of [journal, laptop("new")]) await expect(each.read("toy/1.0.0")).rejects.toMatchObject({ code: "EVENT_UNKNOWN" });
  });

  test("by a commit on top that adds what is no entry breaks the chain", async () => {
    const { journal } = await written();
    forged((folder) => writeFileSync(join(folder, "toy/1.0.0/000003.json"), '{"release":"toy/1.0.0","sequence":3}'));
    await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({ code: "JOURNAL_BROKEN" });
  });
});

describe("a remote on a bad day", () => {
  test("that is not there is unreachable, nothing is made of it, and it is well again afterwards", async () => {
    const journal = laptop("ana");
    await journal.append("toy/1.0.0", 0, said("one"));
    renameSync(remote(), `${remote()}.away`);
    await expect(journal.read("toy/1.0.0")).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
    await expect(journal.append("toy/1.0.0", 1, said("two"))).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
    renameSync(`${remote()}.away`, remote());
    expect((await journal.append("toy/1.0.0", 1, said("two"))).length).toBe(1);
    expect((await journal.read("toy/1.0.0")).length).toBe(2);
  });

  test("that takes a push and then answers nothing: looking settles it, and the entry is there once", async () => {
    const journal = laptop("ana");
    await journal.append("toy/1.0.0", 0, said("one"));
    // What runs after the ref was updated and before the answer is out ends the receiving side.
    const hook = join(remote(), "hooks/post-receive");
    writeFileSync(hook, "#!/bin/sh\nkill -9 $PPID\n", { mode: 0o755 });
    expect((await journal.append("toy/1.0.0", 1, said("two"))).length).toBe(1);
    rmSync(hook);
    expect((await laptop("ben").read("toy/1.0.0")).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  test("that refuses a push says why, and the entry is not there", async () => {
    const journal = laptop("ana");
    await journal.append("toy/1.0.0", 0, said("one"));
    const hook = join(remote(), "hooks/pre-receive");
    writeFileSync(hook, "#!/bin/sh\necho 'this ref is protected' >&2\nexit 1\n", { mode: 0o755 });
    await expect(journal.append("toy/1.0.0", 1, said("two"))).rejects.toMatchObject({
      code: "STORE_UNREACHABLE",
      message: expect.stringContaining("protected"),
    });
    rmSync(hook);
    expect((await journal.read("toy/1.0.0")).length).toBe(1);
  });
});

describe("entries of people whose key the configuration names", () => {
  const keyOf = (name: string): { readonly key: string; readonly file: string } => {
    const file = join(place, `key-${name}`);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
    return { file, key: execFileSync("ssh-keygen", ["-y", "-f", file], { encoding: "utf8" }).trim() };
  };

  test("count only in commits that they signed, whoever pushes", async () => {
    const [ana, cleo] = [keyOf("ana"), keyOf("cleo")];
    const signers = [
      { name: "ana", key: ana.key },
      { name: "cleo", key: cleo.key },
    ];
    const signing = (file: string) => ({ format: "ssh" as const, key: file, environment: {} });
    await laptop("ana", { signers, signing: signing(ana.file) }).append("toy/1.0.0", 0, said("hers"));
    expect(git("cat-file", "commit", storeRef)).toContain("BEGIN SSH SIGNATURE");
    await laptop("ben", { signers }).append("toy/1.0.0", 1, by("ben", "his, who has no key there"));
    const checking = laptop("checking", { signers });
    expect((await checking.read("toy/1.0.0")).length).toBe(2);
    const good = git("rev-parse", storeRef);
    for (const options of [{}, { signing: signing(cleo.file) }]) {
      await laptop(`forging ${Object.keys(options).length}`, options).append("toy/1.0.0", 2, said("not hers"));
      await expect(checking.read("toy/1.0.0")).rejects.toMatchObject({ code: "ENTRY_UNSIGNED", message: expect.stringContaining("ana") });
      git("update-ref", storeRef, good);
    }
    expect((await checking.read("toy/1.0.0")).length).toBe(2);
  });

  testWith(["gpg"], "by OpenPGP: the fingerprint says whose a key is, and not the name that its maker gave it", async () => {
    const gpg = (home: string, ...argv: readonly string[]): Buffer => {
      const own = join(place, home);
      mkdirSync(own, { recursive: true, mode: 0o700 });
      return execFileSync("gpg", ["--batch", "--quiet", "--homedir", own, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
    };
    const made = (home: string): string => {
      gpg(home, "--passphrase", "", "--quick-gen-key", "ana", "ed25519", "sign", "never");
      return /^fpr:+([0-9A-F]{40}):/m.exec(gpg(home, "--with-colons", "--list-keys").toString("utf8"))?.[1] ?? "";
    };
    const keyring = (home: string) => ({ GNUPGHOME: join(place, home) });
    const [hers, forged] = [made("gpg-ana"), made("gpg-forger")];
    // The reader knows both keys, and both say that they are ana's.
    for (const home of ["gpg-ana", "gpg-forger"]) {
      writeFileSync(join(place, "public"), gpg(home, "--export"));
      gpg("gpg-reader", "--import", join(place, "public"));
    }
    const signers = [{ name: "ana", key: hers.replaceAll(/(.{4})/g, "$1 ").trim() }];
    const signing = (home: string, key: string) => ({ format: "openpgp" as const, key, environment: keyring(home) });
    await laptop("ana", { signers, keyring: keyring("gpg-ana"), signing: signing("gpg-ana", hers) }).append("toy/1.0.0", 0, said("hers"));
    expect(git("cat-file", "commit", storeRef)).toContain("BEGIN PGP SIGNATURE");
    const checking = laptop("checking", { signers, keyring: keyring("gpg-reader") });
    expect((await checking.read("toy/1.0.0")).length).toBe(1);
    await laptop("forger", { signing: signing("gpg-forger", forged) }).append("toy/1.0.0", 1, said("not hers"));
    await expect(checking.read("toy/1.0.0")).rejects.toMatchObject({ code: "ENTRY_UNSIGNED" });
    const stranger = laptop("stranger", { signers, keyring: keyring("gpg-nobody") });
    await expect(stranger.read("toy/1.0.0")).rejects.toMatchObject({
      code: "ENTRY_UNSIGNED",
      explanation: expect.objectContaining({ next: expect.stringContaining("gpg --import") }),
    });
    for (const home of ["gpg-ana", "gpg-forger", "gpg-reader"]) execFileSync("gpgconf", ["--homedir", join(place, home), "--kill", "all"]);
  });
});

/** A process that appends, ended by SIGKILL once it has said so many; gives what it acknowledged. */
const livesUntil = (laptopFolder: string, name: string, acknowledgements: number): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const program = fileURLToPath(new URL("../testing/appending-child.ts", import.meta.url));
    const argv = ["--disable-warning=ExperimentalWarning", program, join(place, laptopFolder), name, "1000", remote()];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.split("\n").length > acknowledgements) child.kill("SIGKILL");
    });
    // A line without its end was cut by the death and is no acknowledgement.
    child.once("close", () => resolve(output.split("\n").slice(0, -1)));
  });

test("every entry that was acknowledged before a kill -9 is there, in order, whichever laptop it was said on", async () => {
  const acknowledged: string[] = [];
  for (let life = 0; life < 6; life += 1)
    acknowledged.push(...(await livesUntil(life % 2 === 0 ? "ana" : "ben", `life ${life}`, 4 + life)));
  expect(acknowledged.length).toBeGreaterThanOrEqual(39);
  const kept = (await laptop("new").read("toy/1.0.0")).map(({ event }) => (event.is === "alarm" ? event.what : ""));
  expect(kept.filter((each) => acknowledged.includes(each))).toEqual(acknowledged);
  expect(kept.length - acknowledged.length, "at most one entry per life was written but not yet acknowledged").toBeLessThanOrEqual(6);
});
