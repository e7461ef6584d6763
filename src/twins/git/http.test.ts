import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type GitWorld, openGitWorld, plainGit, testEnvironment, worldRepository, worldToken } from "../../testing/git-world.ts";
import { openGit } from "./http.ts";
import { seedRepository } from "./seed-repository.ts";

const exec = promisify(execFile);
const worlds: GitWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});
const opened = async (more: Parameters<typeof openGitWorld>[0] = {}) => {
  const world = await openGitWorld(more);
  worlds.push(world);
  return world;
};

/** Somebody's ordinary git, which must not block this process: the twin lives in it. */
const git = async (folder: string, ...argv: string[]) => {
  const { stdout, stderr } = await exec("git", ["-C", folder, ...argv], { env: testEnvironment() });
  return stdout + stderr;
};
const failure = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "",
    (cause: { stderr?: string; message: string }) => cause.stderr ?? cause.message,
  );
const address = (world: GitWorld, token = worldToken) => `${world.origin.replace("//", `//ana:${token}@`)}/${worldRepository}.git`;
const cloned = async (world: GitWorld) => {
  const clone = join(world.folder, "clone");
  await git(world.folder, "clone", "--quiet", address(world), clone);
  return clone;
};
const basic = (token: string) => ({ authorization: `Basic ${Buffer.from(`x:${token}`).toString("base64")}` });

