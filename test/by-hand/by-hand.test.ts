import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Adoption, adoptRelease, type Vouching } from "../../src/app/adopt-release.ts";
import { loadRelease } from "../../src/app/load-release.ts";
import { makeRunbook } from "../../src/app/make-runbook.ts";
import { runbookFile } from "../../src/app/own-files.ts";
import { verifyRelease } from "../../src/app/verify-release.ts";
import { stepKinds } from "../../src/checklist/steps/index.ts";
import { factsIn } from "../../src/domain/known.ts";
import type { PlannedItem } from "../../src/domain/plan.ts";
import { openHands } from "../../src/testing/by-hand.ts";
import { renderRunbook } from "../../src/texts/render-runbook.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { ownAccount } from "../../src/world/blueprint.ts";
import { worldText } from "../../src/world/world-digest.ts";
import { versions } from "../crash/ground.ts";
import { openCrashStage } from "../crash/record.ts";
import { copyStage, dropStage } from "../crash/snapshots.ts";
import { differencesByHand } from "./same-world.ts";
import { goToTheEnd, recordUndisturbed, type Undisturbed } from "./undisturbed.ts";

/** All of them take minutes; a few, chosen for what is hardest, are part of every run. */
const every = process.env["SIGNALBOX_EVERY_PREFIX"] !== undefined;

vi.setConfig({ testTimeout: every ? 1_800_000 : 240_000 });

const place = mkdtempSync(join(tmpdir(), "signalbox-by-hand-"));
let rooms = 0;
let undisturbed: Undisturbed;
let items: readonly PlannedItem[] = [];

beforeAll(async () => {
  undisturbed = await recordUndisturbed(place);
}, 120_000);
afterAll(() => dropStage(place), 60_000);

/** Works in a copy of a stage, of which nothing is left afterwards. */
const inCopy = async <T>(
  from: string,
  work: (stage: OpenStage, folder: string) => Promise<T>,
  record: "with its record" | "without any record" = "with its record",
): Promise<T> => {
  const folder = join(place, `room-${rooms++}`);
  await copyStage(from, folder);
  if (record === "without any record") rmSync(join(folder, "state"), { recursive: true });
  const stage = await openCrashStage(folder, "");
  try {
    return await work(stage, folder);
  } finally {
    await stage.close();
  }
};

const pageOf = async (stage: OpenStage): Promise<string> => renderRunbook(await makeRunbook(stage.parts, versions.released));

/** People do what the page says about some of its items. */
const byHand = async (stage: OpenStage, folder: string, page: string, wanted?: (item: string) => boolean): Promise<readonly string[]> => {
  const hands = await openHands(stage, join(folder, "hands"), ownAccount);
  return hands.carryOut(page, wanted).finally(hands.close);
};

const adopted = ({ parts }: OpenStage, vouches: Vouching): Promise<Adoption> =>
  adoptRelease({ ...parts, actor: "ana" }, { version: versions.released }, vouches);

describe("a page that Signalbox left", () => {
  const carriedOn = (item: string): Promise<void> =>
    inCopy(undisturbed.after(item), async (stage, folder) => {
      const page = readFileSync(join(folder, "state", "releases", versions.released, runbookFile), "utf8");
      const withoutEntry = (each: string): string => each.replace(/record up to entry \d+/, "");
      expect(withoutEntry(page), item).toBe(withoutEntry(await pageOf(stage)));
      expect((await byHand(stage, folder, page)).length, item).toBeGreaterThan(0);
      expect(await differencesByHand(stage, undisturbed.outcome), item).toEqual([]);
      await adopted(stage, () => "with all");
      await goToTheEnd(stage);
      expect(await differencesByHand(stage, undisturbed.outcome), item).toEqual([]);
      expect(await verifyRelease(stage.parts, versions.released), item).toEqual([]);
    });

  test.each(["approve-launch", "publish-feed"])(
    "after %s is carried out by people alone, and the world is the same; the release finishes once it is adopted",
    carriedOn,
  );

  if (every)
    test("so it is after each item", async () => {
      for (const item of ["start", ...undisturbed.items.slice(0, -1)]) if (existsSync(undisturbed.after(item))) await carriedOn(item);
    });
});

