import type { Commands, Requests } from "../../domain/ports/environments.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { curl } from "../by-hand/curl.ts";
import { commandByHand, shellText } from "../by-hand/own-words.ts";
import { jqPath, valueAt } from "./ask-app.ts";

/** Pairs of name and text: in an input, an object with free names could be taken for a fact that is still to come. */
export type Headers = readonly (readonly [name: string, text: string])[];

/** How a team sees that its own work is done: a command that ends with 0 or 1, or an address whose answer says something. */
export type Look =
  | { readonly is: "command"; readonly argv: readonly string[]; readonly secrets: readonly string[] }
  | {
      readonly is: "answer";
      readonly url: string;
      readonly headers: Headers;
      /** Where in the JSON answer; anywhere in its text without it. */
      readonly at?: string;
      readonly expect: string;
    };

/** Whether it is done, as the look sees it. Raises when the look cannot tell: then nothing may be concluded. */
export const takeLook = async (need: { readonly commands: Commands; readonly requests: Requests }, look: Look): Promise<boolean> => {
  if (look.is === "command") return need.commands.ask({ argv: look.argv, environment: {}, secrets: look.secrets });
  const text = await need.requests.read({ url: look.url, headers: Object.fromEntries(look.headers) });
  if (text === undefined) return false;
  return look.at === undefined ? text.includes(look.expect) : valueAt(text, look.at) === look.expect;
};

/** What the look is, in words. */
export const describeLook = (look: Look): string =>
  look.is === "command" ? look.argv.join(" ") : `${look.url} says ${look.expect}${look.at === undefined ? "" : ` at ${look.at}`}`;

/** Commands that do it only where the look does not see it done. */
export const unlessDone = (look: Look | undefined, command: string): string =>
  look === undefined ? command : `if ${lookByHand(look)}; then echo 'It is done already.'; else ${command}; fi`;

const lookByHand = (look: Look): string => {
  if (look.is === "command") return commandByHand(look);
  const headers = look.headers.map(([name, text]) => ` -H ${shellText(`${name}: ${text}`)}`);
  const asked = `${curl} -g${headers.join("")} ${shellText(look.url)}`;
  return look.at === undefined
    ? `${asked} | grep -qF -e ${shellWord(look.expect)}`
    : `${asked} | jq -e --arg expect ${shellWord(look.expect)} ${shellWord(`(${jqPath(look.at)} | tostring) == $expect`)} > /dev/null`;
};
