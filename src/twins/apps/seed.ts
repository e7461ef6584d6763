import type { Instant } from "../../domain/instant.ts";

/** What an app runs. */
export interface Running {
  readonly version: string | undefined;
  readonly commit: string | undefined;
  readonly digest: string | undefined;
}

/** One running environment: where it is asked, what it tells, and who deploys it. */
export interface AppSeed {
  /** Such as `https://playground.posthog.com`. */
  readonly origin: string;
  /** `/_preflight`. */
  readonly path: string;
  /** Where each stands in the JSON answer (`.posthog_version`, `.build.commit`); what is not named is not told. */
  readonly tells: { readonly version?: string; readonly commit?: string; readonly digest?: string };
  /** `argv`: the command that deploys it, undefined where anything may stand; it takes effect after some virtual minutes. */
  readonly deployedBy:
    | { readonly is: "heroku"; readonly app: string }
    | { readonly is: "command"; readonly argv: readonly (string | undefined)[]; readonly minutes: number };
  /** What it runs until it is deployed. */
  readonly before: Running;
}

/** Links into the rest of the world. */
export interface AppLinks {
  /** The commit that Heroku last released for an app. */
  readonly released: (app: string) => string | undefined;
  /** The version that the sources at a commit name. */
  readonly versionAt: (commit: string) => string | undefined | Promise<string | undefined>;
  /** What a registry holds under a digest. */
  readonly image: (
    image: string,
    digest: string,
  ) => { readonly platforms: readonly { readonly labels: Readonly<Record<string, string>> }[] } | undefined;
}

/** What the world knows of commands that deploy nothing: the team's own. */
export interface OwnCommands {
  /** Under which words a command counts when it is one of them. */
  readonly subjectOf: (argv: readonly string[]) => string | undefined;
  /** Keeps that it was run. */
  readonly ran: (argv: readonly string[]) => void;
  /** Whether what a command looks for was done; undefined for a command that looks for nothing. */
  readonly isDone: (argv: readonly string[]) => boolean | undefined;
  /** Programs of all of them. */
  readonly programs: readonly string[];
}

/** A deployment by command, and from when it is what runs. */
export interface Deployment {
  readonly origin: string;
  readonly from: Instant;
  readonly running: Running;
}
