import { secretsOfDeed } from "../domain/extra-deed.ts";
import type { Instant } from "../domain/instant.ts";
import { guestLogin } from "../domain/ports/world.ts";
import type { Train } from "../domain/train.ts";
import type { GeneratedPull } from "../twins/git/generate-history.ts";

/** What a world is built from: the train that will run in it, and where its repositories are copied from. Kept in the world's folder as JSON. */
export interface Blueprint {
  /** The configuration file that the train was read from. */
  readonly config: string;
  /** Sections of it that were guessed. */
  readonly guessed: readonly string[];
  readonly train: Train;
  readonly start: Instant;
  /** `owner/name` → folder of this machine or https address; only read. */
  readonly sources: Readonly<Record<string, string>>;
  /** Pull requests that were merged before the rehearsal, for labels such as `highlight`. */
  readonly pulls: readonly GeneratedPull[];
  /** Accounts of the train's organisation besides those of its people. */
  readonly members: readonly string[];
  /** The version that the old app runs; what users' apps compare with. */
  readonly installed: string;
  readonly lastCampaign: { readonly subject: string; readonly html: string };
}

/** The account that Signalbox has in a world; people have their own. */
export const ownAccount = "signalbox-bot";

/** World-made credentials, which open nothing outside a world. */
export const tokenOf = (login: string): string => `world-token-of-${login}`;

/** The accounts of a world: people of the train with a GitHub account, a guest for who has none, and Signalbox. */
export const loginsOf = (train: Train): readonly string[] => [
  ...train.people.flatMap((each) => (each.github === undefined ? [] : [each.github])),
  guestLogin,
  ownAccount,
];

/** Names of Slack workspaces the train speaks in. */
export const workspacesOf = (train: Train): readonly string[] => [...new Set(train.slack.map((each) => each.workspace))];

/** The credentials that Signalbox, or a person, has in a world, by the names under which production reads them. */
export const credentialsOf = (train: Train, login: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(train.extra.flatMap(({ deed }) => secretsOfDeed(deed)).map((name) => [name, tokenOf(name.toLowerCase())])),
  GITHUB_TOKEN: tokenOf(login),
  REGISTRY_USERNAME: "signalbox",
  REGISTRY_PASSWORD: tokenOf("registry"),
  HEROKU_API_KEY: tokenOf("heroku"),
  MAILCHIMP_API_KEY: `${tokenOf("mailchimp")}-us1`,
  AWS_ACCESS_KEY_ID: "AKIAWORLDWORLDWORLD1",
  AWS_SECRET_ACCESS_KEY: tokenOf("aws"),
  ...Object.fromEntries(workspacesOf(train).map((each) => [slackTokenName(each), `xoxb-${tokenOf(`slack-${each}`)}`])),
});

export const slackTokenName = (workspace: string): string => `SLACK_TOKEN_${workspace.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
