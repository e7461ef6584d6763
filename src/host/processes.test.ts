import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gitVersion } from "./git-version.ts";
import { type Ended, openProcesses } from "./processes.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-run-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const processes = openProcesses(process.env);
const node = (code: string, ...argv: string[]) => ({ program: process.execPath, argv: ["-e", code, ...argv] });
const alive = (pid: number): boolean => {
  try {
    // A killed process whose parent has gone may linger as a zombie until init collects it.
    return process.kill(pid, 0) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

describe("running a program", () => {
  test("gives exit code, output and errors, and hands over the input", async () => {
    const code = `process.stdin.pipe(process.stdout); console.error("oh"); process.exitCode = 3`;
    const ended = await processes.run({ ...node(code), input: "hello" });
    expect(ended).toEqual({ is: "ended", code: 3, output: Buffer.from("hello"), errors: "oh\n" });
  });

  test("arguments are never looked at by a shell", async () => {
    const argv = ["$(id)", "`id`", "a b", "*", ";", "\n"];
    const ended = await processes.run(node("process.stdout.write(JSON.stringify(process.argv.slice(1)))", ...argv));
    expect(ended.is === "ended" && JSON.parse(ended.output.toString())).toEqual(argv);
  });

  test("of our environment it sees where programs are, and no credential", async () => {
    const mine = openProcesses({ PATH: "/usr/bin:/bin", GITHUB_TOKEN: "ghp_canary", HOME: "/root", NODE_OPTIONS: "--inspect" });
    const ended = await mine.run({ ...node("process.stdout.write(JSON.stringify(process.env))"), environment: { LC_ALL: "C" } });
    expect(ended.is === "ended" && JSON.parse(ended.output.toString())).toEqual({ PATH: "/usr/bin:/bin", LC_ALL: "C" });
  });

  test("a program that is not there, or does not read its input, is an answer and no crash", async () => {
    expect(await processes.run({ program: join(folder, "none"), argv: [] })).toEqual({ is: "absent" });
    expect(await processes.run({ ...node("process.exit(0)"), input: "x".repeat(1_000_000) })).toMatchObject({ is: "ended", code: 0 });
  });

  test("one that takes too long or says too much is killed, with the programs it started", async () => {
    const pidFile = join(folder, "pid");
    const code = `const { spawn } = require("node:child_process"); const { pid } = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
      require("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(pid)); process.stdout.write("x".repeat(1000)); setInterval(() => {}, 1000)`;
    expect(await processes.run({ ...node(code), maxBytes: 10 })).toMatchObject({ is: "killed", why: "output" });
    expect(alive(Number(readFileSync(pidFile, "utf8")))).toBe(false);
    expect(await processes.run({ ...node("setInterval(() => {}, 1000)"), deadline: 300 })).toMatchObject({ is: "killed", why: "deadline" });
  });

  test("output can be taken piece by piece, without a limit", async () => {
    let size = 0;
    const each = (bytes: Buffer) => {
      size += bytes.length;
    };
    const ended = await processes.run({ ...node(`process.stdout.write("x".repeat(300_000))`), maxBytes: 10, each });
    expect([ended.is, size]).toEqual(["ended", 300_000]);
  });

  test("closing kills what runs and what would start", async () => {
    const mine = openProcesses(process.env);
    const running = mine.run(node("setInterval(() => {}, 1000)"));
    mine.close();
    expect(await running).toMatchObject({ is: "killed", why: "closed" });
    expect(await mine.run(node("setInterval(() => {}, 1000)"))).toMatchObject({ is: "killed", why: "closed" });
  });

  test("a conversation goes on until it is closed", async () => {
    const heard: string[] = [];
    const ended = await new Promise<Ended>((resolve) => {
      const each = (bytes: Buffer) => {
        heard.push(bytes.toString());
        if (heard.join("") === "one") conversation.say("two");
        if (heard.join("") === "onetwo") conversation.close();
      };
      const conversation = processes.open({ ...node("process.stdin.pipe(process.stdout)"), each }, resolve);
      conversation.awaited(true);
      conversation.say("one");
    });
    expect([heard.join(""), ended]).toMatchObject(["onetwo", { is: "killed", why: "closed" }]);
  });
});

describe("git's version", () => {
  const says = (text: string) => {
    writeFileSync(join(folder, "git"), `#!/bin/sh\necho '${text}'\n`);
    chmodSync(join(folder, "git"), 0o755);
    return gitVersion(openProcesses({ PATH: folder }));
  };
  test("is told when it is new enough", async () => {
    expect(await says("git version 2.38.0")).toBe("2.38.0");
    expect(await says("git version 2.50.1 (Apple Git-155)")).toBe("2.50.1");
    expect(await says("git version 3.0")).toBe("3.0");
  });
  test.each(["git version 2.37.9", "git version 1.99.0", "something else"])("%s is missing or too old", async (text) => {
    await expect(says(text)).rejects.toMatchObject({ code: "GIT_MISSING", message: expect.stringContaining(text) });
  });
  test("no git at all is said so", async () => {
    await expect(gitVersion(openProcesses({ PATH: folder }))).rejects.toMatchObject({ code: "GIT_MISSING" });
  });
});
