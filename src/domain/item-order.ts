/** The items of the checklist in its order, the team's own left out; `deploy-*` is every environment's. A test holds the list against the checklist itself. */
export const itemOrder = [
  "cut-branch",
  "pick-fixes",
  "announce-freeze",
  "guard-branch",
  "collect-changes",
  "write-changelog",
  "bump-version",
  "await-candidate-image",
  "deploy-*",
  "break-the-release",
  "write-post",
  "edit-chart",
  "prepare-newsletter",
  "check-texts",
  "check-launch",
  "approve-launch",
  "tag-release",
  "publish-images",
  "publish-release-page",
  "merge-chart",
  "publish-post",
  "sync-main",
  "publish-feed",
  "refresh-cdn",
  "post-to-slack",
  "send-newsletter",
] as const;

/** How far in the checklist an item stands; -1 for one that is not of it. */
export const rankOf = (item: string): number =>
  itemOrder.findIndex((each) => each === item || (each === "deploy-*" && item.startsWith("deploy-")));
