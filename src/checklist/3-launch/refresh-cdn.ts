import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";
import { awaitEdge } from "../steps/await-edge.ts";
import { invalidateCdn } from "../steps/invalidate-cdn.ts";

/** Issued once, waited for, and seen at the edge where users' apps read. */
export const refreshCdn: Item = {
  id: "refresh-cdn",
  title: () => "Refresh the CDN",
  phase: "launch",
  rows: [17],
  access: ["AWS_ACCESS_KEY_ID"],
  after: ["publish-feed"],
  when: ({ train }) => train.cdn !== undefined || train.updateFeed !== undefined,
  steps: ({ train, release }) => [
    ...(train.cdn === undefined ? [] : [step(invalidateCdn, { distribution: train.cdn.distribution, paths: train.cdn.paths })]),
    ...(train.updateFeed === undefined
      ? []
      : [
          step(awaitEdge, {
            url: train.updateFeed.edge,
            version: release.version,
            date: factOf("approve-launch/launch-day", "day"),
            source: { repository: train.repository.name, branch: train.repository.main, file: train.updateFeed.file },
          }),
        ]),
  ],
};
