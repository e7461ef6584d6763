import type { Scheduler } from "fast-check";
import { trackId } from "../../src/checklist/3-launch/approve-launch.ts";
import { keepingLater } from "../../src/checklist/chart-edits.ts";
import { stepKinds } from "../../src/checklist/steps/index.ts";
import { isLostRace } from "../../src/domain/errors.ts";
import type { Event } from "../../src/domain/journal/event.ts";
import { fold } from "../../src/domain/journal/fold.ts";
import type { ReleaseState } from "../../src/domain/journal/state.ts";
import { factOf, type Json } from "../../src/domain/known.ts";
import type { Plan, PlannedItem } from "../../src/domain/plan.ts";
import type { Ports } from "../../src/domain/ports/index.ts";
import type { Journal } from "../../src/domain/ports/journal.ts";
import { progressOf } from "../../src/domain/progress.ts";
import { advance, type Stopped } from "../../src/engine/advance.ts";
import { type EngineParts, release as giveBack, takeUp } from "../../src/engine/driving.ts";
import { openMemoryJournal } from "../../src/testing/memory-journal.ts";
import { toyTrain } from "../../src/testing/toy-app.ts";
import { type TestClock, testClock } from "../../src/testing/toy-world.ts";
import { tracksIn } from "../../src/wiring/tracks-in.ts";
import { digestOf, openShop, type Shop } from "./shop.ts";

/** What came of two releases of one train that launched at the same time. */
export interface Launched {
  readonly shop: Shop;
  /** Codes of the questions that were asked, with their step. */
  readonly asked: readonly string[];
  /** Whether one of them, with its tag about to be pushed, found the other one there and took its intent back. */
  readonly met: boolean;
}

const feedBefore = '[\n  {\n    "version": "1.30.0",\n    "release_date": "2021-11-29"\n  }\n]\n';
const mostTurns = 400;

/**
 * Two drivers, each of its own release and process, on one journal. Every look, every request and every access to the journal is put into an order by
 * the scheduler; so is the time that passes while a driver waits.
 */
export const launchBoth = async (
  scheduler: Scheduler,
  versions: readonly [string, string],
  delays: readonly [number, number],
): Promise<Launched> => {
  const clock = testClock();
  const kept = openMemoryJournal();
  const shop = openShop(
    { "acme/shop": { "feed.json": feedBefore }, "acme/charts": { "Chart.yaml": "version: 3.0.0\nappVersion: 1.30.0\n" } },
    "1.30.0",
    versions,
  );
  const journal = inAnyOrder(scheduler, kept);
  const asked: string[] = [];
  for (const version of versions) await append(kept, clock, version, begun(version));
  const lives = versions.map(async (version, place) => {
    for (let pause = 0; pause < (delays[place] ?? 0); pause += 1) await scheduler.schedule(Promise.resolve(), "not yet");
    const ports = { ...portsInAnyOrder(scheduler, shop.ports), tracks: tracksIn(journal, toyTrain, clock) } as Ports;
    const parts = partsOf({ journal, clock, ports, owner: `laptop-${place}:1` });
    await live({ scheduler, parts, kept, clock, version, asked });
  });
  await scheduler.waitFor(Promise.all(lives));
  const entries = (await Promise.all(versions.map((version) => kept.read(`toy/${version}`)))).flat();
  return {
    shop,
    asked,
    met: entries.some(({ event }) => event.is === "pending" && event.step === "tag-release/push-tag" && event.unsent === true),
  };
};

interface Life {
  readonly scheduler: Scheduler;
  readonly parts: EngineParts;
  readonly kept: Journal;
  readonly clock: TestClock;
  readonly version: string;
  readonly asked: string[];
}

const live = async ({ scheduler, parts, kept, clock, version, asked }: Life): Promise<void> => {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const stopped = await driveOnce(parts, version);
    if (stopped.is === "finished") return;
    await scheduler.schedule(Promise.resolve(), `${version}: time passes`);
    if (stopped.is === "nothing-due" && stopped.next !== undefined && stopped.next > clock.now()) clock.set(stopped.next);
    for (const { step, standing } of progressOf(await stateOf(kept, version))) {
      if (standing.is !== "ready" || standing.record.parked === undefined) continue;
      asked.push(`${step.id} ${standing.record.parked.code}`);
      await append(kept, clock, version, [
        { is: "answered", step: step.id, key: standing.key, answer: "accept", reason: "it goes forward" },
      ]);
    }
  }
  throw new Error(`${version} came to no end`);
};

const driveOnce = async (parts: EngineParts, version: string): Promise<Stopped> => {
  const driving = takeUp(parts, await stateOf(parts.journal, version));
  try {
    const stopped = await advance(driving);
    await giveBack(driving);
    return stopped;
  } catch (error) {
    if (!isLostRace(error)) throw error;
    return { is: "nothing-due", next: undefined };
  }
};

export const partsOf = (more: Pick<EngineParts, "journal" | "clock" | "ports" | "owner">): EngineParts => ({
  kinds: stepKinds,
  boundaries: { cross: async () => {} },
  mayBeAlive: () => true,
  onEvent: () => {},
  stopping: () => false,
  ...more,
});

const stateOf = async (journal: Journal, version: string): Promise<ReleaseState> => {
  const state = fold(await journal.read(`toy/${version}`));
  if (state === undefined) throw new Error(`${version} was not started`);
  return state;
};

const append = async (journal: Journal, clock: TestClock, version: string, events: readonly Event[]): Promise<void> => {
  const release = `toy/${version}`;
  const { length } = await journal.read(release);
  await journal.append(
    release,
    length,
    events.map((event) => ({ at: clock.now(), actor: "ana", event })),
  );
};

