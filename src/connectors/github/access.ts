import { z } from "zod";
import { type Instant, instantOfMillis, parseInstant } from "../../domain/instant.ts";
import type { ForgeAccess, RuleSet } from "../../domain/ports/forge.ts";
import { bodyOf, failureOf } from "./answer.ts";
import type { GithubApi } from "./api.ts";

const User = z.object({ login: z.string() });
const Repository = z.object({ permissions: z.object({ push: z.boolean() }).optional(), archived: z.boolean() });
const Listed = z.object({ id: z.int(), enforcement: z.string() });
const Patterns = z.array(z.string()).default([]);
const Rules = z.object({
  name: z.string(),
  conditions: z.object({ ref_name: z.object({ include: Patterns, exclude: Patterns }).optional() }).nullish(),
  rules: z.array(z.object({ type: z.string() })).default([]),
  current_user_can_bypass: z.string().optional(),
});
const Immutable = z.object({ enabled: z.boolean() });

/**
 * What our token may do. Answers to a classic token name its scopes, and answers to one that ends name its end
 * (docs.github.com/rest/authentication/authenticating-to-the-rest-api); of a fine-grained token only trying tells more.
 */
export const githubAccess = (api: GithubApi): ForgeAccess => ({
  credential: async () => {
    const { asked, answer } = await api.ask(["user"]);
    if (answer.status !== 200) throw failureOf(asked, answer);
    const { login } = bodyOf(asked, answer, User);
    const { "x-oauth-scopes": scopes, "github-authentication-token-expiration": expires, date } = answer.headers;
    return { login, scopes: scopes === undefined ? undefined : wordsOf(scopes), expires: endOf(expires ?? ""), at: momentOf(date ?? "") };
  },

  isAccount: (login) => api.exists(["users", login]),

  may: async (repository) => {
    const found = await api.get(repository, "", Repository);
    return found === undefined ? undefined : { push: found.permissions?.push ?? false, archived: found.archived };
  },

  rules: async (repository, target) => {
    const listed = await api.list(repository, "rulesets", z.array(Listed), { includes_parents: "true", targets: target });
    const active = listed.filter(({ enforcement }) => enforcement === "active");
    const full = await Promise.all(active.map(({ id }) => api.get(repository, `rulesets/${id}`, Rules)));
    return full.flatMap((each) => (each === undefined ? [] : [ruleSetOf(each, target)]));
  },

  immutableReleases: async (repository) => (await api.get(repository, "immutable-releases", Immutable))?.enabled ?? false,
});

const wordsOf = (scopes: string): readonly string[] =>
  scopes
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

/** `2026-12-01 08:00:00 UTC`, and an offset such as `+0000` in its place. */
const endOf = (text: string): Instant | undefined => {
  const [, day, time, zone = ""] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|[+-]\d{4})$/.exec(text) ?? [];
  return day === undefined ? undefined : parseInstant(`${day}T${time}${zone === "UTC" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3)}`}`);
};

const momentOf = (date: string): Instant | undefined => {
  const millis = Date.parse(date);
  return Number.isNaN(millis) ? undefined : instantOfMillis(millis);
};

/** `always` and `exempt` are not bound; who may bypass in pull requests only is bound when pushing. */
const ruleSetOf = (
  { name, conditions, rules, current_user_can_bypass: bypass }: z.infer<typeof Rules>,
  target: RuleSet["target"],
): RuleSet => ({
  name,
  target,
  include: conditions?.ref_name?.include ?? [],
  exclude: conditions?.ref_name?.exclude ?? [],
  rules: rules.map(({ type }) => type),
  binds: bypass === undefined ? undefined : bypass !== "always" && bypass !== "exempt",
});
