import type { Instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { durable } from "../kernel/durable.ts";
import type { TwinGround } from "../kernel/twin.ts";

/** An installation of an earlier version at a user's, which tells its user about updates. */
export interface OldAppSeed {
  /** Its own version. */
  readonly version: string;
  /** GET of the feed as any browser would see it; undefined when nothing answers. */
  readonly readFeed: () => Promise<{ readonly status: number; readonly text: string } | undefined>;
  /** What is not to be had yet of a version at this moment (images, tag, chart, post), in words; nothing when all is there. */
  readonly promised: (version: string) => Promise<readonly string[]>;
}

/** The user was told of a version that was not shown before. `missing` is what the user could not have had at that moment. */
export interface Notice {
  readonly version: string;
  readonly at: Instant;
  readonly missing: readonly string[];
}

export interface OldApp {
  /** Reads the feed once, as such an app does every few minutes. */
  readonly poll: () => Promise<void>;
  readonly notices: () => readonly Notice[];
  /** How often its user was told about each version. */
  readonly counts: () => Readonly<Record<string, number>>;
  readonly holdings: () => Json;
}

interface State {
  readonly shown: string | undefined;
  readonly notices: readonly Notice[];
}

/**
 * Opens an old app. It compares `versions[0].version` with its own version by plain inequality, exactly as such apps do: an entry that comes
 * too early, goes back or goes away and returns is a notice too many, and is counted. A feed that cannot be read changes nothing.
 */
export const openOldApp = (ground: TwinGround, seed: OldAppSeed): OldApp => {
  const state = durable<State>(ground.folder, "old-app", { shown: undefined, notices: [] });
  const notices = () => state.get().notices;
  let turn: Promise<void> = Promise.resolve();
  const poll = async (): Promise<void> => {
    const feed = await seed.readFeed();
    const newest = feed?.status === 200 ? newestIn(feed.text) : undefined;
    if (newest === undefined || newest === (state.get().shown ?? seed.version)) return;
    const added = newest === seed.version ? [] : [{ version: newest, at: ground.now(), missing: await seed.promised(newest) }];
    state.set({ shown: newest, notices: [...notices(), ...added] });
  };
  return {
    // An app reads the feed once at a time: two that overlap would tell its user twice.
    poll: () => {
      const mine = turn.then(poll);
      turn = mine.catch(() => undefined);
      return mine;
    },
    notices,
    counts: () =>
      Object.fromEntries(notices().map(({ version }) => [version, notices().filter((each) => each.version === version).length])),
    holdings: () => ({ version: seed.version, notices: notices() as unknown as Json }),
  };
};

const newestIn = (text: string): string | undefined => {
  try {
    const versions = JSON.parse(text) as readonly { readonly version?: unknown }[];
    const newest = versions[0]?.version;
    return typeof newest === "string" ? newest : undefined;
  } catch {
    return undefined;
  }
};
