import type { ObjectId, RepositoryName } from "./git.ts";

export interface AppBuild {
  readonly id: string;
  readonly state: "pending" | "succeeded" | "failed";
  /** What we sent as the version: the commit. */
  readonly version: string | undefined;
  /** The release the build made, once it succeeded. */
  readonly release: string | undefined;
}

/** Builds of an app from source (Heroku). */
export interface AppBuilds {
  /** Newest first, at most the newest 200. */
  readonly list: (app: string) => Promise<readonly AppBuild[]>;
  /** Starts a build of a commit's source archive. */
  readonly start: (
    app: string,
    source: { readonly repository: RepositoryName; readonly commit: ObjectId },
  ) => Promise<{ readonly id: string }>;
}

/** Configured commands, run as an argument vector without a shell and with only the environment declared here. */
export interface Commands {
  readonly run: (command: {
    readonly argv: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
  }) => Promise<{ readonly receipt: string }>;
}

/** Web addresses read by anybody: running apps, the edge of the feed. */
export interface Web {
  /** GET without credentials; at most 5 MB. `undefined` when nothing answers there. */
  readonly read: (
    url: string,
  ) => Promise<{ readonly status: number; readonly text: string; readonly headers: Readonly<Record<string, string>> } | undefined>;
}
