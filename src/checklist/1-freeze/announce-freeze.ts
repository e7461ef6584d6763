import { type Item, step } from "../item.ts";
import { messageSteps } from "../message-steps.ts";
import { awaitFinishedTexts } from "../steps/await-finished-texts.ts";

/** Tells the team's own channels that only fixes may board from now on. A patch freezes nothing. */
export const announceFreeze: Item = {
  id: "announce-freeze",
  title: () => "Announce the code freeze",
  phase: "freeze",
  rows: [3],
  access: ["SLACK_TOKEN_…"],
  after: ["cut-branch"],
  onceBegun: "stays",
  when: ({ release, story }) => release.kind === "release" && story.messages.some((each) => each.at === "freeze"),
  steps: ({ story }) => {
    const open = story.open.filter((each) => each.at === "freeze").map((each) => each.says);
    return [...(open.length === 0 ? [] : [step(awaitFinishedTexts, { open })]), ...messageSteps(story, "freeze")];
  },
};
