import type { Web } from "../../domain/ports/environments.ts";
import { parseValuePath } from "../../domain/value-path.ts";

/** The question to a running app: an address, and where in its JSON answer the proof stands (`.posthog_version`). */
export interface Question {
  readonly url: string;
  readonly path: string;
  readonly at: string;
}

/** What the app said of itself, or why that is not known. */
export type AppSays = { readonly is: "proof"; readonly proof: string } | { readonly is: "nothing"; readonly why: string };

/** Asks the running app what it runs; trusts nothing but its own answer. */
export const askApp = async (web: Web, { url, path, at }: Question): Promise<AppSays> => {
  const address = addressOf({ url, path });
  const answer = await web.read(address);
  if (answer === undefined) return { is: "nothing", why: `nothing answers at ${address}` };
  if (answer.status !== 200) return { is: "nothing", why: `${address} answers ${answer.status}` };
  const proof = valueAt(answer.text, at);
  return proof === undefined ? { is: "nothing", why: `the answer of ${address} has nothing at ${at}` } : { is: "proof", proof };
};

export const addressOf = ({ url, path }: Pick<Question, "url" | "path">): string =>
  `${url.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;

/** Where the proof stands, as jq has it. */
export const jqPath = (at: string): string => (at.startsWith(".") || at.startsWith("[") ? at : `.${at}`);

/** The text or number at a place of a JSON answer. */
export const valueAt = (text: string, at: string): string | undefined => {
  const path = parseValuePath(at.replace(/^\./, ""));
  let value = parsed(text);
  for (const key of path ?? []) {
    if (typeof key === "object" || typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return path !== undefined && (typeof value === "string" || typeof value === "number") ? String(value) : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
