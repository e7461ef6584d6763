import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import type { GithubSeed } from "../seed.ts";
import { api, idOf, nodeId, page } from "./addresses.ts";

type Fields = { readonly [key: string]: Json };

/** An account in the short form that other answers carry. */
export const simpleUser = (login: string, seed: GithubSeed): Fields => filled("simple-user", identity(login, seed));

/** The account that asks, in full. */
export function publicUser(login: string, seed: GithubSeed): Fields {
  return filled("public-user", {
    ...identity(login, seed),
    name: login,
    created_at: "2020-01-01T00:00:00Z",
    updated_at: "2020-01-01T00:00:00Z",
  });
}

function identity(login: string, seed: GithubSeed): Fields {
  const bot = login.endsWith("[bot]") || seed.accounts.some((each) => each.login === login && each.is === "Bot");
  return {
    login,
    id: idOf(login),
    node_id: nodeId("User", idOf(login)),
    type: bot ? "Bot" : "User",
    html_url: page(encodeURIComponent(login)),
    url: api(`/users/${encodeURIComponent(login)}`),
  };
}
