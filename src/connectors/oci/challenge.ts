/** What a registry asks for: a token from `realm` for `service`. */
export interface Challenge {
  readonly realm: string;
  readonly service: string;
}

/** Reads `WWW-Authenticate: Bearer realm="…",service="…"` (RFC 6750, distribution token specification); undefined for any other scheme. */
export const readChallenge = (header: string | undefined): Challenge | undefined => {
  const bearer = /^\s*Bearer\s+(.*)$/is.exec(header ?? "")?.[1];
  if (bearer === undefined) return undefined;
  const values = new Map<string, string>();
  for (const [, name = "", quoted, bare] of bearer.matchAll(/([A-Za-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    values.set(name.toLowerCase(), quoted === undefined ? (bare ?? "") : quoted.replace(/\\(.)/g, "$1"));
  }
  const realm = values.get("realm");
  return realm === undefined ? undefined : { realm, service: values.get("service") ?? "" };
};

/** Whether a token server may be shown the credential of a registry: both are https and share their host's last two labels. */
export const belongsTo = (realm: string, origin: string): boolean => {
  const [asked, registry] = [URL.parse(realm), URL.parse(origin)];
  if (asked === null || registry === null || asked.protocol !== "https:") return false;
  return asked.host === registry.host || family(asked.hostname) === family(registry.hostname);
};

const family = (hostname: string): string => hostname.split(".").slice(-2).join(".");
