import type { Instant } from "../../domain/instant.ts";
import type { GithubSeed, PastPull, RepositorySeed } from "./seed.ts";
import type { Pull, Repository, State } from "./state.ts";

/** The state that a seed describes. */
export function freshState(seed: GithubSeed, now: Instant): State {
  let next = 1001;
  const repositories = seed.repositories.map((each) => repositoryOf(each, now, () => next++));
  return { repositories: Object.fromEntries(repositories.map((each) => [each.name, each])), nextId: next };
}

function repositoryOf(seed: RepositorySeed, now: Instant, id: () => number): Repository {
  return {
    id: id(),
    name: seed.name,
    pulls: (seed.pulls ?? []).map(pastPull),
    issues: [],
    labels: seed.labels.map((name) => ({ id: id(), name, color: "ededed", description: null })),
    statuses: [],
    comments: [],
    rulesets: (seed.required ?? []).map((each) => ({ id: id(), at: now, wanted: requiring(each) })),
    releases: [],
    runs: [],
  };
}

function pastPull({ number, title, body, author, labels, head, base, commit, at }: PastPull): Pull {
  const times = { createdAt: at, updatedAt: at, closedAt: at };
  const merged = { commit, by: author, at };
  return {
    number,
    title,
    body: body ?? null,
    author,
    head,
    base,
    headSha: commit,
    state: "closed",
    labels,
    merged,
    merging: null,
    ...times,
  };
}

function requiring({ branches, except, contexts }: NonNullable<RepositorySeed["required"]>[number]) {
  const checks = contexts.map((context) => ({ context }));
  const parameters = { required_status_checks: checks, strict_required_status_checks_policy: false, do_not_enforce_on_create: true };
  return {
    name: `required for ${branches}`,
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: [branches], exclude: except === undefined ? [] : [except] } },
    rules: [{ type: "required_status_checks", parameters }],
  };
}
