import type { Json } from "../../domain/known.ts";
import type { Hub } from "./hub.ts";
import type { Repository } from "./state.ts";

/** What GitHub holds, without ids: two worlds in which the same things happened in another order of requests look the same. */
export function holdings(hub: Hub): Json {
  return Object.fromEntries(hub.repositories().map((repository) => [repository.name, ofRepository(repository)]));
}

function ofRepository({ pulls, issues, labels, statuses, comments, rulesets, releases, runs }: Repository): Json {
  const newest = new Map(
    statuses.map((status) => [`${status.sha} ${status.context}`, { state: status.state, description: status.description }]),
  );
  return {
    pulls: pulls.map(({ number, title, body, author, head, base, headSha, state, labels, merged }) => ({
      number: number,
      title,
      body,
      author,
      head,
      base,
      headSha,
      state: merged === null ? state : "merged",
      labels: [...labels].sort(),
      mergeCommit: merged?.commit ?? null,
      mergedBy: merged?.by ?? null,
    })),
    issues: issues.map(({ number, title, body, author, state, labels }) => ({
      number,
      title,
      body,
      author,
      state,
      labels: [...labels].sort(),
    })),
    labels: labels.map(({ name }) => name).sort(),
    statuses: Object.fromEntries([...newest].sort(([a], [b]) => (a < b ? -1 : 1))),
    comments: comments.map(({ number, author, body }) => ({ number, author, body })),
    rulesets: rulesets.map(({ wanted }) => wanted),
    releases: releases.map(({ tag, target, title, body, draft, prerelease }) => ({ tag, target, title, body, draft, prerelease })),
    runs: runs.map(({ workflow, ordinal, attempt, event, ref, sha, phase, conclusion }) => ({
      workflow,
      ordinal,
      attempt,
      event,
      ref,
      sha,
      phase,
      conclusion,
    })),
  };
}
