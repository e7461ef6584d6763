import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import { invalid, notFound, page, type RepositoryCall, type RepositoryHandler, text } from "../call.ts";
import { rulesFor } from "../rules.ts";
import { nodeId } from "../shapes/addresses.ts";
import type { Ruleset } from "../state.ts";

const list: RepositoryHandler = (call) => {
  const targets = call.query.get("targets")?.split(",");
  const meant = call.repository().rulesets.filter(({ wanted }) => targets?.includes(String(wanted["target"] ?? "branch")) ?? true);
  const { items, headers } = page(call, meant);
  return { status: 200, headers, body: items.map((ruleset) => summary(call, ruleset)) };
};

const get: RepositoryHandler = (call) => {
  const found = call.repository().rulesets.find(({ id }) => id === Number(call.params["ruleset_id"]));
  return found === undefined ? notFound() : { status: 200, body: inFull(call, found) };
};

const create: RepositoryHandler = (call) => {
  const { body, hub, name, repository } = call;
  const taken = repository().rulesets.some(({ wanted }) => wanted["name"] === body["name"]);
  if (taken) return invalid("RepositoryRuleset", "name", "already_exists", "Name must be unique");
  const changed = hub.change(name, (known, id) => ({ ...known, rulesets: [...known.rulesets, { id: id(), wanted: body, at: hub.now() }] }));
  call.applied("create-ruleset", `${name} ${text(body, "name")}`);
  const made = changed.rulesets.at(-1);
  return made === undefined ? notFound() : { status: 201, body: inFull(call, made) };
};

const forBranch: RepositoryHandler = async (call) => {
  const { hub, name, params, repository } = call;
  const rules = rulesFor(repository(), `refs/heads/${params["branch"]}`, hub.main(name));
  const { items, headers } = page(call, rules);
  const from = { ruleset_source_type: "Repository", ruleset_source: name };
  return { status: 200, headers, body: items.map(({ rule, ruleset }) => ({ ...rule, ...from, ruleset_id: ruleset.id })) };
};

/** By GitHub's operation id. */
export const rulesetHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "repos/get-repo-rulesets": list,
  "repos/get-repo-ruleset": get,
  "repos/create-repo-ruleset": create,
  "repos/get-branch-rules": forBranch,
};

function summary({ name }: RepositoryCall, { id, wanted, at }: Ruleset): { readonly [key: string]: Json } {
  const facts = { id, name: wanted["name"] ?? "", target: wanted["target"] ?? "branch", enforcement: wanted["enforcement"] ?? "active" };
  const rest = { source_type: "Repository", source: name, node_id: nodeId("RepositoryRuleset", id), created_at: at, updated_at: at };
  return filled("repository-ruleset", { ...facts, ...rest });
}

function inFull(call: RepositoryCall, ruleset: Ruleset): Json {
  const { bypass_actors = [], conditions = null, rules = [] } = ruleset.wanted;
  return {
    ...summary(call, ruleset),
    bypass_actors,
    conditions,
    rules,
    current_user_can_bypass: call.user.bypasses === true ? "always" : "never",
  };
}
