/** Production addresses, as GitHub writes them in its answers. */
export const api = (path: string): string => `https://api.github.com${path}`;
export const apiRepository = (name: string, path = ""): string => api(`/repos/${name}${path}`);
export const page = (path: string): string => `https://github.com/${path}`;

/** A stable id for something that is known by name only. */
export function idOf(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 900_000_007;
  return hash + 1;
}

/** GitHub's opaque id of an object in its other API. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString("base64");
}
