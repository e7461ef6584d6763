import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { by, raised } from "../../testing/contracts/git-bench.ts";
import { worldRepository as app, type GitWorld, openGitWorld, worldToken } from "../../testing/git-world.ts";
import { type Fault, type FaultPlan, faultOnce } from "../../twins/kernel/faults.ts";
import { connectGit, type GitNeeds } from "./index.ts";

const worlds: GitWorld[] = [];
const processes = openProcesses(process.env);
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});
const opened = async (more: Parameters<typeof openGitWorld>[0] = {}, needs: Partial<GitNeeds> = {}) => {
  const world = await openGitWorld(more);
  worlds.push(world);
  const secrets = { has: () => true, read: () => worldToken };
  const connector = connectGit({ door: world.door, secrets, processes, folder: join(world.folder, "own"), ...needs });
  return { world, ...connector, head: world.bare(["rev-parse", "refs/heads/main"]) };
};

const branch = "refs/heads/release-1.30.0";
const applied: readonly (readonly [Fault, boolean])[] = [
  ["lost-before", false],
  ["lost-after", true],
  ["reset", false],
  ["500-before", false],
  ["500-after", true],
  ["429", false],
  ["403-secondary", false],
  ["502-after", true],
  ["garbled-after", true],
];

describe("a push on a bad wire", () => {
  test.each(applied)("%s: never twice, and looking settles it", async (fault, done) => {
    const { world, refs, head } = await opened({ faults: faultOnce("git", "git-receive-pack", fault) });
    const push = { ref: branch, object: head, expect: "absent" } as const;
    const said = await refs.push(app, push).then(
      () => undefined,
      (cause: unknown) => raised(Promise.reject(cause)),
    );
    if (said !== undefined) expect(said).toMatchObject({ code: "GIT_FAILED", retry: "unknown" });
    // libcurl may have sent it again by itself on a fresh connection: then it is there although the first one was lost.
    const found = await refs.look(app, branch);
    if (done) expect(found?.object).toBe(head);
    if (found === undefined) await refs.push(app, push);
    expect((await refs.look(app, branch))?.object).toBe(head);
    expect(world.ledger.count("push", `${app} ${branch} ${head}`)).toBe(1);
  });
});

/** Every request that only reads goes wrong in the same way. */
const reading = (fault: Fault): FaultPlan => ({ next: ({ operation }) => (operation === "git-receive-pack" ? undefined : fault) });

describe("looking on a bad wire", () => {
  test.each([
    ["lost-before", "NO_ANSWER"],
    ["reset", "NO_ANSWER"],
    ["500-before", "BAD_ANSWER"],
    ["502-after", "BAD_ANSWER"],
    ["garbled-after", "NO_ANSWER"],
    ["429", "RATE_LIMITED"],
    ["403-secondary", "RATE_LIMITED"],
  ] as const)("%s is %s, never an absent ref", async (fault, code) => {
    const { refs } = await opened({ faults: reading(fault) });
    expect((await raised(refs.look(app, "refs/heads/main"))).code).toBe(code);
    expect((await raised(refs.list(app, "refs/tags/"))).code).toBe(code);
    expect((await raised(refs.main(app))).code).toBe(code);
  });

  test.each([
    ["lost-before", "NO_ANSWER"],
    ["500-before", "NO_ANSWER"],
    ["garbled-after", "NO_ANSWER"],
    ["429", "RATE_LIMITED"],
  ] as const)("a fetch with %s is %s, and the next one works", async (fault, code) => {
    const { history, head } = await opened({ faults: faultOnce("git", fault === "garbled-after" ? "git-upload-pack" : "git-refs", fault) });
    expect((await raised(history.dateOf(app, head))).code).toBe(code);
    expect(await history.dateOf(app, head)).toBe(1_635_000_000);
  });

  test("a server that takes a prefix for a hint only, as it may, changes nothing", async () => {
    const id = "a".repeat(40);
    const lines = ["refs/heads/main", "refs/heads/main-2", "refs/tags/main"].map((ref) => `${id} ${ref}\n`);
    const bytes = Buffer.from(`${lines.map((line) => (line.length + 4).toString(16).padStart(4, "0") + line).join("")}0000`);
    const headers = { "content-type": "application/x-git-upload-pack-result" };
    const { refs } = await opened({}, { door: { mapped: (url) => url, request: async () => ({ status: 200, headers, bytes }) } });
    expect(await refs.list(app, "refs/heads/")).toMatchObject([{ ref: "refs/heads/main" }, { ref: "refs/heads/main-2" }]);
    expect(await refs.look(app, "refs/heads/mai")).toBeUndefined();
  });

  test("a page in place of an answer is no answer", async () => {
    const door = {
      mapped: (url: string) => url,
      request: async () => ({ status: 200, headers: { "content-type": "text/html" }, bytes: Buffer.from("0000") }),
    };
    const { refs } = await opened({}, { door });
    expect((await raised(refs.look(app, "refs/heads/main"))).code).toBe("BAD_ANSWER");
  });
});

