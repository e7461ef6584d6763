import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { AppParts } from "../app/parts.ts";
import type { Stage, Typed } from "../app/rehearse/stage.ts";
import { run } from "../cli/run.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { openArtifacts } from "../host/artifacts.ts";
import { fileClock } from "../host/clock.ts";
import { openDoor } from "../host/door.ts";
import { unpaced } from "../host/pace.ts";
import { openProcesses } from "../host/processes.ts";
import { openSecrets } from "../host/secrets.ts";
import type { Fault, FaultPlan } from "../twins/kernel/faults.ts";
import { openLedger } from "../twins/kernel/ledger.ts";
import { serveTwin } from "../twins/kernel/serve.ts";
import { credentialsOf, ownAccount } from "../world/blueprint.ts";
import { keepBlueprint, openWorld, readBlueprint } from "../world/open-world.ts";
import { connectPorts } from "./connect-ports.ts";
import { draftBlueprint } from "./draft-blueprint.ts";
import { type Doomed, type Fate, keepBoundaries, type Passing, type Strike } from "./kill-at.ts";
import { openApp } from "./open-app.ts";
import { personSurroundings } from "./person-surroundings.ts";
import type { StageOptions } from "./stage-options.ts";
import { writeWorldFile } from "./world-file.ts";

export interface OpenStage extends Stage {
  /** The configuration file in use. */
  readonly config: string;
  /** Types a command and shows what it prints; resolves with its exit code. */
  readonly show: (
    who: string,
    argv: readonly string[],
    terminal: Pick<Surroundings, "out" | "error" | "colour" | "width">,
  ) => Promise<number>;
  /** Runs a command of the built program as a process of its own, to be ended by SIGKILL at a moment of its life. */
  readonly runUntil: (who: string, argv: readonly string[], dies: (passing: Passing) => boolean) => Promise<Fate>;
  /** The same to its own end, with something done to it when it first comes to such a moment. */
  readonly runStruck: (who: string, argv: readonly string[], isDue: (passing: Passing) => boolean, strike: Strike) => Promise<Fate>;
  /** The next matching request meets this fault. */
  readonly fail: (wanted: { readonly twin: string; readonly operation: string; readonly fault: Fault }) => void;
  readonly close: () => Promise<void>;
}

/** Opens world, product and people in a folder; what had been opened is closed again where that fails. */
export const openStage = async (options: StageOptions): Promise<OpenStage> => {
  const closing: Close[] = [];
  try {
    return await openedStage(options, closing);
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
};

type Close = () => void | Promise<void>;

/** The last opened is closed first: twins go on answering until nobody asks them any more. */
const closeAll = async (closing: Close[]): Promise<void> => {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
};

const openedStage = async (options: StageOptions, closing: Close[]): Promise<OpenStage> => {
  const { folder, environment } = options;
  const path = environment["PATH"] ?? "";
  const worldFolder = join(folder, "world");
  await mkdir(worldFolder, { recursive: true });
  const blueprint = readBlueprint(worldFolder) ?? (await draftBlueprint({ ...options, path }));
  const { config } = blueprint;
  keepBlueprint(worldFolder, blueprint);
  const clockFile = join(folder, "clock");
  const clock = fileClock(clockFile, existsSync(clockFile) ? undefined : blueprint.start);
  const faults = switchableFaults();
  const processes = openProcesses(environment);
  closing.push(processes.close);
  const keeper = keepBoundaries();
  const world = await openWorld({
    folder: worldFolder,
    path,
    clock,
    blueprint,
    faults: faults.plan,
    watch: async (moment) => {
      await options.watch?.(moment);
      await keeper.watch(moment);
    },
    connect: (login, origins) => {
      const door = openDoor({ map: origins });
      const secrets = openSecrets(credentialsOf(blueprint.train, login), () => "");
      const { ports, close } = connectPorts({
        door,
        secrets,
        processes,
        clock,
        pace: unpaced,
        folder: join(folder, "people", login),
        tracks: { launching: async () => [], beside: async () => ({ launching: [], yields: false }) },
        artifacts: openArtifacts(join(folder, "people", login)),
      });
      closing.push(async () => {
        await close();
        door.close();
      });
      return ports;
    },
  });
  closing.push(world.close);
  const boundary = await serveTwin(keeper.twin, { ledger: openLedger(folder), faults: faults.plan, now: clock.now });
  closing.push(boundary.close);
  const credentials = options.withoutCredentials === true ? {} : credentialsOf(blueprint.train, ownAccount);
  const [file, doomedFile] = [join(folder, "world.json"), join(folder, "doomed.json")];
  const { store } = options;
  const told = { origins: world.origins, credentials, clock: clockFile, ...(store === undefined ? {} : { store }) };
  writeWorldFile(file, told);
  writeWorldFile(doomedFile, { ...told, boundaries: boundary.origin });
  const state = join(folder, "state");
  const app = await openApp({
    config,
    state,
    as: "signalbox",
    environment: { PATH: path, SIGNALBOX_WORLD: file },
    cwd: options.cwd,
    onEvent: () => {},
    onReading: () => {},
    need: "drive",
    stopping: () => false,
  });
  closing.push(app.close);
  const partsOf = (who: string): AppParts => ({ ...app.parts, actor: who });
  const doomed = (who: string, argv: readonly string[]): Doomed => ({
    node: options.node,
    program: options.program,
    argv: [...argv, "--config", config, "--state", state, "--as", who],
    environment: { PATH: path, SIGNALBOX_WORLD: doomedFile },
    cwd: options.cwd,
  });
  const runUntil: OpenStage["runUntil"] = (who, argv, dies) => keeper.runUntil(doomed(who, argv), dies);
  return {
    config,
    guessed: blueprint.guessed,
    parts: app.parts,
    world,
    type: async (who, ...argv): Promise<Typed> => {
      const spoken = personSurroundings({ parts: partsOf(who), now: clock.now });
      const exit = await run([...argv, "--json"], spoken.surroundings);
      const failed = spoken.failed();
      return { exit, says: spoken.said(), ...(failed === undefined ? {} : { failed }) };
    },
    show: async (who, argv, terminal) =>
      run(argv, { ...personSurroundings({ parts: partsOf(who), now: clock.now }).surroundings, ...terminal }),
    runUntil,
    runStruck: (who, argv, isDue, strike) => keeper.runStruck(doomed(who, argv), isDue, strike),
    typeUntilKilled: async (who, argv, { step, boundary: wanted }) => {
      const fate = await runUntil(who, argv, (each) => each.is === "boundary" && each.step === step && each.boundary === wanted);
      return { killed: fate.reached, says: `exit ${fate.code}: ${fate.errors.trim().split("\n").at(-1) ?? ""}` };
    },
    fail: faults.next,
    loseReply: (twin, operation) => faults.next({ twin, operation, fault: "lost-after" }),
    onScene: options.onScene,
    close: () => closeAll(closing),
  };
};

/** A fault plan to which one fault can be added while the world is up. */
const switchableFaults = (): {
  readonly plan: FaultPlan;
  readonly next: (wanted: { readonly twin: string; readonly operation: string; readonly fault: Fault }) => void;
} => {
  let waiting: { readonly twin: string; readonly operation: string; readonly fault: Fault } | undefined;
  return {
    plan: {
      next: ({ twin, operation }) => {
        if (waiting === undefined || waiting.twin !== twin || waiting.operation !== operation) return undefined;
        const { fault } = waiting;
        waiting = undefined;
        return fault;
      },
    },
    next: (wanted) => {
      waiting = wanted;
    },
  };
};
