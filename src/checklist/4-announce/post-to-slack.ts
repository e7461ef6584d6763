import type { Item } from "../item.ts";
import { messageSteps } from "../message-steps.ts";

/** Posted once to each channel; a correction edits the message. */
export const postToSlack: Item = {
  id: "post-to-slack",
  title: () => "Tell the community on Slack",
  phase: "announce",
  rows: [18],
  owner: ["captain", "marketing"],
  access: ["SLACK_TOKEN_…"],
  after: ["publish-feed", "refresh-cdn", "publish-post", "publish-images", "merge-chart", "tag-release"],
  interlock: "Nothing is announced before it can be had.",
  onceBegun: "stays",
  when: ({ story }) => story.messages.some((each) => each.at === "announce"),
  steps: ({ story }) => messageSteps(story, "announce"),
};
