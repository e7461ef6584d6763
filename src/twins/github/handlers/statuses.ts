import type { Json } from "../../../domain/known.ts";
import { filled } from "../blank.ts";
import { notFound, page, type RepositoryCall, type RepositoryHandler, refused, text } from "../call.ts";
import { committish } from "../git/names.ts";
import { resolve } from "../git/run.ts";
import { newestStatuses } from "../rules.ts";
import { apiRepository, nodeId } from "../shapes/addresses.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { simpleUser } from "../shapes/user.ts";
import type { Status } from "../state.ts";

const create: RepositoryHandler = async (call) => {
  const { body, git, hub, name, params, user } = call;
  const sha = params["sha"] ?? "";
  if (!/^[0-9a-f]{40}$/.test(sha) || (await resolve(git, sha)) === undefined) return refused(422, `No commit found for SHA: ${sha}`);
  const description = text(body, "description") ?? null;
  if ((description ?? "").length > 140) return refused(422, "Validation failed: Description is too long (maximum is 140 characters)");
  const context = text(body, "context") ?? "default";
  const made = {
    sha,
    context,
    description,
    state: text(body, "state") as Status["state"],
    targetUrl: text(body, "target_url") ?? null,
    creator: user.login,
    at: hub.now(),
  };
  const changed = hub.change(name, (known, id) => ({ ...known, statuses: [...known.statuses, { id: id(), ...made }] }));
  call.applied("set-status", `${name}@${sha} ${context}`);
  const status = changed.statuses.at(-1);
  return status === undefined ? notFound() : { status: 201, body: fullStatus(call, status) };
};

const list: RepositoryHandler = async (call) => {
  const sha = await committish(call.git, call.params["ref"] ?? "");
  if (sha === undefined) return notFound();
  const { items, headers } = page(
    call,
    call
      .repository()
      .statuses.filter((status) => status.sha === sha)
      .reverse(),
  );
  return { status: 200, headers, body: items.map((status) => fullStatus(call, status)) };
};

const combined: RepositoryHandler = async (call) => {
  const { git, hub, name, params, repository } = call;
  const sha = await committish(git, params["ref"] ?? "");
  if (sha === undefined) return notFound();
  const newest = newestStatuses(repository(), sha);
  const { items, headers } = page(call, newest);
  const body = filled("combined-commit-status", {
    state: combinedState(newest),
    sha,
    total_count: newest.length,
    statuses: items.map((status) => filled("simple-commit-status", facts(name, status))),
    repository: repositoryShape("minimal-repository", repository(), hub.seed),
    commit_url: apiRepository(name, `/commits/${sha}`),
    url: apiRepository(name, `/commits/${sha}/status`),
  });
  return { status: 200, headers, body };
};

/** By GitHub's operation id. */
export const statusHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "repos/create-commit-status": create,
  "repos/list-commit-statuses-for-ref": list,
  "repos/get-combined-status-for-ref": combined,
};

function combinedState(newest: readonly Status[]): string {
  if (newest.some(({ state }) => state === "error" || state === "failure")) return "failure";
  return newest.length > 0 && newest.every(({ state }) => state === "success") ? "success" : "pending";
}

function fullStatus({ hub, name }: RepositoryCall, status: Status): Json {
  return filled("status", { ...facts(name, status), creator: simpleUser(status.creator, hub.seed) });
}

function facts(name: string, status: Status): { readonly [key: string]: Json } {
  const { id, state, context, description, targetUrl } = status;
  const times = { created_at: status.at, updated_at: status.at };
  const url = apiRepository(name, `/statuses/${status.sha}`);
  return { id, node_id: nodeId("StatusContext", id), state, context, description, target_url: targetUrl, url, ...times };
}
