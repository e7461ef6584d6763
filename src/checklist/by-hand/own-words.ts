import { mapParts } from "../../domain/named-secrets.ts";
import { shellWord } from "../../domain/shell-word.ts";

/** A text as one word of a shell, with the variables in which the credentials are that it names. */
export const shellText = (text: string): string => mapParts(text, shellWord, (name) => `"$${name}"`);

/** A command as a person types it. It sees its credentials whether or not the shell hands on their variables. */
export const commandByHand = ({ argv, secrets }: { readonly argv: readonly string[]; readonly secrets: readonly string[] }): string =>
  [...secrets.map((name) => `${name}="$${name}"`), ...argv.map(shellWord)].join(" ");