describe("credentials", () => {
  test("a refused token is said to be refused, and stands in no error", async () => {
    const token = "ghp_canary00000000000000000000000000000000";
    const { refs, head } = await opened({}, { secrets: { has: () => true, read: () => token } });
    const look = await raised(refs.look(app, "refs/heads/main"));
    expect(look).toMatchObject({ code: "TOKEN_REFUSED", retry: "never" });
    const push = await raised(refs.push(app, { ref: branch, object: head, expect: "absent" }));
    for (const { text } of [look, push]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(Buffer.from(`x-access-token:${token}`).toString("base64"));
    }
  });

  test("the token is in no argument vector, no address and no file of the clone", async () => {
    const { world, head } = await opened();
    const seen: string[] = [];
    const bin = join(world.folder, "bin");
    mkdirSync(bin);
    const real = execFileSync("sh", ["-c", "command -v git"]).toString().trim();
    writeFileSync(join(bin, "git"), `#!/bin/sh\nprintf '%s ' "$@" >> ${world.folder}/argv\nexec ${real} "$@"\n`, { mode: 0o755 });
    const watched = openProcesses({ ...process.env, PATH: `${bin}:${process.env["PATH"]}` });
    const folder = join(world.folder, "watched");
    const ports = connectGit({ door: world.door, secrets: { has: () => true, read: () => worldToken }, processes: watched, folder });
    const commit = await ports.objects.commit(app, { base: head, files: [{ path: "a", text: "a" }], message: "x", by });
    await ports.refs.push(app, { ref: branch, object: commit, expect: "absent" });
    seen.push(readFileSync(join(world.folder, "argv"), "utf8"));
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) seen.push(readFileSync(join(file.parentPath, file.name), "latin1"));
    }
    watched.close();
    expect(seen[0]).toContain("https://github.com/acme/app.git");
    for (const text of seen) {
      expect(text).not.toContain(worldToken);
      expect(text).not.toContain("127.0.0.1");
      expect(text).not.toContain(Buffer.from(`x-access-token:${worldToken}`).toString("base64"));
    }
  });

  test("nothing of the user's or the machine's configuration is used", async () => {
    const { world, head } = await opened();
    const canary = join(world.folder, "pwned");
    const home = join(world.folder, "home");
    mkdirSync(home);
    writeFileSync(
      join(home, ".gitconfig"),
      `[core]\n\tsshCommand = touch ${canary}\n\tpager = touch ${canary}\n[user]\n\tname = Somebody\n[commit]\n\tgpgSign = true\n`,
    );
    writeFileSync(join(home, ".netrc"), "machine 127.0.0.1 login x password y\n");
    const mine = openProcesses({
      ...process.env,
      HOME: home,
      GIT_DIR: "/etc",
      GIT_EXTERNAL_DIFF: `touch ${canary}`,
      GIT_TRACE: join(home, "trace"),
    });
    const ports = connectGit({
      door: world.door,
      secrets: { has: () => true, read: () => worldToken },
      processes: mine,
      folder: join(world.folder, "mine"),
    });
    await ports.objects.commit(app, { base: head, files: [{ path: "a", text: "a" }], message: "x", by });
    mine.close();
    expect(readdirSync(home).sort()).toEqual([".gitconfig", ".netrc"]);
  });
});

describe("a signed tag", () => {
  const keygen = (() => {
    try {
      return execFileSync("sh", ["-c", "command -v ssh-keygen"]).length > 0;
    } catch {
      return false;
    }
  })();
  test.runIf(keygen)("is the same each time and verifies", async () => {
    const key = join((await opened()).world.folder, "key");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", key]);
    const { world, refs, objects, head } = await opened({}, { signing: { format: "ssh", key } });
    const wanted = { name: "1.30.0", commit: head, message: "Version 1.30.0", by };
    const object = await objects.tag(app, wanted);
    expect(await objects.tag(app, wanted)).toBe(object);
    await refs.push(app, { ref: "refs/tags/1.30.0", object, expect: "absent" });
    writeFileSync(join(world.folder, "signers"), `signalbox@example.com ${readFileSync(`${key}.pub`, "utf8")}`);
    world.bare(["-c", "gpg.format=ssh", "-c", `gpg.ssh.allowedSignersFile=${join(world.folder, "signers")}`, "verify-tag", "1.30.0"]);
  });
});
