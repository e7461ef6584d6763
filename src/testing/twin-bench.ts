import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, instant } from "../domain/instant.ts";
import type { Door, Secrets } from "../domain/ports/host.ts";
import { openDoor } from "../host/door.ts";
import { openSecrets } from "../host/secrets.ts";
import type { Fault } from "../twins/kernel/faults.ts";
import { type Ledger, openLedger } from "../twins/kernel/ledger.ts";
import { type Served, serveTwin } from "../twins/kernel/serve.ts";
import type { Twin, TwinGround, TwinRequest } from "../twins/kernel/twin.ts";

/** Twins that listen, a door that leads to them, a virtual clock, and a switch for faults. */
export interface TwinBench<T> {
  /** What `open` returned, for probes. */
  readonly opened: T;
  readonly door: Door;
  readonly secrets: Secrets;
  readonly ledger: Ledger;
  /** Where the twin of that name listens. */
  readonly origin: (twin: string) => string;
  readonly clock: { readonly now: () => Instant; readonly set: (to: Instant) => Promise<void> };
  /** The next request that changes something, or the next of this operation, goes wrong. */
  readonly breakNext: (fault: Fault, operation?: string) => void;
  readonly close: () => Promise<void>;
}

/** Opens twins in a temporary folder, each with a folder of its own. `environment` holds the credentials by name. */
export const openTwinBench = async <T>(
  open: (ground: (name: string) => TwinGround) => { readonly twins: readonly Twin[]; readonly opened: T },
  environment: Readonly<Record<string, string>> = {},
  heard?: (request: TwinRequest) => void,
): Promise<TwinBench<T>> => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-bench-"));
  let moment = instant("2021-11-26T09:00:00Z");
  let broken: { readonly fault: Fault; readonly operation: string | undefined } | undefined;
  const now = () => moment;
  const ledger = openLedger(folder);
  const faults = {
    next: ({ operation, changes }: { readonly operation: string; readonly changes: boolean }) => {
      if (broken === undefined || (broken.operation === undefined ? !changes : broken.operation !== operation)) return undefined;
      const { fault } = broken;
      broken = undefined;
      return fault;
    },
  };
  const { twins, opened } = open((name) => ({ folder: madeFolder(join(folder, name)), now }));
  const served = await Promise.all(twins.map((twin) => serveTwin(listening(twin, heard), { ledger, faults, now })));
  const door = openDoor({ map: mapOf(twins, served) });
  return {
    opened,
    door,
    secrets: openSecrets(environment, () => ""),
    ledger,
    origin: (name) => served[twins.findIndex((twin) => twin.name === name)]?.origin ?? "",
    clock: {
      now,
      set: async (to) => {
        moment = to;
        for (const twin of twins) await twin.advance?.(to);
      },
    },
    breakNext: (fault, operation) => {
      broken = { fault, operation };
    },
    close: async () => {
      door.close();
      await Promise.all(served.map((each) => each.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const madeFolder = (path: string): string => {
  mkdirSync(path, { recursive: true });
  return path;
};

const listening = (twin: Twin, heard: ((request: TwinRequest) => void) | undefined): Twin => ({
  ...twin,
  admit: (request) => {
    heard?.(request);
    return twin.admit?.(request);
  },
});

const mapOf = (twins: readonly Twin[], served: readonly Served[]): Record<string, string> =>
  Object.fromEntries(twins.flatMap((twin, at) => twin.origins.map((origin) => [origin, served[at]?.origin ?? ""])));
