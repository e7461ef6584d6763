import { existsSync } from "node:fs";
import { join } from "node:path";
import { findRelease } from "../../app/load-release.ts";
import { type AppParts, releaseId } from "../../app/parts.ts";
import type { Stage } from "../../app/rehearse/stage.ts";
import { stepKinds } from "../../checklist/steps/index.ts";
import { run } from "../../cli/run.ts";
import { addDuration, compareInstants, type Duration, type Instant } from "../../domain/instant.ts";
import type { Entry } from "../../domain/journal/event.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import type { AnyStep } from "../../domain/step.ts";
import { openArtifacts } from "../../host/artifacts.ts";
import { fileClock } from "../../host/clock.ts";
import { openDoor } from "../../host/door.ts";
import { unpaced } from "../../host/pace.ts";
import { openProcesses } from "../../host/processes.ts";
import { openSecrets } from "../../host/secrets.ts";
import type { FaultPlan, Moment } from "../../twins/kernel/faults.ts";
import type { Twin } from "../../twins/kernel/twin.ts";
import { credentialsOf, ownAccount } from "../../world/blueprint.ts";
import { openTwins } from "../../world/open-twins.ts";
import { openWorld, readBlueprint } from "../../world/open-world.ts";
import { connectPorts } from "../connect-ports.ts";
import { openStore } from "../open-store.ts";
import { personSurroundings } from "../person-surroundings.ts";
import { tracksIn } from "../tracks-in.ts";
import { copyTree, dropTree } from "./copies.ts";
import { Died } from "./died.ts";

/** What a cell does to the product and to its world. */
export interface Meddling {
  readonly faults: FaultPlan;
  readonly watch: (moment: Moment) => void | Promise<void>;
  /** The parts as the process of this number gets them. */
  readonly parts: (parts: AppParts, life: number) => AppParts;
  readonly kinds: (life: number) => ReadonlyMap<string, AnyStep>;
}

/** The undisturbed product in an undisturbed world. */
export const meddleNot: Meddling = {
  faults: { next: () => undefined },
  watch: () => {},
  parts: (parts) => parts,
  kinds: () => stepKinds,
};

/** A world, and processes of the product that follow one another in it. Its time is the product's: the world's own, and what its clock is wrong by. */
export interface GridStage extends Stage {
  readonly version: string;
  readonly path: string;
  /** Ends the process as a death does: nothing that it does from now on arrives anywhere. Another one takes its place. */
  readonly die: () => Promise<void>;
  /** Puts the state folder back as it is in a copy of the stage; the process that had it open is over. */
  readonly restore: (from: string) => Promise<void>;
  /** A process beside the one that `parts` belongs to; it lives until it is ended, or the stage closes. */
  readonly another: () => Promise<Pick<Life, "parts" | "end">>;
  /** Sets what the product's clock is wrong by. */
  readonly skew: (by: Duration) => void;
  /** The release as whoever drives now reads it; read again only after something was written. */
  readonly find: () => Promise<ReleaseState | undefined>;
  /** The journal as it is kept, whatever whoever drives makes of it. */
  readonly entries: () => Promise<readonly Entry[]>;
  /** The world's own time. */
  readonly worldNow: () => Instant;
  /** Lets the world do something at a moment of its own time. */
  readonly at: (moment: Instant, work: () => Promise<void>) => void;
  /** Every twin as it is now, for reads from then on. */
  readonly freeze: (folder: string) => Promise<(twin: string) => Twin | undefined>;
  readonly close: () => Promise<void>;
}

/** Where a stage is, where programs are looked for, and which release is on it. */
export interface StagePlace {
  readonly folder: string;
  readonly path: string;
  readonly version: string;
}

