import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runbookFile } from "../../src/app/make-runbook.ts";
import { openHands } from "../../src/testing/by-hand.ts";
import { ownAccount } from "../../src/world/blueprint.ts";
import { versions } from "../crash/ground.ts";
import { openCrashStage } from "../crash/record.ts";
import { copyStage, dropStage } from "../crash/snapshots.ts";
import { differencesByHand } from "./same-world.ts";
import { recordUndisturbed, type Undisturbed } from "./undisturbed.ts";

vi.setConfig({ testTimeout: 120_000 });

const place = mkdtempSync(join(tmpdir(), "signalbox-runbook-"));
let undisturbed: Undisturbed;

beforeAll(async () => {
  undisturbed = await recordUndisturbed(place);
}, 120_000);
afterAll(() => dropStage(place), 60_000);

/** The page that lies beside the journal of a release whose Signalbox has died. */
const pageAfter = (item: string): string =>
  readFileSync(join(undisturbed.after(item), "state", "releases", versions.released, runbookFile), "utf8");

test.each(["start", "approve-launch", "publish-feed"])(
  "Signalbox dies after %s, people carry out only the page that it left, and the world is the same",
  async (item) => {
    const folder = join(place, `by-hand-${item}`);
    await copyStage(undisturbed.after(item), folder);
    const page = pageAfter(item);
    const stage = await openCrashStage(folder, "");
    try {
      const hands = await openHands(stage, join(folder, "hands"), ownAccount);
      const done = await hands.carryOut(page).finally(hands.close);
      expect(done.length).toBeGreaterThan(1);
      expect(await differencesByHand(stage, undisturbed.outcome)).toEqual([]);
    } finally {
      await stage.close();
    }
  },
);

test("the page that is left is the one that the command prints", async () => {
  const folder = join(place, "printed");
  await copyStage(undisturbed.after("tag-release"), folder);
  const stage = await openCrashStage(folder, "");
  try {
    const { makeRunbook } = await import("../../src/app/make-runbook.ts");
    const { renderRunbook } = await import("../../src/texts/render-runbook.ts");
    const withoutEntry = (page: string): string => page.replace(/record up to entry \d+/, "record up to entry N");
    expect(withoutEntry(renderRunbook(await makeRunbook(stage.parts, versions.released)))).toBe(withoutEntry(pageAfter("tag-release")));
  } finally {
    await stage.close();
  }
});
