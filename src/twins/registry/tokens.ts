import { createHmac, timingSafeEqual } from "node:crypto";
import { addDuration, compareInstants, duration, type Instant, instant } from "../../domain/instant.ts";
import type { RegistrySeed } from "./seed.ts";

/** What a token lets its bearer do: `repository:<name>:<action>`, one action each. */
export interface Access {
  readonly user: string | undefined;
  readonly grants: readonly string[];
}

/** Tokens that need no memory: signed, with an end on the virtual clock. */
export interface Tokens {
  readonly issue: (access: Access, now: Instant) => string;
  /** What the bearer may do; undefined when the token is not ours, changed, or over. */
  readonly read: (token: string, now: Instant) => Access | undefined;
}

/** Docker Hub's tokens live this many seconds. */
export const lifeOfToken = 300;

export const openTokens = (seed: RegistrySeed): Tokens => {
  const sign = (payload: string): Buffer => createHmac("sha256", `${seed.origin} ${seed.password}`).update(payload).digest();
  return {
    issue: (access, now) => {
      const payload = JSON.stringify({ ...access, until: addDuration(now, duration(`${lifeOfToken}s`)) });
      return `${Buffer.from(payload).toString("base64url")}.${sign(payload).toString("base64url")}`;
    },
    read: (token, now) => {
      const [coded = "", signature = ""] = token.split(".");
      const payload = Buffer.from(coded, "base64url").toString("utf8");
      const [ours, theirs] = [sign(payload), Buffer.from(signature, "base64url")];
      if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return undefined;
      const said = JSON.parse(payload) as Access & { readonly until: string };
      return compareInstants(now, instant(said.until)) < 0 ? said : undefined;
    },
  };
};
