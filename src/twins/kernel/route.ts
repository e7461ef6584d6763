import type { Operation } from "./twin.ts";

/** An operation and the values of its path's parameters, percent-decoded. */
export interface Routed {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the operation of a request; literal path parts win over parameters. `known` tells whether the path exists with another method. */
export const makeRouter = (operations: readonly Operation[]) => {
  const compiled = operations.map((operation) => ({ operation, ...compile(operation.path) })).sort((a, b) => a.wildness - b.wildness);
  return (method: string, path: string): { readonly found: Routed | undefined; readonly known: boolean } => {
    let known = false;
    for (const { operation, pattern, names } of compiled) {
      const match = pattern.exec(path);
      if (match === null) continue;
      known = true;
      if (operation.method !== method) continue;
      const params = decodeAll(names, match);
      if (params !== undefined) return { found: { operation, params }, known };
    }
    return { found: undefined, known };
  };
};

const compile = (path: string) => {
  const names: string[] = [];
  const source = path.replace(/\{([a-z_A-Z]+)(\+?)\}|[.*+?^$()|[\]\\]/g, (whole, name: string | undefined, many: string) => {
    if (name === undefined) return `\\${whole}`;
    names.push(name);
    return many === "+" ? "(.+?)" : "([^/]+)";
  });
  return { pattern: new RegExp(`^${source}$`), names, wildness: names.length };
};

const decodeAll = (names: readonly string[], match: RegExpExecArray): Record<string, string> | undefined => {
  try {
    return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? "")]));
  } catch {
    return undefined;
  }
};
