/** What a shell variable stands for in a text until the text becomes a shell's word. No outside text keeps these two characters. */
const [opens, closes] = ["\uE000", "\uE001"] as const;

/** A value that an earlier command has put into a shell variable. */
export const variable = (name: string): string => `${opens}${name}${closes}`;

export const hasVariable = (text: string): boolean => text.includes(opens);

/** Outside text in which nothing can be taken for a variable. */
export const withoutVariables = (text: string): string => text.replaceAll(/[\uE000\uE001]/g, "\uFFFD");

/** The text for people, with variables as a shell writes them. */
export const withVariablesNamed = (text: string): string => text.replaceAll(variables, "$$$1");

/**
 * A word as a POSIX shell takes it: exactly this text, whatever is in it. Control characters and those that turn the reading direction never
 * stand in it themselves, because what is pasted into a terminal would obey them: `printf` makes them.
 */
export const shellWord = (text: string): string => {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const pieces = text.split(variables).map((piece, place) => (place % 2 === 1 ? `"$${piece}"` : literal(piece)));
  return pieces.join("") || "''";
};

const variables = /\uE000([a-z][a-z0-9_]*)\uE001/g;

const literal = (text: string): string =>
  text
    .split(/((?:(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}])+)/u)
    .map((piece, place) => (place % 2 === 1 ? printed(piece) : quoted(piece)))
    .join("");

const quoted = (text: string): string => (text === "" ? "" : `'${text.replaceAll("'", `'\\''`)}'`);

/** No word of a shell holds NUL. */
const printed = (text: string): string => {
  const bytes = [...new TextEncoder().encode(text)].filter((byte) => byte !== 0);
  return bytes.length === 0 ? "" : `"$(printf '${bytes.map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")}')"`;
};
