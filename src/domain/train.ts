import type { ExtraItem } from "./extra-item.ts";
import type { Dial } from "./plan.ts";
import type { Schedule } from "./schedule.ts";
import type { Bump } from "./version.ts";
import type { Person } from "./word.ts";

/** A product's recurring release process: the configuration, parsed. Templates such as `release-{version}` stay templates here. */
export interface Train {
  readonly name: string;
  readonly people: readonly TrainPerson[];
  /** Dates, rota and holidays. */
  readonly schedule: Schedule;
  /** The zone in which days begin and end, such as `Europe/London`, and the time of day from which a launch may happen, `HH:MM`. */
  readonly zone: string;
  readonly launchAt: string;
  readonly version: { readonly bump: "minor" | "patch" | "major" };
  readonly repository: MainRepository;
  readonly freeze: Freeze | undefined;
  readonly changelog: { readonly file: string; readonly message: string } | undefined;
  readonly contributors: Contributors;
  readonly versionFiles: readonly VersionFile[];
  readonly images: readonly TrainImage[];
  readonly environments: readonly Environment[];
  readonly session: { readonly minutes: number; readonly on: readonly string[] } | undefined;
  readonly post: Post | undefined;
  readonly chart: Chart | undefined;
  readonly sync: { readonly branch: string; readonly title: string } | undefined;
  readonly updateFeed: UpdateFeed | undefined;
  readonly cdn: { readonly distribution: string; readonly paths: readonly string[] } | undefined;
  readonly releasePage: { readonly title: string; readonly template: string } | undefined;
  readonly slack: readonly SlackMessage[];
  /** What is told when a release is rolled back, for every channel, and the subject under which a newsletter would tell it. */
  readonly rollback: { readonly template: string; readonly subject: string };
  readonly newsletter: Newsletter | undefined;
  /** The team's own items, in the order they are written. */
  readonly extra: readonly ExtraItem[];
  readonly launchGate: LaunchGate;
  /** Items that a patch release leaves out. */
  readonly patch: { readonly leaveOut: readonly string[] };
  /** The dial for every item, and exceptions per item id. */
  readonly by: Dial;
  readonly dials: Readonly<Record<string, Dial>>;
  /** Where a shared journal is: `git` for the repository itself, or an address; a file in the state folder without it. */
  readonly store: string | undefined;
  /** Hosts, `host:port` or address blocks of one's own network that the outbound door may connect to. */
  readonly network: { readonly allow: readonly string[] };
}

/** Who does an item: by its own dial, or by the train's. */
export const dialOf = ({ dials, by }: Pick<Train, "dials" | "by">, item: string): Dial => dials[item] ?? by;

export interface TrainPerson extends Person {
  readonly github: string | undefined;
  /** The account on the machine where this person types, when it differs from the name. */
  readonly account: string | undefined;
  /** The key that what they say in a shared journal is signed with: an ssh public key, or the fingerprint of an OpenPGP key. */
  readonly signingKey: string | undefined;
}

export interface MainRepository {
  /** `owner/name`. */
  readonly name: string;
  readonly main: string;
  readonly branch: string;
  readonly tag: string;
  readonly tagMessage: string;
  /** Who Signalbox is in the commits and tags it makes. */
  readonly committer: { readonly name: string; readonly email: string };
}

export interface Freeze {
  /** Conventional types that may board. */
  readonly admits: readonly string[];
  /** A label that lets a pull request board; a template such as `release-{version}`. */
  readonly label: string;
  /** The commit status that the branch rules must require. */
  readonly context: string;
}

export interface Contributors {
  readonly staffDomains: readonly string[];
  readonly staffLogins: readonly string[];
  readonly githubOrganisation: string | undefined;
  readonly bots: readonly string[];
}

/** Where a value stands in a file: at a path, in the one group of a pattern, or it is all that the file holds. */
export type Place =
  | { readonly is: "at"; readonly path: string }
  | { readonly is: "pattern"; readonly pattern: string; readonly every?: true }
  | { readonly is: "whole" };

/** A value that a release writes. `file` may stand for several files, `to` is a template: the spelling of the version there. */
export interface Writing {
  readonly file: string;
  readonly place: Place;
  readonly to: string;
}

export interface VersionFile extends Writing {
  readonly message: string;
  /** What the main branch says between releases, where that is something else; a template. */
  readonly onMain: string | undefined;
}

export interface TrainImage {
  readonly name: string;
  /** Who publishes the release tags: the project's CI builds again, or Signalbox promotes the tested digest. */
  readonly by: "ci" | "signalbox";
  /** Tag of the candidate's image, when there is one. */
  readonly candidate: string | undefined;
  readonly release: readonly string[];
}

/** What asking the running app can prove, from weak to strong. */
export type Proof = "version" | "commit" | "digest";

export interface Environment {
  readonly name: string;
  readonly deploy: { readonly is: "heroku"; readonly app: string } | { readonly is: "command"; readonly argv: readonly string[] };
  readonly url: string;
  readonly proves: Proof;
  /** Path of the question and where in the JSON answer the proof stands (`.posthog_version`). */
  readonly ask: { readonly path: string; readonly version?: string; readonly commit?: string; readonly digest?: string };
}

export interface Post {
  readonly repository: string;
  readonly main: string;
  readonly file: string;
  readonly branch: string;
  readonly title: string;
  readonly template: string;
  /** Label of pull requests that are highlights. */
  readonly highlight: string | undefined;
}

export interface Chart {
  readonly repository: string;
  readonly main: string;
  readonly branch: string;
  readonly title: string;
  readonly edits: readonly Writing[];
  /** The file and path whose version must have moved after the merge. */
  readonly version: { readonly file: string; readonly at: string };
  /** Who raises that version: the chart's CI after the merge, by a label of the pull request, or the pull request itself. */
  readonly raise: { readonly is: "label"; readonly label: string } | { readonly is: "commit"; readonly bump: Bump | "release" };
}

export interface UpdateFeed {
  readonly file: string;
  /** Carried by the sync pull request, as on the page. */
  readonly in: "sync";
  /** Where users' apps read it. */
  readonly edge: string;
}

export interface SlackMessage {
  readonly workspace: string;
  readonly channel: string;
  /** The template's text, read by the configuration's loader. */
  readonly template: string;
  readonly at: "freeze" | "announce";
}

export interface Newsletter {
  readonly audience: string;
  readonly subject: string;
  readonly template: string;
  /** Fraction by which recipients may differ from the last one, such as 0.1. */
  readonly within: number;
  readonly test: readonly string[];
  /** Roles of those with access. */
  readonly access: readonly string[];
}

export interface LaunchGate {
  readonly approvals: number;
  readonly from: readonly string[];
  readonly noOpenBlockers: boolean;
}
