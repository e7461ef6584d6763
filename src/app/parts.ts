import type { Train } from "../domain/train.ts";
import type { EngineParts } from "../engine/driving.ts";

/** Everything an app verb works with. `main` builds it; a rehearsal builds it the same way, behind a door mapped to twins. */
export interface AppParts extends EngineParts {
  readonly train: Train;
  /** The hash of the configuration file and its templates. */
  readonly configuration: string;
  /** Whether there is no credential of this name, such as `GITHUB_TOKEN`. */
  readonly lacks: (variable: string) => boolean;
  /** The person at the terminal, as a name of `people:`. */
  readonly actor: string;
  /** Told what is being read while planning, for progress. */
  readonly onReading: (what: string) => void;
}

/** The name under which the journal keeps a release. */
export const releaseId = (train: Train, version: string): string => `${train.name}/${version}`;
