import type { Exit } from "./exit-codes.ts";
import type { GlobalOptions, Surroundings } from "./surroundings.ts";

/** One option: `--name VALUE`, or `--name` alone when it takes no value. */
export interface OptionSpec {
  readonly name: string;
  /** Name of the value in help; absent when the option is only there or not. */
  readonly value?: string;
  /** May be given several times. */
  readonly many?: boolean;
  readonly required?: boolean;
  readonly about: string;
}

/** One word after the command's name. */
export interface ArgumentSpec {
  readonly name: string;
  readonly optional?: boolean;
}

/** A command as people see it. Only data, so that `--help` loads nothing else. */
export interface CommandSpec {
  /** One word, or two such as `session open`. */
  readonly name: string;
  readonly group:
    | "Before a release"
    | "A release under way"
    | "In and out"
    | "Findings and sessions"
    | "Correcting the texts"
    | "Changing course"
    | "The record";
  readonly about: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly example: string;
  readonly load: () => Promise<Action>;
}

/** A command as it was typed. */
export interface Invocation {
  readonly surroundings: Surroundings;
  readonly global: GlobalOptions;
  readonly json: boolean;
  readonly colour: boolean;
  readonly words: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** What a command came to: `data` for `--json`, `text` for people. */
export interface Outcome {
  readonly exit: Exit;
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The command has printed its own output already. */
  readonly silent?: true;
}

export type Action = (invocation: Invocation) => Promise<Outcome>;

/** The value of an option, when it was given. */
export const optionValue = ({ values }: Invocation, name: string): string | undefined => values[name]?.at(-1);

export const optionValues = ({ values }: Invocation, name: string): readonly string[] => values[name] ?? [];

/** Whether an option without a value was given. */
export const isSet = ({ values }: Invocation, name: string): boolean => values[name] !== undefined;

/** A word that the command cannot do without: parsing has seen to it that it is there. */
export const wordAt = ({ words }: Invocation, name: string): string => words[name] ?? "";
