import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loadRelease } from "../../src/app/load-release.ts";
import { makeRunbook } from "../../src/app/make-runbook.ts";
import { verifyRelease } from "../../src/app/verify-release.ts";
import { whatNow } from "../../src/app/what-now.ts";
import { isByPeople } from "../../src/domain/dial.ts";
import { addDuration, duration } from "../../src/domain/instant.ts";
import { itemOrder } from "../../src/domain/item-order.ts";
import type { Dial } from "../../src/domain/plan.ts";
import { neededFacts } from "../../src/domain/progress.ts";
import { type Hands, openHands } from "../../src/testing/by-hand.ts";
import { renderRunbook } from "../../src/texts/render-runbook.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { ownAccount } from "../../src/world/blueprint.ts";
import { versions } from "../crash/ground.ts";
import { openJourney } from "../crash/journey.ts";
import { openCrashStage } from "../crash/record.ts";
import { copyStage, dropStage } from "../crash/snapshots.ts";
import { differencesByHand } from "./same-world.ts";
import { setDials } from "./set-dials.ts";
import { recordUndisturbed, type Undisturbed } from "./undisturbed.ts";

vi.setConfig({ testTimeout: 240_000 });

/** One item after the other, and many mixtures, take minutes; the two ends and one mixture are part of every run. */
const every = process.env["SIGNALBOX_EVERY_PREFIX"] !== undefined;

const place = mkdtempSync(join(tmpdir(), "signalbox-dial-"));
let undisturbed: Undisturbed;

beforeAll(async () => {
  undisturbed = await recordUndisturbed(place);
}, 120_000);
afterAll(() => dropStage(place), 60_000);

/** The setting in which Signalbox has no credential at all. */
const bare = "people, without any credential";

const dials: readonly Dial[] = ["people", "prepare", "signalbox"];

/** The morning of the freeze, with the dials as told. */
const stageWith = async (name: string, by: Dial, items: Readonly<Record<string, Dial>>): Promise<OpenStage> => {
  const folder = join(place, name);
  await copyStage(undisturbed.after("nothing"), folder);
  await setDials(folder, by, items);
  return openCrashStage(folder, "", undefined, name === bare ? { withoutCredentials: true } : {});
};

/** What a page is asked for: the steps that are people's and whose turn it is. */
const dueByHand = async ({ parts }: OpenStage): Promise<readonly string[]> => {
  const { state, asks } = whatNow(await loadRelease(parts, versions.released), parts.kinds);
  const item = (id: string) => state.plan?.items.find((each) => each.id === id);
  return asks
    .filter((each) => isByPeople(item(each.item)?.by, parts.kinds.get(each.kind)) && each.question === undefined)
    .map((each) => each.step);
};

/** Drives a release, while people do what the dial leaves to them by the page alone, and mark what nobody can see. */
const released = async (stage: OpenStage, hands: Hands): Promise<void> => {
  const journey = openJourney(stage, () => "happened");
  const done = new Set<string>();
  const seen = new Map<string, number>();
  for (let turns = 0; turns < 250; turns += 1) {
    if (turns > 0 && (await loadRelease(stage.parts, versions.released)).finishedAt !== undefined) return;
    const due = turns === 0 ? [] : await dueByHand(stage);
    const fresh = due.filter((each) => !done.has(each));
    if (fresh.length > 0) {
      const page = renderRunbook(await makeRunbook(stage.parts, versions.released));
      await hands.carryOut(page, (_, step) => fresh.includes(step));
      for (const each of fresh) done.add(each);
      await stage.type("signalbox", "tick", versions.released);
    } else if (due[0] !== undefined) await waitOrMark(stage, due[0], seen, hands);
    else await journey.turn();
  }
  const left = whatNow(await loadRelease(stage.parts, versions.released), stage.parts.kinds).steps.filter(
    (each) => each.is !== "done" && each.is !== "blocked",
  );
  throw new Error(`the release came to no end: ${JSON.stringify(left)}`);
};

/** Whoever did something waits until Signalbox has seen it; of what it does not see, they say that it is done. */
const waitOrMark = async (stage: OpenStage, step: string, waited: Map<string, number>, hands: Hands): Promise<void> => {
  const times = (waited.get(step) ?? 0) + 1;
  waited.set(step, times);
  const told = neededFacts(await loadRelease(stage.parts, versions.released), step).flatMap((name) => {
    const value = hands.found(step, name);
    return value === undefined ? [] : ["--fact", `${name}=${value}`];
  });
  if (times > 2) await stage.type("ana", "done", versions.released, step, "--evidence", "done by the page", ...told);
  await stage.world.advanceTo(addDuration(stage.world.now(), duration("5m")));
  await stage.type("signalbox", "tick", versions.released);
};

const mixtures = (count: number): readonly (readonly [string, Dial, Readonly<Record<string, Dial>>])[] =>
  fc
    .sample(fc.array(fc.constantFrom(...dials), { minLength: 30, maxLength: 30 }), { seed: 7, numRuns: count })
    .map(
      (each, at) => [`mixture-${at}`, "signalbox", Object.fromEntries(ids.map((id, place) => [id, each[place] ?? "signalbox"]))] as const,
    );

/** Every item of the checklist, in its order. */
const ids = itemOrder.flatMap((each) => (each === "deploy-*" ? ["deploy-playground", "deploy-staging"] : [each]));

const turned = (count: number): readonly [string, Dial, Readonly<Record<string, Dial>>] => [
  `turned-${count}`,
  "people",
  Object.fromEntries(ids.slice(0, count).map((id) => [id, "signalbox" as const])),
];

const settings: readonly (readonly [string, Dial, Readonly<Record<string, Dial>>])[] = [
  ["people", "people", {}],
  [bare, "people", {}],
  ...(every ? [["prepare", "prepare", {}] as const, ...ids.map((_, at) => turned(at + 1)), ...mixtures(12)] : mixtures(1)),
];

test.each(settings)("a release with its dials on %s ends in the same world", async (name, by, items) => {
  const stage = await stageWith(name, by, items);
  try {
    const hands = await openHands(stage, join(place, name, "hands"), ownAccount);
    await released(stage, hands).finally(hands.close);
    expect(await differencesByHand(stage, undisturbed.outcome)).toEqual([]);
    expect(await verifyRelease(stage.parts, versions.released)).toEqual([]);
  } finally {
    await stage.close();
  }
});
