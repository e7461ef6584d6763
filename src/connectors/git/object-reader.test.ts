import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import type { Ended } from "../../host/processes.ts";
import { type GitWorld, openGitWorld } from "../../testing/git-world.ts";
import type { Git } from "./git.ts";
import { objectReader } from "./object-reader.ts";

const worlds: GitWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

test("a process that waits for nothing but an object of many pieces lives until all of it is there", async () => {
  const world = await openGitWorld();
  worlds.push(world);
  const ids = [3_000_000, 70_000].map((size) => world.bare(["hash-object", "-w", "--stdin"], Buffer.alloc(size, size)));
  const folder = world.bare(["rev-parse", "--absolute-git-dir"]);
  const program = fileURLToPath(new URL("../../testing/reading-child.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, folder, ...ids], { env: { PATH: process.env["PATH"] } });
  expect(stdout).toBe("3000000\n70000\n");
});

/** A git that can be made to say anything and to end at any moment. */
const scriptedGit = () => {
  const told = { say: (_: string): void => {}, end: (): void => {}, awaited: [] as boolean[], heard: [] as string[] };
  const git: Pick<Git, "open"> = {
    open: ({ each }, ended) => {
      told.say = (text) => each?.(Buffer.from(text));
      told.end = () => ended({ is: "ended", code: 0, output: Buffer.alloc(0), errors: "" } satisfies Ended);
      return {
        say: (text) => void told.heard.push(String(text)),
        finish: () => {},
        awaited: (yes) => void told.awaited.push(yes),
        close: () => {},
      };
    },
  };
  return { git: git as Git, told };
};

const id = "a".repeat(40);

test("while half of an object is missing its answer is awaited, and no longer when it is there", async () => {
  const { git, told } = scriptedGit();
  const read = objectReader(git, "anywhere").read(id);
  told.say(`${id} blob 4\nab`);
  expect(told.awaited.at(-1)).toBe(true);
  told.say("cd\n");
  expect((await read).toString()).toBe("abcd");
  expect(told.awaited.at(-1)).toBe(false);
});

test("a git that ends in the middle of an object is an error, not a wait without end", async () => {
  const { git, told } = scriptedGit();
  const read = objectReader(git, "anywhere").read(id);
  told.say(`${id} blob 4\nab`);
  told.end();
  await expect(read).rejects.toMatchObject({ code: "GIT_FAILED" });
});

test("what is asked in one go is said in one go, and what was lost with a git that ended is not said to the next", async () => {
  const { git, told } = scriptedGit();
  const reader = objectReader(git, "anywhere");
  const first = [reader.info("a"), reader.info("b")];
  await Promise.resolve();
  expect(told.heard).toEqual(["info a\ninfo b\nflush\n"]);
  const lost = reader.info("c");
  told.end();
  const next = reader.info("d");
  for (const each of [...first, lost]) await expect(each).rejects.toMatchObject({ code: "GIT_FAILED" });
  told.say(`${id} blob 4\n`);
  expect(await next).toEqual({ id, type: "blob", size: 4 });
  expect(told.heard.slice(1)).toEqual(["info d\nflush\n"]);
});
