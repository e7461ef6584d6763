import type { Json } from "../../domain/known.ts";
import type { TwinReply } from "../kernel/twin.ts";
import type { Git } from "./git/run.ts";
import type { Hub, Push } from "./hub.ts";
import type { Account } from "./seed.ts";
import type { Pull, Repository } from "./state.ts";

/** One admitted and documented request. */
export type Call = {
  readonly hub: Hub;
  readonly user: Account;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: { readonly [key: string]: Json };
  /** Where the request came in, without its query: links to other pages lead back there. */
  readonly address: string;
  /** Counts one application in the ledger. */
  readonly applied: (effect: string, subject: string) => void;
  /** Tells pull requests and workflows that a ref moved; the ref has moved already. */
  readonly pushed: (push: Push) => Promise<void>;
  /** Tells workflows that a pull request was merged. */
  readonly merged: (name: string, pull: Pull) => Promise<void>;
};

/** A request about a repository that the user may see; `repository` is read anew each time, because a handler waits for git in between. */
export type RepositoryCall = Call & { readonly name: string; readonly git: Git; readonly repository: () => Repository };

/** Answers one operation. */
export type Handler = (call: Call) => TwinReply | Promise<TwinReply>;
/** Answers one operation of an existing repository. */
export type RepositoryHandler = (call: RepositoryCall) => TwinReply | Promise<TwinReply>;

const documentation = "https://docs.github.com/rest";

/** An error in GitHub's form. */
export function refused(status: number, message: string): TwinReply {
  return { status, body: { message, documentation_url: documentation } };
}

export const notFound = (): TwinReply => refused(404, "Not Found");

/** A 422 in GitHub's form. */
export function invalid(resource: string, field: string, code: string, message: string): TwinReply {
  const errors = [{ resource, field, code, message }];
  return { status: 422, body: { message: "Validation Failed", errors, documentation_url: documentation } };
}

/** One page of a list as GitHub cuts it: 30 a page unless asked, never more than 100, with a Link header when there is more than one. */
export function page<T>(
  call: Call,
  items: readonly T[],
): { readonly items: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.min(100, Math.max(1, Number(call.query.get("per_page") ?? 30) || 30));
  const last = Math.max(1, Math.ceil(items.length / size));
  const at = Math.max(1, Number(call.query.get("page") ?? 1) || 1);
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(to));
    return `<${call.address}?${query}>; rel="${rel}"`;
  };
  const back = at > 1 ? [link(Math.min(at - 1, last), "prev"), link(1, "first")] : [];
  const on = at < last ? [link(at + 1, "next"), link(last, "last")] : [];
  const headers: Readonly<Record<string, string>> = last > 1 ? { link: [...back, ...on].join(", ") } : {};
  return { items: items.slice((at - 1) * size, at * size), headers };
}

/** A string field of a body or undefined. */
export function text(body: { readonly [key: string]: Json }, field: string): string | undefined {
  const value = body[field];
  return typeof value === "string" ? value : undefined;
}