/** Opens what lies in a folder: a copy of a stage at rest. */
export const openGridStage = async ({ folder, path, version }: StagePlace, meddling: Meddling = meddleNot): Promise<GridStage> => {
  const environment = { PATH: path };
  const worldFolder = join(folder, "world");
  const blueprint = readBlueprint(worldFolder);
  if (blueprint === undefined) throw new Error(`${folder} holds no world`);
  const clockFile = join(folder, "clock");
  const clock = fileClock(clockFile, existsSync(clockFile) ? undefined : blueprint.start);
  let wrong = 0 as Duration;
  const productClock = { now: (): Instant => addDuration(clock.now(), wrong) };
  const closing: (() => void | Promise<void>)[] = [];
  const due: { readonly moment: Instant; readonly work: () => Promise<void> }[] = [];
  const processes = openProcesses(environment);
  closing.push(processes.close);
  const world = await openWorld({
    folder: worldFolder,
    path,
    clock,
    blueprint,
    faults: meddling.faults,
    watch: meddling.watch,
    connect: (login, origins) => {
      const door = openDoor({ map: origins });
      const { ports, close } = connectPorts({
        pace: unpaced,
        door,
        secrets: openSecrets(credentialsOf(blueprint.train, login), () => ""),
        processes,
        clock,
        folder: join(folder, "people", login),
        tracks: { launching: async () => [], beside: async () => ({ launching: [], yields: false }) },
        artifacts: openArtifacts(join(folder, "people", login)),
      });
      closing.push(close, door.close);
      return ports;
    },
  });
  closing.push(world.close);
  const { train } = blueprint;
  const living = new Set<string>();
  let lives = 0;
  let read: Promise<ReleaseState | undefined> | undefined;
  const forget = (): void => {
    read = undefined;
  };

  const live = async (): Promise<Life> => {
    lives += 1;
    const number = lives;
    const owner = `grid:${number}`;
    let dead = false;
    const alive = (): void => {
      if (dead) throw new Died(`process ${number} is dead`);
    };
    const outbound = openDoor({ map: world.origins });
    const door = {
      ...outbound,
      request: async (request: Parameters<typeof outbound.request>[0]) => {
        alive();
        return outbound.request(request);
      },
    };
    const secrets = openSecrets(credentialsOf(train, ownAccount), () => "");
    const children = openProcesses(environment);
    const state = join(folder, "state");
    const store = await openStore(
      { ...train, store: undefined },
      { folder: state, beside: folder, environment, clock: productClock, door, secrets, processes: children },
    );
    const journal: AppParts["journal"] = {
      read: store.read,
      releases: store.releases,
      append: async (release, after, said) => {
        alive();
        return store.append(release, after, said).finally(forget);
      },
    };
    const { ports, close } = connectPorts({
      pace: unpaced,
      door,
      secrets,
      processes: children,
      clock: productClock,
      folder: state,
      tracks: tracksIn(journal, train, productClock),
      artifacts: store.artifacts,
    });
    const parts: AppParts = {
      train,
      configuration: "",
      journal,
      clock: productClock,
      ports,
      kinds: meddling.kinds(number),
      boundaries: { cross: async () => alive() },
      owner,
      mayBeAlive: (who) => living.has(who),
      stopping: () => false,
      lacks: (variable) => !secrets.has(variable),
      actor: "signalbox",
      onEvent: () => {},
      onReading: () => {},
    };
    living.add(owner);
    return {
      parts: meddling.parts(parts, number),
      entries: () => store.read(releaseId(train, version)),
      end: async () => {
        if (dead) return;
        dead = true;
        living.delete(owner);
        await close();
        children.close();
        outbound.close();
        store.close();
      },
    };
  };

  const others: Life[] = [];
  let now = await live();
  closing.push(async () => {
    for (const each of [now, ...others]) await each.end();
  });
  const advanceTo = async (wanted: Instant): Promise<void> => {
    const moment = addDuration(wanted, -wrong as Duration);
    for (;;) {
      const [next] = due.sort((a, b) => compareInstants(a.moment, b.moment));
      if (next === undefined || compareInstants(next.moment, moment) > 0) break;
      due.shift();
      if (compareInstants(next.moment, clock.now()) > 0) await world.advanceTo(next.moment);
      await next.work();
    }
    if (compareInstants(moment, clock.now()) >= 0) await world.advanceTo(moment);
  };
  return {
    version,
    path,
    guessed: [],
    get parts() {
      return now.parts;
    },
    world: {
      ...world,
      now: productClock.now,
      advanceTo,
      nextDue: () => {
        const next = world.nextDue();
        return next === undefined ? undefined : addDuration(next, wrong);
      },
    },
    type: async (who, ...argv) => {
      const spoken = personSurroundings({ parts: { ...now.parts, actor: who }, now: productClock.now });
      const exit = await run([...argv, "--json"], spoken.surroundings);
      const failed = spoken.failed();
      return { exit, says: spoken.said(), ...(failed === undefined ? {} : { failed }) };
    },
    typeUntilKilled: async () => ({ killed: false, says: "nobody is killed by typing here" }),
    loseReply: () => {},
    onScene: () => {},
    die: async () => {
      await now.end();
      now = await live();
      forget();
    },
    restore: async (from) => {
      await now.end();
      dropTree(join(folder, "state"));
      copyTree(join(from, "state"), join(folder, "state"));
      now = await live();
      forget();
    },
    another: async () => {
      const other = await live();
      others.push(other);
      return other;
    },
    skew: (by) => {
      wrong = by;
    },
    find: () => {
      read ??= findRelease(now.parts, version);
      return read;
    },
    entries: () => now.entries(),
    worldNow: clock.now,
    at: (moment, work) => void due.push({ moment, work }),
    freeze: async (into) => {
      copyTree(worldFolder, into);
      const { twins } = openTwins({ folder: into, path, now: clock.now }, blueprint);
      return (name) => twins.find((twin) => twin.name === name);
    },
    close: async () => {
      for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
    },
  };
};

interface Life {
  readonly parts: AppParts;
  readonly entries: () => Promise<readonly Entry[]>;
  readonly end: () => Promise<void>;
}
