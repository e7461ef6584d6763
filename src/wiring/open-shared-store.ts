import { join } from "node:path";
import { runbookFile, watchFile } from "../app/own-files.ts";
import { gitOf } from "../connectors/git/git.ts";
import { openSharedRef } from "../connectors/git/shared-ref.ts";
import type { CommitSigning, Keyring } from "../connectors/git/sign-commit.ts";
import { storeAddress } from "../connectors/git/store-address.ts";
import type { Artifacts } from "../domain/ports/artifacts.ts";
import type { Clock, Door, Secrets } from "../domain/ports/host.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { Train } from "../domain/train.ts";
import { openArtifacts } from "../host/artifacts.ts";
import { pause } from "../host/clock.ts";
import type { Processes } from "../host/processes.ts";
import { type GitJournal, openGitJournal } from "../store/git-journal.ts";

/** A journal in whichever store the train names. */
export interface OpenStore extends Journal {
  readonly artifacts: Artifacts;
  readonly close: () => void;
}

/** What of a train says where its journal is, and whose entries count only when they are signed. */
export interface StoredTrain extends Pick<Train, "name" | "store"> {
  readonly repository: Pick<Train["repository"], "name">;
  readonly people: readonly Pick<Train["people"][number], "name" | "signingKey">[];
}

/** What a store stands on. */
export interface Ground {
  /** The state folder. */
  readonly folder: string;
  /** The folder of the configuration, from which the store's path counts. */
  readonly beside: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Pick<Clock, "now">;
  readonly door: Pick<Door, "mapped">;
  readonly secrets: Secrets;
  readonly processes: Processes;
}

/** The shared ref that a train names, with our copy of it in the state folder. `looks` as in a git journal. */
export const openSharedStore = (train: StoredTrain & { readonly store: string }, ground: Ground, looks?: "once"): GitJournal => {
  const { environment, processes } = ground;
  const [home, agent] = [environment["HOME"], environment["SSH_AUTH_SOCK"]];
  const address = train.store === "git" ? `https://github.com/${train.repository.name}.git` : train.store;
  const remote = storeAddress(address, { ...ground, folder: ground.beside, ssh: { home, agent } });
  const signers = train.people.flatMap(({ name, signingKey }) => (signingKey === undefined ? [] : [{ name, key: signingKey }]));
  const ref = openSharedRef({
    git: gitOf(processes),
    folder: join(ground.folder, "journal.git"),
    remote,
    ref: `refs/signalbox/${train.name}`,
    signers,
    keyring: keyringOf(environment),
    signing: () => signingOf(processes, environment),
  });
  const shared = openGitJournal(ref, { clock: ground.clock, pause, signed: signers.map(({ name }) => name), looks });
  return { ...shared, artifacts: withOwnPage(shared.artifacts, openArtifacts(ground.folder)) };
};

/** The runbook is written at every step and made anew from the record by whoever asks, and each machine looks for itself at what was launched: no push waits for either. */
const withOwnPage = (shared: Artifacts, own: Artifacts): Artifacts => {
  const placeOf = (name: string): Artifacts => (name === runbookFile || name === watchFile ? own : shared);
  return {
    read: (version, name) => placeOf(name).read(version, name),
    write: (version, name, bytes) => placeOf(name).write(version, name, bytes),
  };
};

/** Whether this person's own git signs their commits, and with what: only that is read of their configuration. */
const signingOf = async (processes: Processes, environment: Ground["environment"]): Promise<CommitSigning | undefined> => {
  const home = environment["HOME"];
  if (home === undefined) return undefined;
  const asked = await processes.run({
    program: "git",
    argv: ["config", "--global", "-z", "--get-regexp", "^(commit\\.gpgsign|gpg\\.format|user\\.signingkey)$"],
    environment: { HOME: home, GIT_CONFIG_NOSYSTEM: "1" },
    folder: home,
  });
  if (asked.is !== "ended" || asked.code !== 0) return undefined;
  const said = new Map(
    asked.output
      .toString("utf8")
      .split("\0")
      .map((line) => [line.slice(0, line.indexOf("\n")).toLowerCase(), line.slice(line.indexOf("\n") + 1)] as const),
  );
  const key = said.get("user.signingkey");
  if (said.get("commit.gpgsign") !== "true" || key === undefined) return undefined;
  const format = said.get("gpg.format") === "ssh" ? "ssh" : "openpgp";
  return { format, key: key.replace(/^~(?=\/)/, home), environment: keyringOf(environment) };
};

const keyringOf = (environment: Ground["environment"]): Keyring =>
  Object.fromEntries(
    ["HOME", "GNUPGHOME", "SSH_AUTH_SOCK"].flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
