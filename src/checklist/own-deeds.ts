import { type ExtraBody, type ExtraCommand, type ExtraDeed, type ExtraLook, type ExtraRequest, mapTexts } from "../domain/extra-deed.ts";
import { mapParts, named } from "../domain/named-secrets.ts";
import type { Preview } from "../domain/plan.ts";
import { shellWord } from "../domain/shell-word.ts";
import { type ArrangedStep, type Arranging, step } from "./item.ts";
import { runCommandLooked } from "./steps/run-command-looked.ts";
import { runCommandOnce } from "./steps/run-command-once.ts";
import { runCommandRepeatable } from "./steps/run-command-repeatable.ts";
import { sendRequestLooked } from "./steps/send-request-looked.ts";
import { sendRequestOnce } from "./steps/send-request-once.ts";
import { sendRequestRepeatable } from "./steps/send-request-repeatable.ts";
import { describeLook, type Headers, type Look } from "./steps/take-look.ts";

type Fill = Arranging["fill"];
type Done = Exclude<ExtraDeed, { readonly is: "manual" }>;

/** The one step of a command or request: which kind it is tells what may be done when its outcome is not known. */
export const deedStep = (deed: Done, fill: Fill): ArrangedStep => {
  const look = deed.look === undefined ? undefined : filledLook(deed.look, fill);
  const seen = look === undefined ? "once" : deed.repeatable ? "repeatable" : "looked";
  const looks = look === undefined ? {} : { look };
  if (deed.is === "command") {
    const command = filledCommand(deed.command, fill);
    return step(commands[seen], { ...command, ...looks }, { preview: preview("command", commandLines(command), look) });
  }
  const request = filledRequest(deed.request, fill);
  return step(requests[seen], { ...request, ...looks }, { preview: preview("request", requestLines(request), look) });
};

const commands = { once: runCommandOnce, looked: runCommandLooked, repeatable: runCommandRepeatable };
const requests = { once: sendRequestOnce, looked: sendRequestLooked, repeatable: sendRequestRepeatable };

const filledCommand = ({ argv, secrets }: ExtraCommand, fill: Fill): ExtraCommand => ({ argv: argv.map((word) => fill(word)), secrets });

interface FilledRequest extends Pick<ExtraRequest, "method" | "url"> {
  readonly headers: Headers;
  readonly body?: string;
}

const filledRequest = ({ method, url, headers, body }: ExtraRequest, fill: Fill): FilledRequest => ({
  method,
  url: fillAround(url, fill),
  headers: filledHeaders({ ...typeOf(body), ...lowered(headers) }, fill),
  ...(body === undefined
    ? {}
    : { body: body.is === "text" ? fill(body.text) : JSON.stringify(mapTexts(body.value, (text) => fill(text))) }),
});

const typeOf = (body: ExtraBody | undefined): Readonly<Record<string, string>> => {
  if (body === undefined) return {};
  return { "content-type": body.is === "json" ? "application/json" : "text/plain; charset=utf-8" };
};

const filledLook = (look: ExtraLook, fill: Fill): Look => {
  if (look.is === "command") return { is: "command", ...filledCommand(look, fill) };
  const { url, headers, at, expect } = look;
  return {
    is: "answer",
    url: fillAround(url, fill),
    headers: filledHeaders(lowered(headers), fill),
    ...(at === undefined ? {} : { at }),
    expect: fill(expect),
  };
};

/** Names of headers in small letters, so that one said twice is one. */
const lowered = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));

const filledHeaders = (headers: Readonly<Record<string, string>>, fill: Fill): Headers =>
  Object.entries(headers).map(([name, text]) => [name, fillAround(text, fill)] as const);

const fillAround = (text: string, fill: Fill): string => mapParts(text, (piece) => fill(piece), named);

const preview = (title: string, lines: readonly string[], look: Look | undefined): Preview => ({
  is: "text",
  title,
  text: [...lines, ...(look === undefined ? [] : ["", `done already where: ${describeLook(look)}`])].join("\n"),
});

const commandLines = ({ argv, secrets }: ExtraCommand): readonly string[] => [
  argv.map(shellWord).join(" "),
  ...(secrets.length === 0 ? [] : [`with ${secrets.join(", ")}`]),
];

const requestLines = ({ method, url, headers, body }: FilledRequest): readonly string[] => [
  `${method} ${url}`,
  ...headers.map(([name, text]) => `${name}: ${text}`),
  ...(body === undefined ? [] : ["", body]),
];
