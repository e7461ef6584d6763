import type { Json } from "./known.ts";
import { secretsIn } from "./named-secrets.ts";

/** What an item of the team's own does: a person does it · a command is run · a request is sent. All texts are templates. */
export type ExtraDeed =
  | { readonly is: "manual" }
  | ({ readonly is: "command"; readonly command: ExtraCommand } & Seen)
  | ({ readonly is: "request"; readonly request: ExtraRequest } & Seen);

interface Seen {
  /** How to see that it was done; without it nobody can tell, and an unknown outcome is a question. */
  readonly look: ExtraLook | undefined;
  /** Whether doing it twice does no harm, by the team's word. */
  readonly repeatable: boolean;
}

export interface ExtraCommand {
  /** Each word is a template, and stays one word. */
  readonly argv: readonly string[];
  /** Names of credentials that the command sees as variables. */
  readonly secrets: readonly string[];
}

/** In address and headers, `${NAME}` names a credential. */
export interface ExtraRequest {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ExtraBody | undefined;
}

export type ExtraBody = { readonly is: "json"; readonly value: Json } | { readonly is: "text"; readonly text: string };

/** A command that ends with 0 when it is done and 1 when it is not · an address whose answer says something, anywhere or at a place of its JSON. */
export type ExtraLook =
  | ({ readonly is: "command" } & ExtraCommand)
  | {
      readonly is: "answer";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly at: string | undefined;
      readonly expect: string;
    };

/** The credentials that a deed and its look need, by name. */
export const secretsOfDeed = (deed: ExtraDeed): readonly string[] => {
  if (deed.is === "manual") return [];
  const own = deed.is === "command" ? deed.command.secrets : secretsOfAddress(deed.request);
  return [...new Set([...own, ...secretsOfLook(deed.look)])];
};

const secretsOfLook = (look: ExtraLook | undefined): readonly string[] => {
  if (look === undefined) return [];
  return look.is === "command" ? look.secrets : secretsOfAddress(look);
};

const secretsOfAddress = ({ url, headers }: Pick<ExtraRequest, "url" | "headers">): readonly string[] =>
  secretsIn([url, ...Object.values(headers)]);

/** Every text of a body, the names of its JSON left as they are. */
export const textsOfBody = (body: ExtraBody | undefined): readonly string[] => {
  if (body === undefined) return [];
  return body.is === "text" ? [body.text] : leavesOf(body.value);
};

const leavesOf = (value: Json): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((each) => leavesOf(each as Json));
};

/** A JSON value with every text in it made into another; names stay. */
export const mapTexts = (value: Json, make: (text: string) => string): Json => {
  if (typeof value === "string") return make(value);
  if (Array.isArray(value)) return value.map((each: Json) => mapTexts(each, make));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapTexts(each as Json, make)]));
};
