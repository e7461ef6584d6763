/** Items that lines of a page can become, in the order of the checklist; `deploy-*` is every environment's. */
const order = [
  "cut-branch",
  "guard-branch",
  "collect-changes",
  "write-changelog",
  "bump-version",
  "deploy-*",
  "break-the-release",
  "write-post",
  "edit-chart",
  "approve-launch",
  "tag-release",
  "publish-images",
  "publish-release-page",
  "publish-post",
  "sync-main",
  "publish-feed",
  "refresh-cdn",
  "post-to-slack",
  "send-newsletter",
] as const;

/** The gate that what is done before the launch must pass. */
export const gate = "approve-launch";

/** How far in the checklist an item stands. */
export const rankOf = (item: string): number =>
  order.findIndex((each) => each === item || (each === "deploy-*" && item.startsWith("deploy-")));

/** Ids that the team's own items must not take. */
export const isItemId = (id: string): boolean => rankOf(id) >= 0 || others.has(id);

const others: ReadonlySet<string> = new Set([
  "pick-fixes",
  "announce-freeze",
  "await-candidate-image",
  "prepare-newsletter",
  "check-texts",
  "check-launch",
  "merge-chart",
]);

/** The item whose interlock holds what a warning at this item's line is about, where there is one. */
export const interlockOf = (item: string): string | undefined => (item.startsWith("deploy-") ? undefined : interlocks[item]);

const interlocks: Readonly<Record<string, string | undefined>> = {
  "guard-branch": "guard-branch",
  "break-the-release": "break-the-release",
  "write-post": "publish-post",
  "publish-post": "publish-post",
  "edit-chart": "merge-chart",
  "tag-release": "tag-release",
  "publish-images": "publish-images",
  "sync-main": "publish-feed",
  "publish-feed": "publish-feed",
  "post-to-slack": "post-to-slack",
  "send-newsletter": "send-newsletter",
};