describe("a release begun by hand", () => {
  /** A copy of the stage after each item was done by hand, in the order of the page. */
  const prefixes: { readonly item: string; readonly folder: string }[] = [];

  beforeAll(async () => {
    await inCopy(undisturbed.after("start"), async (stage, folder) => {
      const page = await pageOf(stage);
      items = (await loadRelease(stage.parts, versions.released)).plan?.items ?? [];
      const hands = await openHands(stage, join(folder, "hands"), ownAccount);
      for (const { id } of items) {
        await hands.carryOut(page, (item) => item === id);
        prefixes.push({ item: id, folder: join(place, `prefix-${id}`) });
        await copyStage(folder, prefixes.at(-1)?.folder ?? "");
      }
      await hands.close();
      expect(await differencesByHand(stage, undisturbed.outcome)).toEqual([]);
    });
  }, 240_000);

  const kindOf = (step: string): string | undefined => items.flatMap((each) => each.steps).find((each) => each.id === step)?.kind;

  test("is picked up wherever people stopped: what they did is done, what they did not is open, and nothing is changed outside", async () => {
    for (const [at, { item, folder }] of prefixes.entries()) {
      if (!every && at % 4 !== 3 && at !== prefixes.length - 1) continue;
      await inCopy(
        folder,
        async (stage) => {
          const before = worldText(await stage.world.holdings());
          const { seen, isNew } = await adopted(stage, () => undefined);
          expect(isNew).toBe(true);
          expect(worldText(await stage.world.holdings()), item).toBe(before);
          const wrong = seen.filter((each) => {
            const kind = kindOf(each.step) ?? "";
            // What lies on one's own disk, and what nobody can see afterwards.
            if (["keep-artifact", "invalidate-cdn"].includes(kind) || stepKinds.get(kind)?.is !== "effect") return false;
            const isDone = items.findIndex(({ id }) => id === each.item) <= at;
            if (kind === "test-campaign") return each.is === "done";
            // A message that anybody may have typed by hand is asked for once it may have been.
            return !(isDone ? ["done"] : kind === "post-message" ? ["open", "unsure"] : ["open"]).includes(each.is);
          });
          expect(wrong, `after ${item}`).toEqual([]);
        },
        "without any record",
      );
    }
  });

  const finished = (item: string): Promise<void> =>
    inCopy(
      prefixes.find((each) => each.item === item)?.folder ?? "",
      async (stage) => {
        await adopted(stage, () => "with all");
        await goToTheEnd(stage, "send");
        expect(await differencesByHand(stage, undisturbed.outcome), item).toEqual([]);
        expect(await verifyRelease(stage.parts, versions.released), item).toEqual([]);
      },
      "without any record",
    );

  test.each(["tag-release", "sync-main"])("up to %s, and adopted without any record, finishes in the same world", finished);

  if (every)
    test("so it does up to each item", async () => {
      for (const { item } of prefixes) await finished(item);
    });

  test("in any order that the page allows, and adopted, finishes in the same world", async () => {
    const subsets = fc.sample(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), { seed: 4, numRuns: every ? 12 : 1 });
    for (const picks of subsets) {
      const chosen = possible(items.filter((_, at) => picks[at] === true).map((each) => each.id));
      await inCopy(undisturbed.after("start"), async (stage, folder) => {
        await byHand(stage, folder, await pageOf(stage), (item) => chosen.has(item));
        // People know what they did, where nobody can see it.
        await adopted(stage, (step) => (chosen.has(step.slice(0, step.indexOf("/"))) ? "named" : undefined));
        await goToTheEnd(stage, "send");
        expect(await differencesByHand(stage, undisturbed.outcome), [...chosen].join(" ")).toEqual([]);
      });
    }
  });

  /** Nobody can do by hand what is made of something that is not done: no block sets its variables. */
  const possible = (wanted: readonly string[]): ReadonlySet<string> => {
    const chosen = new Set<string>();
    for (const { id, steps, after } of items) {
      const needs = [...steps.flatMap((each) => factsIn(each.input)).map((each) => each.after.split("/")[0] ?? ""), ...after];
      if (wanted.includes(id) && needs.every((each) => each === id || chosen.has(each))) chosen.add(id);
    }
    return chosen;
  };
});