const inAnyOrder = (scheduler: Scheduler, { read, append: write, releases }: Journal): Journal => ({
  read: whenever(scheduler, "read", read),
  append: whenever(scheduler, "append", write),
  releases: whenever(scheduler, "releases", releases),
});

const portsInAnyOrder = <Given extends object>(scheduler: Scheduler, ports: Given): Given =>
  Object.fromEntries(
    Object.entries(ports).map(([port, methods]) => [
      port,
      Object.fromEntries(
        Object.entries(methods as Record<string, (...given: readonly unknown[]) => Promise<unknown>>).map(([name, method]) => [
          name,
          whenever(scheduler, `${port}.${name}`, method),
        ]),
      ),
    ]),
  ) as Given;

/** Others may do anything before a request arrives; what comes between its answer and what is done with that is before the next request. */
const whenever =
  <Given extends readonly unknown[], Answer>(scheduler: Scheduler, name: string, method: (...given: Given) => Promise<Answer>) =>
  async (...given: Given): Promise<Answer> => {
    await scheduler.schedule(Promise.resolve(), name);
    return method(...given);
  };

const begun = (version: string): readonly Event[] => [
  {
    is: "release-started",
    format: 1,
    train: "toy",
    version,
    kind: "release",
    captain: "ana",
    configuration: "c0ffee",
    order: { version, day: "2021-11-26", freezeDay: "2021-11-15", picks: [] },
  },
  { is: "plan-revised", plan: planOf(version), because: "the release was started" },
];

type Steps = Readonly<Record<string, { readonly kind: string; readonly input: object; readonly guardedBy?: readonly string[] }>>;

/** The steps of the checklist that releases of a train share, on one item each. */
const planOf = (version: string): Plan => {
  const by = { name: "Signalbox", email: "signalbox@example.com" };
  const [chart, sync] = [`chart-${version}`, `sync-${version}`];
  const chartEdit = { is: "set", file: "Chart.yaml", at: "appVersion", to: version } as const;
  const onChart = factOf("edit-chart/find-branch-head", "commit");
  const onMain = factOf("sync-main/find-branch-head", "commit");
  const refreshed = factOf("merge-chart/refresh-branch", "commit");
  const synced = factOf("sync-main/push-commits", "commit");
  const promoted = { image: "acme/shop", digest: digestOf(version), version };
  const items: Readonly<Record<string, Steps>> = {
    "edit-chart": {
      "find-branch-head": { kind: "find-branch-head", input: { repository: "acme/charts", branch: "main" } },
      "push-commits": {
        kind: "push-commits",
        input: {
          repository: "acme/charts",
          branch: chart,
          base: onChart,
          create: "yes",
          commits: [{ message: version, edits: [chartEdit] }],
          by,
        },
      },
    },
    "approve-launch": { "await-track": { kind: "await-track", input: { train: "toy", version } } },
    "tag-release": {
      "push-tag": {
        kind: "push-tag",
        input: { repository: "acme/shop", tag: version, commit: `candidate of ${version}`, message: version, by },
        guardedBy: [trackId],
      },
    },
    "publish-images": {
      version: { kind: "promote-image", input: { ...promoted, tag: version, moving: "no" } },
      latest: { kind: "promote-image", input: { ...promoted, tag: "latest", moving: "yes" } },
    },
    "merge-chart": {
      "find-branch-head": { kind: "find-branch-head", input: { repository: "acme/charts", branch: "main" } },
      "refresh-branch": {
        kind: "refresh-branch",
        input: {
          repository: "acme/charts",
          branch: chart,
          head: factOf("edit-chart/push-commits", "commit"),
          onto: factOf("merge-chart/find-branch-head", "commit"),
          message: version,
          edits: [keepingLater(chartEdit)],
          by,
        },
      },
      "merge-pull-request": {
        kind: "merge-pull-request",
        input: { repository: "acme/charts", number: chart, sha: refreshed, method: "merge" },
      },
    },
    "sync-main": {
      "find-branch-head": { kind: "find-branch-head", input: { repository: "acme/shop", branch: "main" } },
      "push-commits": {
        kind: "push-commits",
        input: {
          repository: "acme/shop",
          branch: sync,
          base: onMain,
          create: "yes",
          commits: [{ message: version, edits: [{ is: "feed", file: "feed.json", version, date: "2021-12-01" }] }],
          by,
        },
      },
    },
    "publish-feed": {
      "merge-pull-request": { kind: "merge-pull-request", input: { repository: "acme/shop", number: sync, sha: synced, method: "merge" } },
    },
    "refresh-cdn": { "invalidate-cdn": { kind: "invalidate-cdn", input: { distribution: "E1", paths: ["/feed.json"] } } },
  };
  return {
    format: 1,
    train: "toy",
    version,
    previous: "1.30.0",
    kind: "release",
    revision: 1,
    days: { freeze: "2021-11-15", planned: "2021-11-26" },
    items: Object.entries(items).map(([id, steps], place, all): PlannedItem => {
      const before = all[place - 1]?.[0];
      return {
        id,
        title: id,
        phase: "launch",
        rows: [],
        owner: ["captain"],
        access: [],
        by: "signalbox",
        after: before === undefined ? [] : [before],
        steps: Object.entries(steps).map(([name, { kind, input, guardedBy }]) => ({
          id: `${id}/${name}`,
          kind,
          input: input as Json,
          ...(guardedBy === undefined ? {} : { guardedBy }),
        })),
      };
    }),
    warnings: [],
  };
};
