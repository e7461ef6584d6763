import { itemOrder } from "../domain/item-order.ts";
import type { Words } from "./sections/index.ts";

/** Items of the checklist by the section whose dial they follow. A test holds the list against the checklist itself. */
export const itemsOfSection = {
  repository: ["cut-branch", "tag-release"],
  freeze: ["guard-branch"],
  changelog: ["write-changelog"],
  post: ["write-post", "publish-post"],
  chart: ["edit-chart", "merge-chart"],
  sync: ["sync-main"],
  "update-feed": ["publish-feed"],
  cdn: ["refresh-cdn"],
  "release-page": ["publish-release-page"],
  announce: ["announce-freeze", "post-to-slack"],
} as const;

export const newsletterItems = ["prepare-newsletter", "send-newsletter"] as const;

/** Ids of all items that a train with these environments can have, in the order of the checklist; the team's own are left out. */
export const itemIds = (environments: Words["environments"]): readonly string[] =>
  itemOrder.flatMap((id) => (id === "deploy-*" ? Object.keys(environments).map((name) => `deploy-${name}`) : [id]));
