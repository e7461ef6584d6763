import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import type { GithubSeed } from "../seed.ts";
import type { Repository } from "../state.ts";
import { apiRepository, nodeId, page } from "./addresses.ts";
import { simpleUser } from "./user.ts";

type Fields = { readonly [key: string]: Json };
type Form = "full-repository" | "minimal-repository" | "repository";

/** A repository in one of the forms in which GitHub shows it. */
export function repositoryShape(form: Form, { id, name }: Repository, seed: GithubSeed, main?: string): Fields {
  const [owner = "", own = ""] = name.split("/");
  return filled(form, {
    id,
    node_id: nodeId("Repository", id),
    name: own,
    full_name: name,
    owner: simpleUser(owner, seed),
    url: apiRepository(name),
    html_url: page(name),
    clone_url: page(`${name}.git`),
    ...(main === undefined ? {} : { default_branch: main }),
  });
}
