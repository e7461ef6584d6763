import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Contender, runnerIn } from "./run.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(`${tmpdir()}/signalbox-run-`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const script = (text: string, silent = false): Contender => ({
  name: "script",
  program: process.execPath,
  argv: ["-e", text],
  folder,
  environment: { PATH: process.env["PATH"] ?? "" },
  silent,
});

test("a program that ends badly or says nothing has no time, and is told with what it said", async () => {
  const { time } = runnerIn(folder, 20_000);
  expect(await time(script("console.log('x')"))).toMatchObject({ is: "done", bytes: 2 });
  expect(await time(script("", true))).toMatchObject({ is: "done", bytes: 0 });
  expect(await time(script("console.error('nobody there')"))).toEqual({ is: "failed", why: "exit 0 and no output: nobody there" });
  expect(await time(script("console.log('x'); throw new Error('no')"))).toMatchObject({
    is: "failed",
    why: expect.stringMatching(/^exit 1: .*no/),
  });
});

test("one that takes too long is ended with all that it started", async () => {
  const { time } = runnerIn(folder, 300);
  const child = "require('node:child_process').spawnSync(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])";
  expect(await time(script(child))).toEqual({ is: "cut", milliseconds: 300 });
});

test("memory is that of the process, of its largest child, and of both together", async () => {
  const hold = (mebibytes: number) => `const held = Buffer.alloc(${mebibytes} * 2 ** 20, 1);`;
  const inner = `${hold(150)} setTimeout(() => held, 300)`;
  const outer = `${hold(60)} require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(inner)}]); console.log(held.length)`;
  const found = await runnerIn(folder, 20_000).memory(script(outer));
  if ("is" in found) throw new Error(found.is);
  expect(found.own).toBeGreaterThan(60);
  expect(found.own).toBeLessThan(150);
  expect(found.child).toBeGreaterThan(150);
  expect(found.together).toBeGreaterThan(210);
});
