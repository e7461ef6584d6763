import { type Item, step } from "../item.ts";

/** Tells the team's own channels that only fixes may board from now on. */
export const announceFreeze: Item = {
  id: "announce-freeze",
  title: () => "Announce the code freeze",
  phase: "freeze",
  rows: [3],
  access: ["SLACK_TOKEN_…"],
  after: ["cut-branch"],
  when: ({ story }) => story.messages.some((each) => each.at === "freeze"),
  steps: ({ story }) =>
    story.messages
      .filter((each) => each.at === "freeze")
      .map(({ workspace, channel, text }) =>
        step(
          "post-message",
          { workspace, channel, text },
          { name: `post-to-${workspace}-${channel.toLowerCase()}`, preview: { is: "text", title: `Slack, ${workspace} ${channel}`, text } },
        ),
      ),
};
