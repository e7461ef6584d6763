import { explain } from "../domain/errors.ts";
import type { Secrets } from "../domain/ports/host.ts";

/** Credentials, and the values handed out so far, which is what must never be shown. */
export interface OpenSecrets extends Secrets {
  readonly handedOut: () => readonly string[];
}

/**
 * Credentials by name: `NAME`, or the file that `NAME_FILE` names, without the white space around it. The environment wins over the file; an
 * empty value counts as none. `readFile` raises when there is no such file.
 */
export const openSecrets = (environment: Readonly<Record<string, string | undefined>>, readFile: (path: string) => string): OpenSecrets => {
  const handedOut = new Set<string>();
  return {
    read: (system, name) => {
      const value = (environment[name] ?? "").trim() || fromFile(environment[`${name}_FILE`], readFile, { system, name });
      if (value === "") throw explain("TOKEN_MISSING", { system, variable: name });
      handedOut.add(value);
      return value;
    },
    has: (name) => (environment[name] ?? "").trim() !== "" || (environment[`${name}_FILE`] ?? "") !== "",
    handedOut: () => [...handedOut],
  };
};

const fromFile = (
  path: string | undefined,
  readFile: (path: string) => string,
  wanted: { readonly system: string; readonly name: string },
): string => {
  if (path === undefined || path === "") return "";
  try {
    return readFile(path).trim();
  } catch (cause) {
    throw explain("TOKEN_MISSING", { system: wanted.system, variable: wanted.name }, { cause });
  }
};
