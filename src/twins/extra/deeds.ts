import { durable } from "../kernel/durable.ts";
import type { TwinGround } from "../kernel/twin.ts";

/** One thing that the team's own items have done. */
export interface Deed {
  readonly item: string;
  /** Of the release that it was done for; empty where nothing tells. */
  readonly version: string;
  /** The key that its request bore. */
  readonly key?: string;
}

/** What was done, and for which release. */
export interface Deeds {
  readonly all: () => readonly Deed[];
  readonly add: (deed: Deed) => void;
  /** The release for which something is done that names none: that of its key, else the one that moved last of those for which it was not done. */
  readonly releaseOf: (item: string, key?: string) => string;
}

/** What the world knows of the team's own items. */
export interface ExtraLinks {
  /** World-made credentials by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The releases of the world, the one that moved last first. */
  readonly releases: () => readonly string[];
}

/** Keeps them where they outlive the process. */
export const openDeeds = ({ folder }: TwinGround, { releases }: ExtraLinks): Deeds => {
  const kept = durable<readonly Deed[]>(folder, "deeds", []);
  return {
    all: kept.get,
    add: (deed) => kept.set([...kept.get(), deed]),
    releaseOf: (item, key) => {
      const own = kept.get().filter((each) => each.item === item);
      const again = key === undefined ? undefined : own.find((each) => each.key === key);
      const open = releases().find((version) => !own.some((each) => each.version === version));
      return again?.version ?? open ?? releases()[0] ?? "";
    },
  };
};
