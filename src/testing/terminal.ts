import type { AppParts } from "../app/parts.ts";
import { decisionKinds } from "../checklist/steps/decisions.ts";
import { run } from "../cli/run.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { explain } from "../domain/errors.ts";
import type { Event } from "../domain/journal/event.ts";
import type { Plan } from "../domain/plan.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { trainClock } from "../wiring/train-clock.ts";
import { openMemoryArtifacts } from "./memory-artifacts.ts";
import { openMemoryJournal } from "./memory-journal.ts";
import { sampleTrain } from "./sample-train.ts";
import { started } from "./toy-release.ts";
import type { ToyWorld } from "./toy-world.ts";

/** What a command printed and how it ended. */
export interface Typed {
  readonly exit: number;
  readonly out: string;
  readonly error: string;
}

/** A terminal at which a test types commands: the real command line, verbs and engine over a journal in memory and a toy world. */
export interface TestTerminal {
  readonly type: (...argv: readonly string[]) => Promise<Typed>;
  readonly journal: Journal;
  /** Starts a toy release with this plan. */
  readonly begin: (plan: Plan) => Promise<void>;
  readonly say: (actor: string, ...events: readonly Event[]) => Promise<void>;
}

export const openTestTerminal = (world: ToyWorld, more: Partial<Surroundings> = {}): TestTerminal => {
  const journal = openMemoryJournal();
  const kinds = new Map([...world.kinds, ...decisionKinds]);
  const train = { ...sampleTrain, name: "toy", freeze: undefined };
  const partsFor = (actor: string): AppParts => ({
    train,
    configuration: "c0ffee",
    journal,
    clock: world.clock,
    ports: portsWithNothing as unknown as Ports,
    kinds,
    boundaries: { cross: async () => {} },
    owner: "here:1",
    mayBeAlive: () => false,
    stopping: () => false,
    lacks: () => false,
    actor,
    onEvent: () => {},
    onReading: () => {},
  });
  const append = async (actor: string, events: readonly Event[]): Promise<void> => {
    const after = (await journal.read("toy/1.30.0")).length;
    await journal.append(
      "toy/1.30.0",
      after,
      events.map((event) => ({ at: world.clock.now(), actor, event })),
    );
  };
  return {
    journal,
    begin: (plan) => append("ana", started(plan)),
    say: (actor, ...events) => append(actor, events),
    type: async (...argv) => {
      const printed = { out: "", error: "" };
      const exit = await run(argv, {
        out: (text) => {
          printed.out += text;
        },
        pour: noClone,
        error: (text) => {
          printed.error += text;
        },
        colour: false,
        interactive: false,
        width: 100,
        debug: false,
        version: "1.2.3",
        now: world.clock.now,
        openRecord: async () => ({ journal, kinds, close: async () => {} }),
        openApp: async ({ as, onEvent, onReading }) => ({ parts: { ...partsFor(as ?? "ana"), onEvent, onReading }, close: async () => {} }),
        loadTrain: async ({ config }) => {
          if (config === "absent.yaml") throw explain("CONFIG_MISSING", { file: config });
          return { file: config, train, clock: trainClock(train, world.clock.now()), warnings: [], sections: () => [] };
        },
        backUp: noClone,
        restore: noClone,
        readText: noClone,
        initTrain: async ({ file }) => ({ file, guesses: [] }),
        writeWorkflows: async () => [],
        readTags: async () => [],
        writeForecast: async () => {},
        writePage: async () => {},
        every: () => () => {},
        listChanges: noClone,
        backtest: noClone,
        writeBacktest: async () => {},
        writeHistory: noClone,
        rehearse: async () => 0,
        sleepUntil: async (moment) => world.clock.set(moment),
        stopping: () => false,
        confirm: async () => false,
        ...more,
      });
      return { exit, ...printed };
    },
  };
};

const noClone = async (): Promise<never> => {
  throw new Error("A toy world has no clone.");
};

/** A world in which nothing moved while nobody looked. */
const portsWithNothing = {
  artifacts: openMemoryArtifacts(),
  refs: { look: async () => undefined, list: async () => [] },
  pulls: { openInto: async () => [] },
};
