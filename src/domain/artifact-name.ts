import { explain } from "./errors.ts";

/** A version or a name of an artifact, which becomes part of a path: one that leads elsewhere is nobody's artifact. Raises BUG. */
export const requireArtifactName = (...parts: readonly string[]): void => {
  const wrong = parts.find((part) => !/^[A-Za-z0-9][A-Za-z0-9._+-]{0,100}$/.test(part));
  if (wrong !== undefined) throw explain("BUG", { what: `${JSON.stringify(wrong.slice(0, 80))} cannot be part of an artifact's name.` });
};
