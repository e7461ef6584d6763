/**
 * One thing that a person does without Signalbox: commands for a POSIX shell · commands to repeat until they succeed · a text to put somewhere ·
 * something that only a person can do or see.
 */
export type Act =
  | { readonly is: "run"; readonly commands: readonly string[] }
  | { readonly is: "repeat"; readonly commands: readonly string[] }
  | { readonly is: "paste"; readonly where: string; readonly text: string }
  | { readonly is: "do"; readonly what: string };

/** What a step is told when it says how it is done by hand. What is not known yet stands in its input as a shell variable. */
export interface Hand {
  /** The effect key: it marks what is made, so that it is recognised later. Only when the input is known. */
  readonly key: string | undefined;
  /** The shell variable in which a fact of this step is kept for the commands after it; nothing when none of them reads it. */
  readonly keeps: (fact: string) => string | undefined;
  /** A file as it stood when the runbook was written, where this step's commits are made. */
  readonly file: (repository: string, path: string) => string | undefined;
}

export const run = (...commands: readonly string[]): Act => ({ is: "run", commands });
export const repeat = (...commands: readonly string[]): Act => ({ is: "repeat", commands });
export const paste = (where: string, text: string): Act => ({ is: "paste", where, text });
export const act = (what: string): Act => ({ is: "do", what });
