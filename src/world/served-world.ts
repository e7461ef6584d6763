import { compareInstants, type Instant } from "../domain/instant.ts";
import type { Json } from "../domain/known.ts";
import type { FaultPlan, Moment } from "../twins/kernel/faults.ts";
import type { Ledger } from "../twins/kernel/ledger.ts";
import { type Served, serveTwin } from "../twins/kernel/serve.ts";
import type { Twin } from "../twins/kernel/twin.ts";

/** How twins are served: what goes wrong, and who is told of each moment. */
export interface Serving {
  readonly ledger: Ledger;
  readonly faults: FaultPlan;
  readonly watch?: (moment: Moment) => void | Promise<void>;
}

/** Twins that listen, and the time that moves all of them together. */
export interface ServedWorld {
  readonly origins: Readonly<Record<string, string>>;
  readonly nextDue: () => Instant | undefined;
  readonly advanceTo: (moment: Instant) => Promise<void>;
  readonly holdings: () => Promise<Readonly<Record<string, Json>>>;
  readonly close: () => Promise<void>;
}

/** Serves each twin on a port of its own. */
export const serveWorld = async (
  twins: readonly Twin[],
  clock: { readonly now: () => Instant; readonly set: (moment: Instant) => void },
  serving: Serving,
): Promise<ServedWorld> => {
  const served: { readonly twin: Twin; readonly at: Served }[] = [];
  for (const twin of twins) served.push({ twin, at: await serveTwin(twin, { ...serving, now: clock.now }) });
  const nextDue = (): Instant | undefined =>
    twins
      .map((twin) => twin.nextDue?.())
      .filter((due) => due !== undefined)
      .sort(compareInstants)[0];
  const settle = async (): Promise<void> => {
    for (const twin of twins) await twin.advance?.(clock.now());
  };
  return {
    origins: Object.fromEntries(served.flatMap(({ twin, at }) => twin.origins.map((origin) => [origin, at.origin]))),
    nextDue,
    advanceTo: async (moment) => {
      for (let due = nextDue(); due !== undefined && compareInstants(due, moment) <= 0; due = nextDue()) {
        const before = due;
        if (compareInstants(due, clock.now()) > 0) clock.set(due);
        await settle();
        if (nextDue() === before) break;
      }
      if (compareInstants(moment, clock.now()) > 0) clock.set(moment);
      await settle();
    },
    holdings: async () => Object.fromEntries(await Promise.all(twins.map(async (twin) => [twin.name, await twin.holdings()] as const))),
    close: async () => {
      await Promise.all(served.map(({ at }) => at.close()));
    },
  };
};
