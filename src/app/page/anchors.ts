import { rankOf } from "../../domain/item-order.ts";

/** The gate that what is done before the launch must pass. */
export const gate = "approve-launch";

/** Ids that the team's own items must not take. */
export const isItemId = (id: string): boolean => rankOf(id) >= 0;

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
