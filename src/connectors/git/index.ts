import type { History, Objects, Refs, RepositoryName } from "../../domain/ports/git.ts";
import type { Door, Secrets } from "../../domain/ports/host.ts";
import type { Processes } from "../../host/processes.ts";
import { clonesOf } from "./clone.ts";
import { gitOf } from "./git.ts";
import { gitHistory } from "./history.ts";
import type { Signing } from "./make-tag.ts";
import { gitObjects } from "./objects.ts";
import { gitRefs } from "./refs.ts";
import { remotesOf } from "./remote.ts";

/** What the git connector is given. Own clones are made in `folder`; `GITHUB_TOKEN` is read when a remote is first spoken to. */
export interface GitNeeds {
  readonly door: Door;
  readonly secrets: Secrets;
  readonly processes: Processes;
  readonly folder: string;
  /** The production address of a repository; GitHub's unless told. */
  readonly address?: (repository: RepositoryName) => string;
  readonly signing?: Signing;
}

/** The three git ports. `close` ends what stays open; nothing is lost without it. */
export interface GitConnector {
  readonly refs: Refs;
  readonly objects: Objects;
  readonly history: History;
  readonly close: () => Promise<void>;
}

/** git by its command line, on bare clones of our own. */
export const connectGit = ({ door, secrets, processes, folder, signing, address = onGitHub }: GitNeeds): GitConnector => {
  const git = gitOf(processes);
  const remote = remotesOf(git, { door, secrets, address });
  const { clone, close } = clonesOf(git, folder, remote);
  return {
    refs: gitRefs({ git, remote, clone }),
    objects: gitObjects({ git, clone, signing }),
    history: gitHistory({ git, clone }),
    close,
  };
};

const onGitHub = (repository: RepositoryName): string => `https://github.com/${repository}.git`;
