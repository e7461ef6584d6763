/** An expression of a GitHub workflow (docs.github.com/actions/reference/workflows-and-actions/expressions), as far as its form says something. */
export type Expression =
  | { readonly is: "text"; readonly text: string }
  /** `github.event.label.name`; `*` for a filter, and for an index that is computed. */
  | { readonly is: "path"; readonly path: readonly string[] }
  | { readonly is: "call"; readonly name: string; readonly given: readonly Expression[] }
  | { readonly is: "operation"; readonly operator: string; readonly parts: readonly Expression[] }
  | { readonly is: "other" };

/** Longer and deeper ones are not read. */
const longest = 5_000;
const deepest = 100;

/** Reads an expression; nothing when it is none. Names of functions and paths are in lower case, for GitHub compares them so. */
export const parseExpression = (text: string): Expression | undefined => {
  const tokens = text.length > longest ? undefined : tokensOf(text);
  if (tokens === undefined) return undefined;
  const reading: Reading = { tokens, at: 0, depth: 0 };
  const read = readOperation(reading, 0);
  return reading.at === tokens.length ? read : undefined;
};

/** Every expression inside one, itself included. */
export const within = (expression: Expression): readonly Expression[] => {
  switch (expression.is) {
    case "call":
      return [expression, ...expression.given.flatMap(within)];
    case "operation":
      return [expression, ...expression.parts.flatMap(within)];
    default:
      return [expression];
  }
};

interface Token {
  readonly is: "text" | "name" | "sign" | "number";
  readonly text: string;
}

interface Reading {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

const tokensOf = (text: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  const token =
    /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w-]*)|([+-]?(?:0x[\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+))|(&&|\|\||[=!<>]=|[!<>()[\].,*]))/y;
  while (/\S/.test(text.slice(token.lastIndex))) {
    const found = token.exec(text);
    if (found === null) return undefined;
    const [, string, name, number, sign] = found;
    if (string !== undefined) tokens.push({ is: "text", text: string.replaceAll("''", "'") });
    else if (name !== undefined) tokens.push({ is: "name", text: name.toLowerCase() });
    else tokens.push(number === undefined ? { is: "sign", text: sign ?? "" } : { is: "number", text: number });
  }
  return tokens;
};

/** From what binds least to what binds most. */
const operators: readonly (readonly string[])[] = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="]];

const readOperation = (reading: Reading, level: number): Expression | undefined => {
  const signs = operators[level];
  if (signs === undefined) return readNot(reading);
  let left = readOperation(reading, level + 1);
  for (;;) {
    const sign = reading.tokens[reading.at];
    if (left === undefined || sign?.is !== "sign" || !signs.includes(sign.text)) return left;
    reading.at += 1;
    const right = readOperation(reading, level + 1);
    left = right === undefined ? undefined : { is: "operation", operator: sign.text, parts: [left, right] };
  }
};

const readNot = (reading: Reading): Expression | undefined => {
  if (!takes(reading, "!")) return readPostfix(reading);
  return deeper(reading, () => {
    const negated = readNot(reading);
    return negated === undefined ? undefined : { is: "operation", operator: "!", parts: [negated] };
  });
};

const readPostfix = (reading: Reading): Expression | undefined => {
  let read = readPrimary(reading);
  for (;;) {
    if (read === undefined) return undefined;
    if (takes(reading, ".")) {
      const next = reading.tokens[reading.at];
      reading.at += 1;
      if (next?.is !== "name" && next?.text !== "*") return undefined;
      read = read.is === "path" ? { is: "path", path: [...read.path, next.text] } : { is: "other" };
    } else if (takes(reading, "[")) {
      const index = deeper(reading, () => (takes(reading, "*") ? ({ is: "other" } as const) : readOperation(reading, 0)));
      if (index === undefined || !takes(reading, "]")) return undefined;
      read =
        read.is === "path" ? { is: "path", path: [...read.path, index.is === "text" ? index.text.toLowerCase() : "*"] } : { is: "other" };
    } else return read;
  }
};

const readPrimary = (reading: Reading): Expression | undefined => {
  const token = reading.tokens[reading.at];
  reading.at += 1;
  if (token?.is === "text") return { is: "text", text: token.text };
  if (token?.is === "number") return { is: "other" };
  if (token?.is === "name") return takes(reading, "(") ? readCall(reading, token.text) : { is: "path", path: [token.text] };
  if (token?.text !== "(") return undefined;
  const inner = deeper(reading, () => readOperation(reading, 0));
  return takes(reading, ")") ? inner : undefined;
};

const readCall = (reading: Reading, name: string): Expression | undefined => {
  const given: Expression[] = [];
  if (takes(reading, ")")) return { is: "call", name, given };
  for (;;) {
    const one = deeper(reading, () => readOperation(reading, 0));
    if (one === undefined) return undefined;
    given.push(one);
    if (takes(reading, ")")) return { is: "call", name, given };
    if (!takes(reading, ",")) return undefined;
  }
};

const takes = (reading: Reading, sign: string): boolean => {
  const token = reading.tokens[reading.at];
  if (token?.is !== "sign" || token.text !== sign) return false;
  reading.at += 1;
  return true;
};

const deeper = (reading: Reading, read: () => Expression | undefined): Expression | undefined => {
  if (reading.depth === deepest) return undefined;
  reading.depth += 1;
  const found = read();
  reading.depth -= 1;
  return found;
};
