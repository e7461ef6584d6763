import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { allRequired } from "./system-parts.ts";

const module = join(import.meta.dirname, "system-parts.ts");

/** What `part(name)` says in a process whose PATH is one folder with one command in it. */
const partWith = (command: string, body: string, name: string): unknown => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-parts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, command), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  const program = `import { part } from ${JSON.stringify(module)}; console.log(JSON.stringify(part(${JSON.stringify(name)})));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { env: { PATH: folder }, encoding: "utf8" });
  return JSON.parse(stdout);
};

test("a part is present when its command answers, and says its version", () => {
  expect(partWith("skopeo", "echo skopeo version 1.9.3; echo more", "skopeo")).toEqual({ present: true, version: "skopeo version 1.9.3" });
});

test("a command that is absent, or a shim that points at nothing, is no part", () => {
  expect(partWith("gh", "exit 0", "aws")).toEqual({ present: false, version: "" });
  expect(partWith("aws", "echo aws: command not found; exit 127", "aws")).toEqual({ present: false, version: "" });
});

test("all parts are required in CI or where somebody says so", () => {
  expect([{}, { CI: "false" }, { SIGNALBOX_REQUIRE_ALL: "" }].map((environment) => allRequired(environment))).toEqual([
    false,
    false,
    false,
  ]);
  expect([{ CI: "true" }, { SIGNALBOX_REQUIRE_ALL: "1" }].map((environment) => allRequired(environment))).toEqual([true, true]);
});
