import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Clock } from "../domain/ports/host.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { AnyStep } from "../domain/step.ts";
import type { Train } from "../domain/train.ts";
import type { Boundaries } from "../engine/driving.ts";

/** Everything an app verb works with. `main` builds it; a rehearsal builds it the same way, behind a door mapped to twins. */
export interface AppParts {
  readonly train: Train;
  /** sha256 of the configuration file's bytes. */
  readonly configuration: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ports: Ports;
  readonly kinds: ReadonlyMap<string, AnyStep>;
  readonly boundaries: Boundaries;
  readonly owner: string;
  readonly mayBeAlive: (owner: string) => boolean;
  readonly stopping: () => boolean;
  /** Whether there is no credential of this name, such as `GITHUB_TOKEN`. */
  readonly lacks: (variable: string) => boolean;
  /** The person at the terminal, as a name of `people:`. */
  readonly actor: string;
  readonly onEvent: (event: Event, state: ReleaseState) => void;
  /** Told what is being read while planning, for progress. */
  readonly onReading: (what: string) => void;
}

/** The name under which the journal keeps a release. */
export const releaseId = (train: Train, version: string): string => `${train.name}/${version}`;
