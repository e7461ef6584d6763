import type { Guess } from "../app/init-train.ts";
import type { Scene } from "../app/rehearse/rehearsal.ts";
import type { Moment } from "../twins/kernel/faults.ts";

/** Where and on what a rehearsal takes place. */
export interface StageOptions {
  /** Holds everything; opened again, it continues where it was. */
  readonly folder: string;
  /** The configuration that was named, from `cwd`. */
  readonly config: string | undefined;
  /** The example's configuration. */
  readonly example: string;
  /** Told what was guessed where there was no configuration. */
  readonly onGuess: (guesses: readonly Guess[]) => void;
  /** A clone or address to rehearse on; the generated example unless given. */
  readonly repository: string | undefined;
  /** Clones of side repositories, by `owner/name`. */
  readonly clones: Readonly<Record<string, string>>;
  /** Address of the journal that the release's machines share; a file of the stage without it. */
  readonly store?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Signalbox has no credential in it, as in a team whose dials are all on people; the people still have theirs. */
  readonly withoutCredentials?: true;
  /** The program itself, to be run as a process of its own: Node and the built bin. */
  readonly node: string;
  readonly program: string;
  readonly onScene: (scene: Scene) => void;
  /** Told of each moment of each request at a twin, whoever asks. */
  readonly watch?: (moment: Moment) => void | Promise<void>;
}
