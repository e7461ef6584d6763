import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { died, failed, type Graveyard, killed, type Red } from "./deaths.ts";
import { buildProgram, layGround } from "./ground.ts";
import { isBesideBoundary, type Point } from "./points.ts";
import { type Recorded, type RecordedLeg, record } from "./record.ts";
import { dropStage } from "./snapshots.ts";

const place = mkdtempSync(join(tmpdir(), "signalbox-crash-"));
let rooms = 0;
const room = (): string => join(place, `room-${rooms++}`);
let recorded: Recorded;
let yard: Graveyard;

beforeAll(async () => {
  const first = join(place, "recorded");
  await layGround(first);
  recorded = await record(first, join(place, "snapshots"));
  yard = { recorded, room, program: await buildProgram(join(place, "built")) };
}, 120_000);

afterAll(() => dropStage(place), 60_000);

const isReal = ({ sort }: Point): boolean => sort === "change" || sort === "boundary";

/** Some at a time, in order: a process that starts leaves the other core to the twins. */
const inTurns = async <T>(lanes: number, work: readonly (() => Promise<readonly T[]>)[]): Promise<readonly T[]> => {
  const found: T[] = [];
  const left = [...work];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) found.push(...(await next()));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return found;
};

const told = (what: string, effects: number, points: number, reds: readonly Red[]): string =>
  `${what}: ${effects} effects, ${points} points, ${reds.length} red`;

/** Of so many deaths one is followed to the end of the release. */
const sample = 40;

test("a SIGKILL of the built command at every boundary and every changing request, and another process ends with the same world", async () => {
  const deaths = recorded.legs
    .flatMap((leg) => leg.points.filter(isReal).map((point) => ({ leg, point })))
    .map(
      ({ leg, point }, at) =>
        () =>
          killed(yard, leg, point, at % sample === 0),
    );
  const reds = await inTurns(3, deaths);
  console.log(told("crash", recorded.effects.length, deaths.length, reds));
  expect(reds).toEqual([]);
  expect(deaths.length).toBeGreaterThanOrEqual(recorded.effects.length * 7);
}, 600_000);

test("a death at every other durable write and every reading request leaves the same world too", async () => {
  const rest = ({ points }: RecordedLeg): readonly Point[] =>
    points.filter((point, at) => !isReal(point) && !isBesideBoundary(point, at, points));
  const reds = await inTurns(
    3,
    recorded.legs.map((leg) => () => died(yard, leg, rest(leg))),
  );
  const points = recorded.legs.flatMap(rest).length;
  console.log(told("crash, in one process", recorded.effects.length, points, reds));
  expect(reds).toEqual([]);
}, 600_000);

test.each(["lost-before", "lost-after"] as const)(
  "every changing request %s once, and nothing is missing or there twice",
  async (fault) => {
    const faults = recorded.legs.flatMap((leg) =>
      leg.points
        .filter(({ sort, name }) => sort === "change" && name.endsWith(" arrived"))
        .map((point) => () => failed(yard, leg, point, fault)),
    );
    const reds = await inTurns(3, faults);
    console.log(told(`crash, ${fault}`, recorded.effects.length, faults.length, reds));
    expect(reds).toEqual([]);
    expect(faults.length).toBeGreaterThan(20);
  },
  300_000,
);
