import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Exit, exits } from "../src/cli/exit-codes.ts";
import { type Ran, runBuilt } from "../src/testing/built-program.ts";
import { exampleConfig, openShelf, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const shelf = openShelf();
let staged: StagedRelease;

beforeAll(async () => {
  staged = await stageIn(shelf.folder());
});
afterAll(async () => {
  await staged.close();
  await shelf.end();
});

const type = (...argv: readonly string[]): Promise<Ran> => {
  const cwd = join(staged.folder, "cwd");
  mkdirSync(cwd, { recursive: true });
  const where = ["--config", exampleConfig, "--state", join(staged.folder, "state"), "--as", "ana"];
  return runBuilt({ cwd, environment: { SIGNALBOX_WORLD: join(staged.folder, "world.json") } }, ...argv, ...where);
};

/** The code of the process, the code in its document and the word of the table are one. */
const endsWith = async (wanted: Exit, ...argv: readonly string[]): Promise<void> => {
  const { code, out, error } = await type(...argv, "--json");
  const said = JSON.parse(out) as { readonly exit?: number; readonly standing?: string; readonly error?: { readonly exit: number } };
  expect([code, said.exit ?? said.error?.exit], `${argv.join(" ")}: ${out}${error}`).toEqual([exits[wanted].code, exits[wanted].code]);
  if (argv[0] === "tick" && said.standing !== undefined) expect(said.standing).toBe(wanted);
};

test("one release goes through every end that a script must tell apart", async () => {
  await endsWith("done", "tick");
  await endsWith("waiting", "start", version);
  await endsWith("waiting", "tick");
  await endsWith("refused", "start", version);
  await endsWith("refused", "approve", version, "launch");
  await endsWith("usage", "tick", "--colour");
  await endsWith("done", "hold", version, "--reason", "an outage");
  await endsWith("held", "tick");
  await endsWith("held", "status", "--exit-code");
  await endsWith("done", "status");
  await endsWith("done", "resume", version);

  // A test mail cannot be recognised afterwards, so a lost answer is a question and nothing is sent again.
  staged.stage.fail({ twin: "mailchimp", operation: "postCampaignsIdActionsTest", fault: "lost-after" });
  const isUnknown = await staged.goOn((release) => release.asks.some(({ is }) => is === "unknown"));
  expect(isUnknown.asks.map(({ step }) => step)).toContain("prepare-newsletter/test-campaign");
  await endsWith("unknown", "tick");
  await endsWith("unknown", "status", "--exit-code");
  await endsWith("done", "decide", version, "prepare-newsletter/test-campaign", "happened", "--reason", "it is in the inbox");

  await staged.goOn((release) => release.asks.some(({ kind }) => kind === "approve"));
  await endsWith("person", "tick");
  await endsWith("held", "abort", version, "--reason", "enough", "--yes");
  await endsWith("held", "tick", version);
});

test("the page of the command line names every one of them, each with a number of its own", () => {
  const page = readFileSync(join(dirname(import.meta.dirname), "docs/cli.md"), "utf8");
  const codes = Object.values(exits).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { code, means } of Object.values(exits)) expect(page).toContain(`| ${code} | ${means} |`);
});
