import { gitOf } from "../connectors/git/git.ts";
import type { Signers } from "../connectors/git/shared-log.ts";
import { openSharedRef } from "../connectors/git/shared-ref.ts";
import type { CommitSigning, Keyring } from "../connectors/git/sign-commit.ts";
import { storeAddress } from "../connectors/git/store-address.ts";
import { pause, systemClock } from "../host/clock.ts";
import { openProcesses } from "../host/processes.ts";
import { type GitJournal, openGitJournal } from "../store/git-journal.ts";

/** The ref of every journal in tests, unless one is named. */
export const storeRef = "refs/signalbox/toy";

/** A journal on a bare repository of this machine, with a copy of its own, as one laptop has it. */
export const openGitStore = (
  remote: string,
  folder: string,
  {
    signers = [],
    signing,
    keyring = {},
    ref: name = storeRef,
    looks,
  }: {
    readonly signers?: Signers;
    readonly signing?: CommitSigning;
    readonly keyring?: Keyring;
    readonly ref?: string;
    readonly looks?: "once";
  } = {},
): GitJournal => {
  const processes = openProcesses(process.env);
  const secrets = { has: () => false, read: () => "" };
  const address = storeAddress(remote, {
    door: { mapped: (url) => url },
    secrets,
    folder: "/",
    ssh: { home: undefined, agent: undefined },
  });
  const ref = openSharedRef({
    git: gitOf(processes),
    folder,
    remote: address,
    ref: name,
    signers,
    keyring,
    signing: async () => signing,
  });
  const journal = openGitJournal(ref, { clock: systemClock, pause, signed: signers.map(({ name }) => name), looks });
  return {
    ...journal,
    close: () => {
      journal.close();
      processes.close();
    },
  };
};
