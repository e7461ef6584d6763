import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Killed, type Killing, killDeciding, killDecidingApart } from "./kept-decisions.ts";

const place = mkdtempSync(join(tmpdir(), "signalbox-kill-"));

afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }), 60_000);

/** The same number on each store; `npm run grid -- --kill` has twenty times as many. */
const share = { decisions: 500, kills: 10, seed: "every commit" };

const judge = (store: Killing["store"], killed: Killed): void => {
  console.log(`kill: ${store} ${killed.decisions} decisions, ${killed.kills} kills, ${killed.lost.length} lost`);
  expect(killed.lost).toEqual([]);
  expect(killed.decisions).toBeGreaterThanOrEqual(share.decisions);
  expect(killed.kills).toBeGreaterThanOrEqual(share.kills);
  expect(killed.untold, "at most one decision of each life was under way").toBeLessThanOrEqual(killed.kills);
};

test("every decision that a file had acknowledged before a SIGKILL is there, in its place, and nothing that nobody decided", async () => {
  judge("sqlite", await killDeciding({ ...share, store: "sqlite", place: mkdtempSync(join(place, "sqlite")) }));
}, 120_000);

test("the same on a shared ref", async () => {
  // A push takes a tenth of a second, most of which git waits for itself.
  judge("git", await killDecidingApart({ ...share, store: "git", place: mkdtempSync(join(place, "git")) }, 2));
}, 300_000);

test("who decides ends quietly when nobody listens any more", async () => {
  const argv = [
    "--disable-warning=ExperimentalWarning",
    join(import.meta.dirname, "deciding-life.ts"),
    mkdtempSync(join(place, "alone")),
    "1.0.0",
    "0",
  ];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.once("data", () => child.stdout.destroy());
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
}, 120_000);
