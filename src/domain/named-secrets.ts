/** A piece of a text: what it says, or the name of a credential whose value stands there. */
export type NamedPart = { readonly is: "text"; readonly text: string } | { readonly is: "secret"; readonly name: string };

/** Cuts a text at every `${NAME}`. Values are put in where the request leaves and nowhere before: what is planned, kept and shown holds names. */
export const secretParts = (text: string): readonly NamedPart[] =>
  text
    .split(/\$\{([A-Z][A-Z0-9_]{2,59})\}/)
    .map((piece, at): NamedPart => (at % 2 === 0 ? { is: "text", text: piece } : { is: "secret", name: piece }))
    .filter((part) => part.is === "secret" || part.text !== "");

/** The names of the credentials in texts, each once. */
export const secretsIn = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap(secretParts).flatMap((part) => (part.is === "secret" ? [part.name] : []))),
];

/** The text with what is around its secrets, and the secrets, made into something else. */
export const mapParts = (text: string, around: (text: string) => string, secret: (name: string) => string): string =>
  secretParts(text)
    .map((part) => (part.is === "text" ? around(part.text) : secret(part.name)))
    .join("");

/** How a credential is named in a text. */
export const named = (secret: string): string => `\${${secret}}`;
