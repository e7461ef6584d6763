import type { Json } from "../../domain/known.ts";
import { isObject } from "./description.ts";
import type { Repository, Ruleset, Status } from "./state.ts";

/** A rule in force and the ruleset it comes from. */
export type RuleInForce = { readonly rule: { readonly [key: string]: Json }; readonly ruleset: Ruleset };

/** The rules of active rulesets that a branch falls under. `main` is the default branch, for `~DEFAULT_BRANCH`. */
export function rulesFor(repository: Repository, ref: string, main: string): readonly RuleInForce[] {
  return repository.rulesets
    .filter(({ wanted }) => wanted["enforcement"] === "active" && (wanted["target"] ?? "branch") === "branch" && covers(wanted, ref, main))
    .flatMap((ruleset) =>
      list(ruleset.wanted["rules"])
        .filter(isObject)
        .map((rule) => ({ rule, ruleset })),
    );
}

/** The status contexts that must be green before a merge into the branch. */
function requiredContexts(repository: Repository, ref: string, main: string): readonly string[] {
  const rules = rulesFor(repository, ref, main).filter(({ rule }) => rule["type"] === "required_status_checks");
  const checks = rules.flatMap(({ rule }) => (isObject(rule["parameters"]) ? list(rule["parameters"]["required_status_checks"]) : []));
  return [...new Set(checks.filter(isObject).map((check) => String(check["context"])))];
}

/** Why a direct push of a commit is refused to somebody whom the rules bind; undefined when it may pass. A new branch is not held up. */
export function whyNotPush(
  repository: Repository,
  push: { readonly ref: string; readonly before: string; readonly after: string },
  main: string,
) {
  if (/^0+$/.test(push.before)) return undefined;
  const context = missingContext(repository, push.ref, push.after, main);
  return context === undefined ? undefined : `GH013: Required status check "${context}" is expected.`;
}

/** The first context that the branch's rules require and that is not green on the commit. */
export function missingContext(repository: Repository, ref: string, sha: string, main: string): string | undefined {
  const green = new Set(newestStatuses(repository, sha).flatMap(({ state, context }) => (state === "success" ? [context] : [])));
  return requiredContexts(repository, ref, main).find((context) => !green.has(context));
}

/** The newest status of each context on a commit, newest first. */
export function newestStatuses(repository: Repository, sha: string): readonly Status[] {
  const newest = new Map<string, Status>();
  for (const status of repository.statuses) if (status.sha === sha) newest.set(status.context, status);
  return [...newest.values()].sort((a, b) => b.id - a.id);
}

function covers(wanted: Ruleset["wanted"], ref: string, main: string): boolean {
  const conditions = isObject(wanted["conditions"]) ? wanted["conditions"]["ref_name"] : undefined;
  if (!isObject(conditions)) return false;
  const matches = (patterns: Json | undefined) => list(patterns).some((pattern) => matchesRef(String(pattern), ref, main));
  return matches(conditions["include"]) && !matches(conditions["exclude"]);
}

/** Ruby's File.fnmatch with path names, as GitHub documents it: `*` stops at a slash, `**` does not. */
function matchesRef(pattern: string, ref: string, main: string): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${main}`;
  const source = pattern.replace(/\*\*|[\\^$.*+?()[\]{}|]/g, (part) =>
    part === "**" ? ".*" : part === "*" ? "[^/]*" : part === "?" ? "[^/]" : `\\${part}`,
  );
  return new RegExp(`^${source}$`).test(ref);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
