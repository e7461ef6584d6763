import type { Twin, TwinGround, TwinRequest } from "../kernel/twin.ts";
import { advanceRuns, type BuiltImage, nextRunDue } from "./actions/advance-runs.ts";
import { followPush } from "./actions/follow-push.ts";
import { startOnMerge, startOnPush } from "./actions/start-runs.ts";
import { type Call, refused } from "./call.ts";
import { openGate } from "./gate.ts";
import { holdings } from "./holdings.ts";
import { type GitPlace, openHub, type Push } from "./hub.ts";
import { bodyOf, operations } from "./operations.ts";
import { whyNotPush } from "./rules.ts";
import type { GithubSeed } from "./seed.ts";
import { settleMerges } from "./settle-merges.ts";

/** GitHub's API and its CI, and what the twin of its git needs from them. */
export type Github = {
  readonly twin: Twin;
  /** To be told of every ref that a push changed: pull requests follow, workflows start. */
  readonly pushed: (push: Push) => Promise<void>;
  /** Why the rules of a repository refuse a direct push; undefined lets it pass. */
  readonly forbids: (push: Push) => string | undefined;
};

/** What the world gives beside ground and seed. */
export type GithubSurroundings = {
  readonly git: GitPlace;
  /** Puts an image that CI has built into the registry. */
  readonly publishImage: (image: BuiltImage) => Promise<void>;
};

/**
 * A stand-in for `https://api.github.com` on the bare repositories of the git twin. Subjects in the ledger: `open-pull-request`
 * `OWNER/NAME HEAD into BASE`, `merge-pull-request` `OWNER/NAME#7`, `add-label` `OWNER/NAME#7 LABEL`, `set-status` `OWNER/NAME@SHA CONTEXT`,
 * `draft-release` and `publish-release` `OWNER/NAME TAG`.
 */
export function openGithub(ground: TwinGround, seed: GithubSeed, surroundings: GithubSurroundings): Github {
  const hub = openHub(ground, seed, surroundings.git);
  const gate = openGate(hub);
  const settled = settleMerges(hub);
  settled.catch(() => undefined);
  const pushed = async (push: Push): Promise<void> => {
    await followPush(hub, push);
    await startOnPush(hub, push);
  };
  const callOf = (request: TwinRequest): Call => {
    const user = gate.account(request);
    if (user === undefined) throw new Error("a request was let in without an account");
    const { params, query, applied, origin, path } = request;
    const merged = async (name: string, pull: Parameters<typeof startOnMerge>[2]) => startOnMerge(hub, name, pull);
    return { hub, user, params, query, body: bodyOf(request), address: `${origin}${path}`, applied, pushed, merged };
  };
  let turn: Promise<unknown> = settled;
  const twin: Twin = {
    name: "github",
    origins: ["https://api.github.com"],
    operations: operations(callOf, gate.counted),
    admit: async (request) => {
      await settled;
      return gate.admit(request);
    },
    refuse: (status, problems, request) =>
      gate.counted(status === 422 ? refused(422, `Invalid request.\n\n${problems.join("\n")}`) : refused(404, "Not Found"), request),
    advance: (now) => {
      const mine = turn.then(() => advanceRuns(hub, now, { publishImage: surroundings.publishImage, pushed }));
      turn = mine.catch(() => undefined);
      return mine;
    },
    nextDue: () => nextRunDue(hub),
    holdings: () => holdings(hub),
  };
  const forbids = (push: Push): string | undefined => {
    const known = hub.find(push.repository);
    const bound = seed.accounts.find(({ login }) => login === push.login)?.bypasses !== true;
    return known === undefined || !bound ? undefined : whyNotPush(known, push, hub.main(known.name));
  };
  return { twin, pushed, forbids };
}
