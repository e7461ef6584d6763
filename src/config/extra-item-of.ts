import { type ExtraBody, type ExtraDeed, type ExtraLook, mapTexts } from "../domain/extra-deed.ts";
import type { ExtraItem } from "../domain/extra-item.ts";
import type { Json } from "../domain/known.ts";
import type { Words } from "./sections/index.ts";

type ItemWords = Words["extra"][number];

/** An item of the team's own, of words that the rules let through. */
export const extraItemOf = (words: ItemWords): ExtraItem => {
  const { id, text = "", owner, after, before, interlock } = words;
  const deed = deedOf(words);
  return { id, title: words.manual ?? words.title ?? titleOf(deed), deed, text: text.trimEnd(), owner, after, before, interlock };
};

/** What an item does. Throws RangeError for words that no rule has let through. */
export const deedOf = ({ command, request, look, credentials, repeatable }: ItemWords): ExtraDeed => {
  const seen = { look: look && lookOf(look, credentials), repeatable: repeatable === true };
  if (command !== undefined) return { is: "command", command: { argv: command, secrets: credentials }, ...seen };
  if (request === undefined) return { is: "manual" };
  const { method, url, headers } = request;
  return { is: "request", request: { method, url, headers, body: bodyOf(request) }, ...seen };
};

const lookOf = ({ command, url, headers, at, expect }: NonNullable<ItemWords["look"]>, secrets: readonly string[]): ExtraLook => {
  if (command !== undefined) return { is: "command", argv: command, secrets };
  if (url === undefined || expect === undefined) throw new RangeError("A look was not checked before it was used.");
  return { is: "answer", url, headers, at, expect };
};

const bodyOf = ({ json, text }: NonNullable<ItemWords["request"]>): ExtraBody | undefined => {
  if (json !== undefined) return { is: "json", value: mapTexts(json as Json, (each) => each) };
  return text === undefined ? undefined : { is: "text", text };
};

const titleOf = (deed: ExtraDeed): string => {
  switch (deed.is) {
    case "manual":
      return "";
    case "command":
      return `Run ${shortOf(deed.command.argv)}`;
    case "request":
      return `Send a ${deed.request.method} to ${new URL(deed.request.url).host}`;
  }
};

const shortOf = (argv: readonly string[]): string => {
  const whole = argv.join(" ");
  return whole.length <= longest ? whole : (argv[0] ?? "");
};

const longest = 120;
