import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logTxt } from "./log-txt.ts";
import { LOG_FORMAT, logReader, parseLog } from "./read-log.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-log-"));
  git(["init", "-q", "--bare", "."]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = { PATH: process.env["PATH"], HOME: "/", GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
const git = (args: string[], input?: Buffer) => execFileSync("git", ["-C", folder, ...args], { env, ...(input ? { input } : {}) });

const who = (name: Buffer | string, email: string) => Buffer.concat([Buffer.from(name), Buffer.from(` <${email}> 1635000000 +0200\n`)]);
const commit = (branch: string, name: Buffer | string, email: string, message: Buffer) => [
  Buffer.from(`commit refs/heads/${branch}\nauthor `),
  who(name, email),
  Buffer.from("committer "),
  who("Cleo Example", "cleo@example.com"),
  Buffer.from(`data ${message.length}\n`),
  message,
  Buffer.from("\n"),
];
const write = (parts: Buffer[]) => git(["fast-import", "--quiet", "--force"], Buffer.concat(parts));
const log = (branch: string) => git(["log", "-z", `--format=${LOG_FORMAT}`, `refs/heads/${branch}`]).toString("latin1");

describe("reading git's log", () => {
  test("hostile messages cannot forge a field", () => {
    const message = Buffer.from("feat: x\u001b[2J %x00 deadbeef\n\nbody\n\nCo-authored-by: Ben <ben@example.com>\n");
    write([
      ...commit("hostile", "Ana Example", "ana@example.com", message),
      ...commit("hostile", "Ben", "ben@example.com", Buffer.from("")),
    ]);
    const [second, first, ...more] = parseLog(log("hostile"));
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      subject: "feat: x\u001b[2J %x00 deadbeef",
      author: { name: "Ana Example", email: "ana@example.com" },
      parents: [],
    });
    expect(first?.body).toContain("Co-authored-by: Ben <ben@example.com>");
    expect(second).toMatchObject({ subject: "", body: "", date: 1635000000, parents: [first?.id], committer: { name: "Cleo Example" } });
  });

  test("texts that are not UTF-8 are shown as latin-1 and keep their bytes", () => {
    write([
      ...commit("bytes", Buffer.from("J\xfcrgen", "latin1"), "ana@example.com", Buffer.from("fix: gr\xfc\xdfe\n", "latin1")),
      ...commit("bytes", "Zoë", "zoe@example.com", Buffer.from("feat: schöne Grüße\n")),
    ]);
    const commits = parseLog(log("bytes"));
    expect(commits.map((each) => each.subject)).toEqual(["feat: schöne Grüße", "fix: grüße"]);
    expect(commits[1]?.author.name).toBe("Jürgen");
    expect(Buffer.from(logTxt(commits))).toEqual(git(["log", "--pretty=format:%s %ae", "refs/heads/bytes"]));
  });

  test("log.txt is what the page's command writes, before .mailmap", () => {
    const mailmap = Buffer.from("Ana Example <ana@example.com> <old@example.com>\n");
    write([
      ...commit("mapped", "ana", "old@example.com", Buffer.from("one\ntwo\n\nthree\n")),
      Buffer.from(`M 100644 inline .mailmap\ndata ${mailmap.length}\n`),
      mailmap,
      Buffer.from("\n"),
    ]);
    git(["symbolic-ref", "HEAD", "refs/heads/mapped"]);
    const commits = parseLog(log("mapped"));
    expect(commits[0]).toMatchObject({
      author: { name: "ana", email: "old@example.com" },
      mapped: { name: "Ana Example", email: "ana@example.com" },
    });
    expect(Buffer.from(logTxt(commits)).toString()).toBe("one two old@example.com");
    expect(Buffer.from(logTxt(commits))).toEqual(git(["log", "--pretty=format:%s %ae", "refs/heads/mapped"]));
  });

  test("pieces may end anywhere", () => {
    const bytes = log("hostile") + log("bytes");
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const reader = logReader();
        const commits = at.slice(1).flatMap((end, index) => reader.push(bytes.slice(at[index], end)));
        reader.end();
        expect(commits).toEqual(parseLog(bytes));
      }),
    );
  });

  test("a log that breaks off or is something else is refused", () => {
    expect(() => parseLog(log("hostile").slice(0, -3))).toThrow(/GIT_FAILED.*middle of a commit/);
    expect(() => parseLog("fatal: bad\0".repeat(12))).toThrow(/GIT_FAILED.*commit id/);
    expect(parseLog("")).toEqual([]);
  });
});
