import { describe, expect, test } from "vitest";
import type { Commands, Web } from "../../domain/ports/environments.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { runCommand } from "./run-command.ts";

const digest = `sha256:${"d".repeat(64)}`;
const input = {
  argv: ["deploy", "it's"],
  environment: {},
  url: "https://play.example.com/",
  path: "/_status",
  at: ".image.digest",
  expect: digest,
};

const world = (running: string | undefined) => {
  let runs = running;
  const commands: unknown[] = [];
  return {
    commandsRun: commands,
    web: only<Web>({
      read: async (url) =>
        runs === undefined || url !== "https://play.example.com/_status"
          ? undefined
          : { status: 200, text: JSON.stringify({ image: { digest: runs } }), headers: {} },
    }),
    commands: only<Commands>({
      run: async (command) => {
        commands.push(command);
        runs = input.expect;
        return { receipt: "exit code 0" };
      },
    }),
  };
};

describe("deploying by a command", () => {
  test("runs it once, and believes the app", async () => {
    const at = world(undefined);
    expect(await once(runCommand, at, input)).toMatchObject({ sent: true, found: { is: "present", state: { proof: digest } } });
    expect(await once(runCommand, at, input)).toMatchObject({ sent: false });
    expect(at.commandsRun).toEqual([{ argv: ["deploy", "it's"], environment: {} }]);
  });

  test("a command that changes nothing is not believed", async () => {
    expect(await runCommand.observe(world("sha256:other"), input, looking({ receipt: "exit code 0" }))).toEqual({ is: "absent" });
  });

  test("a version that an older candidate shows as well proves nothing before our own deployment", async () => {
    const version = { ...input, expect: "1.30.0" };
    expect(await runCommand.observe(world("1.30.0"), version, looking())).toEqual({ is: "absent" });
    expect(await runCommand.observe(world("1.30.0"), version, looking({ receipt: "exit code 0" }))).toMatchObject({ is: "present" });
  });

  test("is shown as a person would type it", () => {
    const hand = { key: undefined, keeps: () => undefined, file: () => undefined };
    expect(runCommand.byHand(input, hand)).toEqual([{ is: "run", commands: [`deploy 'it'\\''s'`] }]);
  });
});
