import { shellWord } from "../../domain/shell-word.ts";

/** Fails where the answer is an error, and shows what the answer says. */
export const curl = "curl -sS --fail-with-body";

/** Keeps an answer in a file, where it can be read when something went wrong. */
export const intoAnswer = (command: string): string => `${command} -o answer.json`;

/** Reads a value of the last answer. */
export const fromAnswer = (path: string): string => `jq -r ${shellWord(path)} answer.json`;
