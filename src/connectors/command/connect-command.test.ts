import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Commands } from "../../domain/ports/environments.ts";
import { openDoor } from "../../host/door.ts";
import { openProcesses } from "../../host/processes.ts";
import { openSecrets } from "../../host/secrets.ts";
import { openCommandsTwinBench } from "../../testing/apps-bench.ts";
import { type CommandsBench, commandsContract } from "../../testing/contracts/commands.ts";
import { brokenPromises, testContract } from "../../testing/contracts/contract.ts";
import { connectCommand } from "./connect-command.ts";

// Appends what it was given as one line of JSON; `fail` makes it fail after saying so.
const script = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const { existsSync, writeFileSync } = require("node:fs");
if (process.argv[2] === "exit") process.exit(Number(process.argv[3]));
if (process.argv[2] === "look") process.exit(existsSync(__dirname + "/done") ? 0 : 1);
if (process.argv[2] === "do") writeFileSync(__dirname + "/done", "");
if (process.argv[2] === "fail") { console.error(process.env.DEPLOY_TOKEN); process.exit(3); }
const environment = Object.keys(process.env).filter((name) => name !== "PATH").sort();
appendFileSync(__dirname + "/given", JSON.stringify({ argv: process.argv.slice(2), environment }) + "\\n");
`;

const secrets = openSecrets({ NOTIFY_TOKEN: "canary" }, () => "");
const never: Pick<Commands, "ask" | "has"> = {
  ask: () => Promise.reject(new Error("asked")),
  has: () => Promise.reject(new Error("asked")),
};

/** The connector as in production, on a real program; `wrong` puts another adapter in its place. */
const openReal = async (wrong?: (program: string) => Commands): Promise<CommandsBench> => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-command-"));
  const program = join(folder, "deploy.cjs");
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const door = openDoor();
  const processes = openProcesses({ PATH: process.env["PATH"], SECRET_OF_OURS: "canary" });
  const { commands } =
    wrong === undefined ? connectCommand({ door, secrets, processes, commandFolder: folder }) : { commands: wrong(program) };
  return {
    commands,
    works: ["./deploy.cjs"],
    does: ["./deploy.cjs", "do"],
    looks: ["./deploy.cjs", "look"],
    unclear: ["./deploy.cjs", "exit", "2"],
    fails: ["./deploy.cjs", "fail"],
    given: async () => {
      const file = join(folder, "given");
      const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
      return lines.map((line) => JSON.parse(line) as { argv: string[]; environment: string[] });
    },
    close: () => {
      processes.close();
      door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

testContract("commands that are run", commandsContract, () => openReal());
testContract("commands that the twin is told of", commandsContract, openCommandsTwinBench);

test("an adapter that goes through a shell and hands on its own environment breaks the contract", async () => {
  const shelled = (program: string): Commands => ({
    ...never,
    run: ({ argv, environment }) =>
      new Promise((resolve) => {
        const line = [program, ...argv.slice(1)].join(" ").replaceAll("\0", "").replaceAll(">", "");
        const options = { env: { ...process.env, ...environment }, cwd: tmpdir() };
        execFile("/bin/sh", ["-c", `${line.replace(/\$\(.*?\)|`.*?`/g, "x")} 2>/dev/null`], options, () => resolve({ receipt: "done" }));
      }),
  });
  expect(await brokenPromises(commandsContract, () => openReal(shelled))).toEqual([
    "arguments arrive as they are, whatever a shell would make of them",
    "only the variables that were declared are seen",
    "a credential is seen as a variable; without it nothing is run",
    "a look says yes once it was done, no before, and nothing where it cannot tell",
    "a program is found before it is needed, and nothing is run for it",
    "a command that fails is an error, and tells no value of a variable",
    "what cannot be a command is refused, and nothing is run",
  ]);
});

test("an adapter that runs a command twice breaks the contract", async () => {
  const open = async (): Promise<CommandsBench> => {
    const bench = await openReal();
    const run: Commands["run"] = async (command) => {
      await bench.commands.run(command);
      return bench.commands.run(command);
    };
    return { ...bench, commands: { ...bench.commands, run } };
  };
  expect(await brokenPromises(commandsContract, open)).toEqual([
    "arguments arrive as they are, whatever a shell would make of them",
    "only the variables that were declared are seen",
    "a credential is seen as a variable; without it nothing is run",
    "a command runs as often as it is asked for",
  ]);
});

test("an adapter that takes every failed look for a no breaks the contract", async () => {
  const open = async (): Promise<CommandsBench> => {
    const bench = await openReal();
    return { ...bench, commands: { ...bench.commands, ask: (command) => bench.commands.ask(command).catch(() => false) } };
  };
  expect(await brokenPromises(commandsContract, open)).toEqual([
    "a look says yes once it was done, no before, and nothing where it cannot tell",
  ]);
});

test("a rehearsal without a twin of commands refuses them and runs nothing", async () => {
  const door = openDoor({ map: { "https://api.example.com": "http://127.0.0.1:1" } });
  const ran: unknown[] = [];
  const run = async (command: unknown) => {
    ran.push(command);
    return { is: "absent" } as const;
  };
  const { commands } = connectCommand({ door, secrets, processes: { run, has: async () => true } });
  const command = { argv: ["./deploy.sh"], environment: {} };
  for (const asked of [() => commands.run(command), () => commands.ask(command), () => commands.has("./deploy.sh")])
    await expect(asked()).rejects.toMatchObject({ code: "ADDRESS_FORBIDDEN" });
  expect(ran).toEqual([]);
  door.close();
});

test.each([
  [{ is: "absent" }, "REFUSED", "never"],
  [{ is: "killed", why: "deadline", errors: "" }, "NO_ANSWER", "unknown"],
  [{ is: "ended", code: 1, output: Buffer.alloc(0), errors: "canary" }, "BAD_ANSWER", "unknown"],
] as const)("a command that ended as %j is %s, and a retry %s", async (ended, code, retry) => {
  const door = openDoor();
  const { commands } = connectCommand({ door, secrets, processes: { run: async () => ended, has: async () => true } });
  const error = await commands.run({ argv: ["./deploy.sh"], environment: {} }).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code, explanation: { retry } });
  expect(String(error)).not.toContain("canary");
  door.close();
});
