import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { AppParts } from "../app/parts.ts";
import { stepKinds } from "../checklist/steps/index.ts";
import type { Need } from "../cli/surroundings.ts";
import { duration } from "../domain/instant.ts";
import { fileClock, systemClock } from "../host/clock.ts";
import { openDoor } from "../host/door.ts";
import { gitVersion } from "../host/git-version.ts";
import { paceOf, unpaced } from "../host/pace.ts";
import { openProcesses } from "../host/processes.ts";
import { openSecrets } from "../host/secrets.ts";
import { askedBoundaries, askedJournal, boundaryAddress, openBoundaries } from "./boundaries.ts";
import { connectPorts } from "./connect-ports.ts";
import { loadTrain } from "./load-train.ts";
import { mayBeAlive } from "./may-be-alive.ts";
import { openStore } from "./open-store.ts";
import { tracksIn } from "./tracks-in.ts";
import { storeIn, type WorldFile, worldOf } from "./world-file.ts";

/** What the terminal asks for. */
export interface OpenAppOptions extends Pick<AppParts, "onEvent" | "onReading" | "stopping"> {
  /** What the command does with it; git is asked for its version unless only the journal is needed. */
  readonly need: Need;
  readonly config: string;
  /** The state folder; `.signalbox` beside the configuration unless given. */
  readonly state: string | undefined;
  /** The person, unless the account at the machine says it. */
  readonly as: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

export interface OpenApp {
  readonly parts: AppParts;
  readonly close: () => Promise<void>;
}

/** Puts the parts together for one command. In a world (`SIGNALBOX_WORLD`) the door, the credentials and the clock are the world's, and nothing else differs. */
export const openApp = async (options: OpenAppOptions): Promise<OpenApp> => {
  const file = resolve(options.cwd, options.config);
  const { train, configuration } = await loadTrain(file);
  const folder = resolve(options.cwd, options.state ?? join(dirname(file), ".signalbox"));
  const world = worldOf(options.environment);
  const clock = world === undefined ? systemClock : fileClock(world.clock);
  const door = openDoor(world === undefined ? { allow: train.network.allow } : { map: withBoundaries(world) });
  const secrets = openSecrets(world === undefined ? options.environment : world.credentials, (path) => readFileSync(path, "utf8"));
  const processes = openProcesses(options.environment);
  if (options.need !== "journal") await gitVersion(processes);
  const kept = await openStore(storeIn(world, train), {
    folder,
    beside: dirname(file),
    environment: options.environment,
    clock,
    door,
    secrets,
    processes,
  });
  const journal = world?.boundaries === undefined ? kept : askedJournal(door, kept);
  const { ports, close } = connectPorts({
    door,
    secrets,
    processes,
    clock,
    pace: world === undefined ? paceOf(duration("1s")) : unpaced,
    folder,
    tracks: tracksIn(journal, train, clock),
    artifacts: kept.artifacts,
  });
  const { onEvent, onReading, stopping } = options;
  return {
    parts: {
      train,
      configuration,
      journal,
      clock,
      ports,
      kinds: stepKinds,
      boundaries: world?.boundaries === undefined ? openBoundaries : askedBoundaries(door),
      owner: `${hostname()}:${process.pid}`,
      mayBeAlive: (owner) => mayBeAlive(owner),
      stopping,
      lacks: (variable) => !secrets.has(variable),
      actor: actorOf(train, options),
      onEvent,
      onReading,
    },
    close: async () => {
      await close();
      processes.close();
      door.close();
      journal.close();
    },
  };
};

const withBoundaries = ({ origins, boundaries }: WorldFile): Readonly<Record<string, string>> =>
  boundaries === undefined ? origins : { ...origins, [new URL(boundaryAddress).origin]: boundaries };

/** A person by name, by the account at the machine, or by that account's name itself. */
const actorOf = (train: AppParts["train"], { as, environment }: OpenAppOptions): string => {
  if (as !== undefined) return as;
  const account = environment["SIGNALBOX_AS"] ?? environment["USER"] ?? environment["LOGNAME"] ?? "unknown";
  return train.people.find((each) => each.account === account || each.name === account)?.name ?? account;
};
