import type { ReleaseError } from "../../domain/errors.ts";
import type { World } from "../../domain/ports/world.ts";
import type { Boundary } from "../../engine/driving.ts";
import type { AppParts } from "../parts.ts";
import type { Scene } from "./rehearsal.ts";

/** What typing a command came to. */
export interface Typed {
  readonly exit: number;
  /** What the person read: the last line of output or the error. */
  readonly says: string;
  /** The error it ended with. */
  readonly failed?: ReleaseError;
}

/** Whether a process was ended where it was to end; `says` is what it said otherwise. */
export interface Killed {
  readonly killed: boolean;
  readonly says: string;
}

/** Where a rehearsal takes place: a world, people who type ordinary commands, and the means to make things go wrong. */
export interface Stage {
  /** Sections of the configuration that were guessed. */
  readonly guessed: readonly string[];
  readonly parts: AppParts;
  readonly world: World;
  /** A person types a command: the same function that `signalbox` runs. */
  readonly type: (who: string, ...argv: readonly string[]) => Promise<Typed>;
  /** The built program is run as a process of its own and ended by SIGKILL when it asks to cross this boundary. Says whether it came so far, and else how it ended. */
  readonly typeUntilKilled: (
    who: string,
    argv: readonly string[],
    at: { readonly step: string; readonly boundary: Boundary },
  ) => Promise<Killed>;
  /** The next matching request is applied, and its reply lost. */
  readonly loseReply: (twin: string, operation: string) => void;
  readonly onScene: (scene: Scene) => void;
}

/** Keeps what happened, and tells whoever watches. */
export interface Script {
  readonly stage: Stage;
  readonly scenes: Scene[];
  /** Keys of steps that a person has done by hand. */
  readonly handed: Set<string>;
}

export const scene = ({ stage, scenes }: Script, who: string, what: string, outcome: string, mishap = false): void => {
  const made: Scene = { at: stage.world.now(), who, what, outcome, ...(mishap ? { mishap } : {}) };
  scenes.push(made);
  stage.onScene(made);
};

/** A person types a command, and it becomes a scene. */
export const types = async (script: Script, who: string, ...argv: readonly string[]): Promise<Typed> => {
  const typed = await script.stage.type(who, ...argv);
  scene(script, who, `signalbox ${argv.map(quoted).join(" ")}`, typed.says);
  return typed;
};

const quoted = (word: string): string => (/^[\w@./:=-]+$/.test(word) ? word : `"${word}"`);
