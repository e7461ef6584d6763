const shortest = 4;
const shortestCoded = 8;

/**
 * Removes secrets by value, however they were written: plain, base64 (also inside a longer encoded text, such as `user:token`), base64 of base64,
 * hex, URL- and JSON-escaped. Values shorter than 4 characters are not looked for: they would be found everywhere.
 */
export const redactor = (secrets: readonly string[]): ((text: string) => string) => {
  const forms = allFormsOf(secrets);
  if (forms.length === 0) return (text) => text;
  // Longest first, so that no form leaves the rest of a longer one behind.
  const source = forms
    .toSorted((a, b) => b.length - a.length)
    .map(quoted)
    .join("|");
  const pattern = new RegExp(source, "g");
  return (text) => text.replace(pattern, "[redacted]");
};

/** The same for bytes, which are the very same object where none of it is in them: most answers hold no secret, and some are large. */
export const byteRedactor = (secrets: readonly string[]): ((bytes: Buffer) => Buffer) => {
  const forms = allFormsOf(secrets).map((form) => Buffer.from(form));
  const redact = redactor(secrets);
  return (bytes) => (forms.some((form) => bytes.includes(form)) ? Buffer.from(redact(bytes.toString("utf8"))) : bytes);
};

/** The secrets that a header shows: `Bearer TOKEN` the token, `Basic …` the password. */
export const secretsIn = (header: string): readonly string[] => {
  const [, scheme = "", rest = ""] = /^(\S+) +(\S.*)$/.exec(header) ?? [];
  if (rest === "") return [header];
  if (scheme.toLowerCase() !== "basic") return [header, rest];
  const pair = Buffer.from(rest, "base64").toString("utf8");
  return [header, rest, pair, pair.slice(pair.indexOf(":") + 1)];
};

const allFormsOf = (secrets: readonly string[]): readonly string[] => [
  ...new Set(secrets.filter((secret) => secret.length >= shortest).flatMap(formsOf)),
];

const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, "utf8");
  const once = base64Forms(bytes);
  const twice = [bytes.toString("base64"), bytes.toString("base64url")].flatMap((text) => base64Forms(Buffer.from(text)));
  const hex = bytes.toString("hex");
  const json = escapedJson(secret);
  const url = encodeURIComponent(wellFormed(secret));
  const form = url.replaceAll("%20", "+").replace(/[!'()*~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const escaped = [json, escapedJson(json), url, form, ...[url, form].map(lowerEscapes)];
  return [secret, ...escaped, ...[...once, ...twice, hex, hex.toUpperCase()].filter((text) => text.length >= shortestCoded)];
};

// What base64 shows of the bytes wherever they stand: at each of the three alignments, without the characters that neighbours also shape.
const base64Forms = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor((padded.length * 8) / 6);
    return (["base64", "base64url"] as const).map((kind) => padded.toString(kind).slice(from, to));
  });

const escapedJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const wellFormed = (text: string): string => text.toWellFormed();

const lowerEscapes = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (one) => one.toLowerCase());

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