describe("plain git as the twin's client", () => {
  test("clones with history and tags, and pushes a branch and a tag that the world is told of once each", async () => {
    const world = await opened();
    const clone = await cloned(world);
    expect(await git(clone, "describe", "--always", "HEAD")).toContain("1.29.0-1-g");

    writeFileSync(join(clone, "README.md"), "# Changed\n");
    await git(clone, "commit", "--quiet", "--all", "--message=docs: change");
    await git(clone, "tag", "--annotate", "--message=x", "1.30.0");
    await git(clone, "push", "--quiet", "--atomic", "origin", "HEAD:refs/heads/topic", "refs/tags/1.30.0");

    const head = (await git(clone, "rev-parse", "HEAD")).trim();
    const tag = (await git(clone, "rev-parse", "1.30.0")).trim();
    expect(world.bare(["rev-parse", "refs/heads/topic"])).toBe(head);
    expect(world.pushed).toEqual([
      { repository: worldRepository, login: "signalbox-bot", ref: "refs/heads/topic", before: "0".repeat(40), after: head },
      { repository: worldRepository, login: "signalbox-bot", ref: "refs/tags/1.30.0", before: "0".repeat(40), after: tag },
    ]);
    expect(world.ledger.count("push", `${worldRepository} refs/heads/topic ${head}`)).toBe(1);
  });

  test("a second push of the same thing changes and counts nothing", async () => {
    const world = await opened();
    const clone = await cloned(world);
    await git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/topic");
    await git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/topic");
    expect(world.pushed).toHaveLength(1);
    expect(world.ledger.all()).toHaveLength(1);
  });

  test("a lease that does not hold is refused and nothing is recorded", async () => {
    const world = await opened();
    const clone = await cloned(world);
    world.grow("topic", { "a.txt": "a" }, "feat: a", "main");
    expect(await failure(git(clone, "push", "--force-with-lease=refs/heads/topic:", "origin", "HEAD:refs/heads/topic"))).toContain(
      "stale info",
    );
    expect(world.pushed).toEqual([]);
  });

  test("a deleted and an overwritten branch are changes too", async () => {
    const world = await opened();
    const clone = await cloned(world);
    const id = world.grow("topic", { "a.txt": "a" }, "feat: a", "main");
    await git(clone, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/topic");
    await git(clone, "push", "--quiet", "origin", ":refs/heads/topic");
    expect(world.pushed.map(({ before, after }) => [before === id, after === "0".repeat(40)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test("a rule of the host refuses the push whole, in git's own words", async () => {
    const world = await opened({ forbids: ({ ref }) => (ref === "refs/heads/main" ? "protected branch hook declined" : undefined) });
    const clone = await cloned(world);
    writeFileSync(join(clone, "README.md"), "# Changed\n");
    await git(clone, "commit", "--quiet", "--all", "--message=docs: change");
    const said = await failure(git(clone, "push", "origin", "HEAD:refs/heads/main", "HEAD:refs/heads/other"));
    expect(said).toContain("[remote rejected] HEAD -> main (protected branch hook declined)");
    expect(world.bare(["for-each-ref", "refs/heads/other"])).toBe("");
    expect(world.ledger.all()).toEqual([]);
  });

  test("asks for a password and takes only a token it made", async () => {
    const world = await opened({ private: [worldRepository] });
    expect(await failure(git(world.folder, "ls-remote", `${world.origin}/${worldRepository}.git`))).toContain("could not read Username");
    expect(await failure(git(world.folder, "ls-remote", address(world, "ghp_other")))).toContain("Authentication failed");
    expect(await failure(git(world.folder, "ls-remote", address(world).replace("app", "none")))).toContain("not found");
  });
});

test("whoever has no token clones what is public, and pushes nothing", async () => {
  const world = await opened();
  const clone = join(world.folder, "clone");
  await git(world.folder, "clone", "--quiet", `${world.origin}/${worldRepository}.git`, clone);
  await git(clone, "commit", "--quiet", "--allow-empty", "--message=x");
  expect(await failure(git(clone, "push", "origin", "HEAD:refs/heads/topic"))).toContain("could not read Username");
  expect(world.pushed).toEqual([]);
});

describe("requests that are not git's", () => {
  const path = `/${worldRepository}.git`;
  const post = { method: "POST", body: "0000" };
  const upload = { "content-type": "application/x-git-upload-pack-request" };
  const cases: readonly (readonly [string, string, RequestInit, number])[] = [
    ["no credential", `${path}/info/refs?service=git-upload-pack`, { headers: { authorization: "" } }, 401],
    ["the dumb protocol", `${path}/info/refs`, {}, 422],
    ["an unknown service", `${path}/info/refs?service=git-archive`, {}, 422],
    ["a service named twice", `${path}/info/refs?service=git-upload-pack&service=git-upload-pack`, {}, 422],
    ["an unknown query", `${path}/info/refs?service=git-upload-pack&x=1`, {}, 422],
    ["a protocol of the future", `${path}/info/refs?service=git-upload-pack`, { headers: { "git-protocol": "version=9" } }, 422],
    ["a file of the repository", `${path}/HEAD`, {}, 404],
    ["a wrong content type", `${path}/git-upload-pack`, { ...post, headers: { "content-type": "text/plain" } }, 422],
    ["a query on a service", `${path}/git-upload-pack?x=1`, { ...post, headers: upload }, 422],
    ["an unknown encoding", `${path}/git-upload-pack`, { ...post, headers: { ...upload, "content-encoding": "br" } }, 422],
    ["a wrong method", `${path}/git-upload-pack`, {}, 405],
    ["a path out of the folder", "/acme/..%2f..%2fapp.git/info/refs?service=git-upload-pack", {}, 404],
  ];
  let world: GitWorld;
  beforeAll(async () => {
    world = await openGitWorld();
  });
  afterAll(() => world.close());

  test.each(cases)("%s is refused", async (_name, where, init, status) => {
    const answer = await fetch(world.origin + where, {
      ...init,
      headers: { ...basic(worldToken), ...(init.headers as Record<string, string>) },
    });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.headers.get("www-authenticate")).toBe('Basic realm="GitHub"');
  });
});

describe("seeding from a repository", () => {
  test("copies branches, the remote's branches and tags, leaves the source alone, and holds what git shows", async () => {
    const world = await opened();
    const clone = await cloned(world);
    await git(clone, "checkout", "--quiet", "-b", "mine", "HEAD~1");
    await git(clone, "update-ref", "refs/remotes/origin/theirs", "HEAD");
    const before = await git(clone, "for-each-ref");
    const config = readFileSync(join(clone, ".git/config"), "utf8");

    const folder = join(world.folder, "other");
    mkdirSync(folder);
    const path = process.env["PATH"] ?? "";
    const made = await seedRepository({ path, folder, name: "acme/copy", source: clone });

    const refs = plainGit([`--git-dir=${made}`, "for-each-ref", "--format=%(refname)"]).split("\n");
    expect(refs).toEqual(["refs/heads/main", "refs/heads/mine", "refs/heads/theirs", "refs/tags/1.29.0"]);
    expect(existsSync(join(made, "objects/info/alternates"))).toBe(false);
    expect([await git(clone, "for-each-ref"), readFileSync(join(clone, ".git/config"), "utf8")]).toEqual([before, config]);
    const twin = openGit(
      {
        folder,
        now: () => {
          throw new Error("no clock here");
        },
      },
      { path, tokens: {} },
    );
    expect(await twin.holdings()).toMatchObject({
      repositories: { "acme/copy": { head: "refs/heads/mine", refs: { "refs/heads/theirs": expect.any(String) } } },
    });
  });

  test("part of a history is no history, and leaves nothing behind", async () => {
    const world = await opened();
    const shallow = join(world.folder, "shallow");
    await git(world.folder, "clone", "--quiet", "--depth=1", address(world), shallow);
    const folder = join(world.folder, "other");
    mkdirSync(folder);
    const seeding = seedRepository({ path: process.env["PATH"] ?? "", folder, name: "acme/copy", source: shallow });
    await expect(seeding).rejects.toMatchObject({ code: "SHALLOW_CLONE" });
    expect(existsSync(join(folder, "acme/copy.git"))).toBe(false);
  });

  test("a source checked out at a commit still gives a default branch", async () => {
    const world = await opened();
    const clone = await cloned(world);
    await git(clone, "checkout", "--quiet", "--detach", "HEAD");
    const folder = join(world.folder, "other");
    mkdirSync(folder);
    const made = await seedRepository({ path: process.env["PATH"] ?? "", folder, name: "acme/copy", source: clone });
    expect(plainGit([`--git-dir=${made}`, "symbolic-ref", "HEAD"])).toBe("refs/heads/main");
  });
});
