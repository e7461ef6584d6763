import type { Json } from "../../domain/known.ts";
import type { Operation, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { type Call, type Handler, notFound, type RepositoryHandler, refused } from "./call.ts";
import { description, isObject } from "./description.ts";
import { accountHandlers } from "./handlers/accounts.ts";
import { commitHandlers } from "./handlers/commits.ts";
import { contentHandlers } from "./handlers/contents.ts";
import { issueHandlers } from "./handlers/issues.ts";
import { labelHandlers } from "./handlers/labels.ts";
import { mergeHandlers } from "./handlers/merge-pull.ts";
import { pullHandlers } from "./handlers/pulls.ts";
import { releaseHandlers } from "./handlers/releases.ts";
import { repositoryHandlers } from "./handlers/repositories.ts";
import { rulesetHandlers } from "./handlers/rulesets.ts";
import { runHandlers } from "./handlers/runs.ts";
import { statusHandlers } from "./handlers/statuses.ts";
import { writeIssueHandlers } from "./handlers/write-issue.ts";
import { requestProblems, responseProblems } from "./validate.ts";

const aboutRepositories: Readonly<Record<string, RepositoryHandler>> = {
  ...repositoryHandlers,
  ...commitHandlers,
  ...contentHandlers,
  ...pullHandlers,
  ...mergeHandlers,
  ...labelHandlers,
  ...issueHandlers,
  ...writeIssueHandlers,
  ...statusHandlers,
  ...rulesetHandlers,
  ...runHandlers,
  ...releaseHandlers,
};

/** Every operation of the description, each with its handler; `open` makes a call of an admitted request. An operation without a handler is a mistake in this folder. */
export function operations(
  open: (request: TwinRequest) => Call,
  done: (reply: TwinReply, request: TwinRequest) => TwinReply,
): readonly Operation[] {
  const all = Object.entries(description.operations).map(([id, { method, path }]): Operation => {
    const handler = handlerOf(id);
    return {
      name: id,
      method,
      path: path.replace(/\{(ref|path|basehead|branch|tag)\}/g, "{$1+}"),
      changes: method !== "GET",
      problems: (request) => (unreadable(request) ? ["Problems parsing JSON"] : requestProblems(id, wire(request))),
      replyProblems: (reply) => responseProblems(id, reply.status, reply.body as Json | undefined),
      handle: async (request) => done(await permitted(open(request), method, handler), request),
    };
  });
  // A ref may hold slashes, so the path that says more must be tried first.
  return all.sort((a, b) => b.path.length - a.path.length);
}

function handlerOf(id: string): Handler {
  const direct = accountHandlers[id];
  if (direct !== undefined) return direct;
  const handler = aboutRepositories[id];
  if (handler === undefined) throw new Error(`no handler for ${id}`);
  return (call) => {
    const { hub, params, user } = call;
    const found = hub.find(`${params["owner"]}/${params["repo"]}`);
    if (found === undefined || (user.sees !== undefined && !user.sees.includes(found.name))) return notFound();
    const { name } = found;
    return handler({ ...call, name, git: hub.git(name), repository: () => hub.find(name) ?? found });
  };
}

function permitted(call: Call, method: string, handler: Handler) {
  if (method !== "GET" && call.user.may === "read") return refused(403, "Resource not accessible by personal access token");
  return handler(call);
}

const unreadable = ({ body, json }: TwinRequest): boolean => body.length > 0 && json === undefined;

function wire({ params, query, json }: TwinRequest) {
  return { path: params, query: Object.fromEntries(query), body: json };
}

/** The body of a request as fields; a body that is no object has none. */
export function bodyOf({ json }: TwinRequest): { readonly [key: string]: Json } {
  return isObject(json) ? json : {};
}
