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

/** A program and its arguments, which no shell reads. */
export interface Command {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Names of credentials that it sees as variables: they are read where it runs, so that no value is written down anywhere. */
  readonly secrets?: readonly string[];
}

/** Configured commands, run as an argument vector without a shell and with only the environment declared here. */
export interface Commands {
  readonly run: (command: Command) => Promise<{ readonly receipt: string }>;
  /** Runs a command that only looks: exit code 0 is yes and 1 is no. Any other says neither, and is an error. */
  readonly ask: (command: Command) => Promise<boolean>;
  /** Whether there is such a program, by its name or its path. */
  readonly has: (program: string) => Promise<boolean>;
}

/** A request of the team's own. In address and headers `${NAME}` stands for a credential, whose value is put in where the request leaves. */
export interface OwnRequest {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Requests of the team's own, to public addresses: sent once, no redirect followed. */
export interface Requests {
  readonly send: (request: OwnRequest) => Promise<{ readonly receipt: string }>;
  /** What a GET answers; undefined when there is nothing. Any answer but that and a success is an error. */
  readonly read: (request: Pick<OwnRequest, "url" | "headers">) => Promise<string | undefined>;
}

/** Web addresses read by anybody: running apps, the edge of the feed. */
export interface Web {
  /** GET without credentials; at most 5 MB. `undefined` when nothing answers there. */
  readonly read: (
    url: string,
  ) => Promise<{ readonly status: number; readonly text: string; readonly headers: Readonly<Record<string, string>> } | undefined>;
}
