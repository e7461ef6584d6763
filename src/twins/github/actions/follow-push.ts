import { distance } from "../git/changes.ts";
import type { Hub, Push } from "../hub.ts";
import type { Pull, Repository } from "../state.ts";

/**
 * What a moved branch does to pull requests: an open one follows its head, is closed when its head is deleted, and counts as merged
 * when its head has arrived on its base.
 */
export async function followPush(hub: Hub, push: Push): Promise<void> {
  const branch = /^refs\/heads\/(.+)$/.exec(push.ref)?.[1];
  const repository = hub.find(push.repository);
  if (branch === undefined || repository === undefined) return;
  const arrived = await arrivals(hub, repository, branch, push.after);
  hub.change(repository.name, (known) => ({ ...known, pulls: known.pulls.map((pull) => moved(pull, branch, push, arrived, hub)) }));
}

const gone = (sha: string): boolean => /^0+$/.test(sha);

async function arrivals(hub: Hub, { name, pulls }: Repository, branch: string, after: string): Promise<ReadonlySet<number>> {
  if (gone(after)) return new Set();
  const waiting = pulls.filter((pull) => pull.state === "open" && pull.base === branch);
  const found = await Promise.all(
    waiting.map(async (pull) => ((await distance(hub.git(name), after, pull.headSha)).ahead === 0 ? [pull.number] : [])),
  );
  return new Set(found.flat());
}

function moved(pull: Pull, branch: string, push: Push, arrived: ReadonlySet<number>, hub: Hub): Pull {
  const now = hub.now();
  if (pull.state === "closed") return pull;
  if (arrived.has(pull.number)) {
    return { ...pull, state: "closed", merged: { commit: push.after, by: push.login, at: now }, updatedAt: now, closedAt: now };
  }
  if (pull.head !== branch) return pull;
  return gone(push.after) ? { ...pull, state: "closed", updatedAt: now, closedAt: now } : { ...pull, headSha: push.after, updatedAt: now };
}
