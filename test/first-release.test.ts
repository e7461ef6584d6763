import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { builtProgram } from "../src/testing/built-program.ts";
import { openHands } from "../src/testing/by-hand.ts";
import { shop } from "../src/testing/odd-repositories.ts";
import { openShelf } from "../src/testing/staged-release.ts";
import { openStage } from "../src/wiring/open-stage.ts";
import { ownAccount } from "../src/world/blueprint.ts";

vi.setConfig({ testTimeout: 300_000 });

const exec = promisify(execFile);
const root = join(import.meta.dirname, "..");
const shelf = openShelf();
afterAll(() => shelf.end());

/** The commands of the page by the minute at which they are typed, one text for each block. */
const blocksOf = (page: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.slice(0, part.search(/[:\n]/)), [...part.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((found) => found[1] ?? "")]),
  );

const blocks = blocksOf(readFileSync(join(root, "docs/first-release.md"), "utf8"));
const block = (minute: string, at = 0): string => {
  const found = blocks.get(minute)?.[at];
  if (found === undefined) throw new Error(`the page has no block ${at} at ${minute}`);
  return found;
};

/** Types a block as it stands. Waiting, and that a person is needed, are no failures there. */
const type = async (cwd: string, commands: string, environment: Readonly<Record<string, string>> = {}): Promise<string> => {
  const signalbox = `signalbox() { code=0; '${process.execPath}' '${builtProgram}' "$@" || code=$?; case $code in 0|3|4) return 0;; *) return $code;; esac; }`;
  const { stdout, stderr } = await exec("bash", ["-euc", `${signalbox}\n${commands}`], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, ...environment },
    maxBuffer: 1 << 26,
  });
  return stdout + stderr;
};

test("the page of the first release works as it is written, on a repository it does not know, and without any credential", async () => {
  const fresh = shelf.folder();
  expect(await type(fresh, block("Minute 1"))).toContain("post-to-slack");
  expect(await type(fresh, block("Minute 3"))).toContain("Finished: posthog 1.29.1 and 1.30.0.");
  expect(existsSync(join(fresh, "report/rehearsal.html"))).toBe(true);

  const own = join(shelf.folder(), "shop");
  mkdirSync(own);
  shop(own);
  const ten = await type(own, block("Minute 10"));
  for (const said of ["signalbox.yaml is right: train shop", "3 commits", "tag-release", "Finished: shop "]) expect(ten).toContain(said);

  const folder = shelf.folder();
  const config = join(own, "signalbox.yaml");
  await type(own, block("Minute 15").split("\n")[0] ?? "");
  const stage = await openStage({
    folder,
    config,
    example: config,
    onGuess: () => {},
    repository: own,
    clones: {},
    environment: { PATH: process.env["PATH"] },
    cwd: own,
    node: process.execPath,
    program: "",
    onScene: () => {},
    withoutCredentials: true,
  });
  try {
    const inWorld = { SIGNALBOX_WORLD: join(folder, "world.json") };
    const begun = await type(own, block("Minute 15").split("\n").slice(1).join("\n"), inWorld);
    expect(begun).toContain("a person does this");
    expect(begun).not.toContain("TOKEN_MISSING");
    const page = await type(own, "signalbox runbook", inWorld);
    const hands = await openHands(stage, join(folder, "hands"), ownAccount);
    await hands.carryOut(page, (item) => item === "cut-branch").finally(hands.close);
    const after = await type(own, block("Minute 15", 1), inWorld);
    expect(after).toMatch(/✓ cut-branch/);
    expect(after).toMatch(/done cut-branch\/push-branch: release-/);
  } finally {
    await stage.close();
  }
});
