import { act } from "../../domain/by-hand.ts";
import { holds, pending, present, wait } from "../../domain/step.ts";
import { lookAgain } from "./lateness.ts";

type Input = { readonly train: string; readonly version: string; readonly candidate?: string };

/** Waits until no other release of the train is between its tag and its announcement. */
export const awaitTrack = wait<"tracks", Input, readonly string[]>({
  name: "await-track",
  momentary: true,
  needs: ["tracks"],
  poll: lookAgain.later,
  describe: ({ train }) => `no other release of ${train} is launching`,
  observe: async ({ tracks }, { train, version }) => present(await tracks.launching(train, version)),
  verify: ({ train }, others) =>
    others.length === 0 ? holds(`the track of ${train} is clear`) : pending(`launching now: ${others.join(", ")}`),
  facts: () => ({}),
  byHand: ({ train, version }) => [act(`No other release of ${train} may be launching while ${version} does: ask in your team.`)],
});
