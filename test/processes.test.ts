import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { seeded } from "../src/wiring/faults/seeded.ts";
import { type Graveyard, killed, type Red } from "./crash/deaths.ts";
import { frozen, overtaken, type Standstill } from "./crash/frozen.ts";
import { buildProgram, layGround } from "./crash/ground.ts";
import type { Point } from "./crash/points.ts";
import { record } from "./crash/record.ts";
import { dropStage } from "./crash/snapshots.ts";
import { type Resumed, toldToEnd } from "./crash/told-to-end.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const place = mkdtempSync(join(tmpdir(), "signalbox-processes-"));
let rooms = 0;
const room = (): string => join(place, `room-${rooms++}`);
let yard: Graveyard;

beforeAll(async () => {
  const first = join(place, "recorded");
  await layGround(first);
  yard = { recorded: await record(first, join(place, "snapshots")), room, program: await buildProgram(join(place, "built")) };
});

afterAll(() => dropStage(place), 60_000);

/** Some at a time, in order. */
const inTurns = async (work: readonly (() => Promise<readonly Red[]>)[]): Promise<readonly Red[]> => {
  const found: Red[] = [];
  const left = [...work];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) found.push(...(await next()));
  };
  await Promise.all([lane(), lane(), lane()]);
  return found;
};

const pointsOf = (isWanted: (point: Point) => boolean): readonly Standstill[] =>
  yard.recorded.legs.flatMap((leg) => leg.points.filter(isWanted).map((point) => ({ leg, point })));

/** So many of them, one drawn from each of as many stretches. */
const spread = <T>(all: readonly T[], count: number, seed: string): readonly T[] => {
  const random = seeded(seed);
  const borders = Array.from({ length: count + 1 }, (_, at) => Math.floor((at * all.length) / count));
  return borders.slice(1).flatMap((end, at) => {
    const stretch = all.slice(borders[at], end);
    return stretch[Math.floor(random() * stretch.length)] ?? [];
  });
};

test("a SIGKILL of the built command on a shared ref, all over a release, and another process ends with the same world", async () => {
  const all = pointsOf(({ sort }) => sort === "change" || sort === "boundary");
  // Every one of them takes minutes: SIGNALBOX_EVERY_KILL=1 dies each of these deaths.
  const chosen = process.env["SIGNALBOX_EVERY_KILL"] === undefined ? spread(all, 24, "every commit") : all;
  const reds = await inTurns(
    chosen.map(
      ({ leg, point }) =>
        () =>
          killed({ ...yard, shared: true }, leg, point, false),
    ),
  );
  console.log(
    `crash, on a shared ref: ${yard.recorded.effects.length} effects, ${chosen.length} of ${all.length} points, ${reds.length} red`,
  );
  expect(reds).toEqual([]);
  expect(new Set(chosen).size).toBeGreaterThanOrEqual(24);
});

const effects = {
  keyed: "tag-release/push-tag",
  set: "publish-images/image-crash/worker-latest",
  marked: "announce-freeze/post-to-team-c0000000001",
} as const;

describe("the built command, stood still by SIGSTOP past its claim and continued after another driver went on", () => {
  const boundaries = ["b0", "b1", "b2", "b3", "b4"] as const;
  const at = (step: string, boundary: string): readonly Standstill[] => pointsOf(({ name }) => name === `${step} ${boundary}`);

  test.each(Object.entries(effects))("loses, and does nothing twice, wherever around a %s effect it stood", async (_, step) => {
    const stills = boundaries.flatMap((each) => at(step, each));
    expect(stills).toHaveLength(boundaries.length);
    expect(await inTurns(stills.map((each) => () => frozen(yard, each)))).toEqual([]);
  });

  test("does so on a shared ref", async () => {
    const stills = [...at(effects.keyed, "b1"), ...at(effects.set, "b0"), ...at(effects.marked, "b2"), ...at(effects.marked, "b4")];
    expect(stills).toHaveLength(4);
    expect(await inTurns(stills.map((each) => () => frozen({ ...yard, shared: true }, each)))).toEqual([]);
  });

  const request = (step: string): Standstill => {
    const last = pointsOf(({ sort, name, inFlight }) => sort === "change" && name.endsWith(" arrived") && inFlight === step).at(-1);
    if (last === undefined) throw new Error(`no request of ${step} was recorded`);
    return last;
  };

  test("with a keyed request on its way: the system refuses it, and it is there once", async () => {
    expect(await frozen(yard, request(effects.keyed))).toEqual([]);
  });

  test("with a set request on its way: it is set twice to the same", async () => {
    const reds = await frozen(yard, request(effects.set), (found, named) => [
      ...found.filter((each) => !/: applied 2 times instead of 1$/.test(each)),
      ...(found.length === 1 ? [] : [`${found.length} differences`]),
      ...named,
    ]);
    expect(reds).toEqual([]);
  });

  test("with a marked request on its way: it is there twice, and verify names the step", async () => {
    const reds = await frozen(yard, request(effects.marked), (found, named) => [
      ...found.filter((each) => !/: applied 2 times instead of 1$|^the world differs/.test(each)),
      ...(found.length === 2 ? [] : [`${found.length} differences`]),
      ...(named.join() === effects.marked ? [] : [`named: ${named.join()}`]),
    ]);
    expect(reds).toEqual([]);
  });

  test("with a marked request that arrives while the other one looks: both are counted, the step is parked, and nothing more is sent", async () => {
    expect(await overtaken(yard, request(effects.marked), /^slack /)).toEqual([]);
  });
});

test.runIf(existsSync("/proc/self/stat"))(
  "SIGTERM: the effect on its way is recorded, none begins, and the next process is at work again within five seconds of processor time",
  async () => {
    const at = yard.recorded.legs.findIndex(({ step }) => step === "prepare-newsletter/replicate-campaign");
    const [leg, next] = yard.recorded.legs.slice(at);
    if (leg === undefined || next === undefined) throw new Error("the train sends no newsletter");
    let resumed: Resumed | undefined;
    const reds = await toldToEnd(yard, [leg, next], (so) => {
      resumed = so;
    });
    expect(reds).toEqual([]);
    console.log(`resumed: ${JSON.stringify(resumed)}`);
    expect(resumed?.processor).toBeLessThan(5000);
  },
);
