import type { ChangedText } from "../domain/journal/event.ts";
import type { Story } from "../domain/survey.ts";
import { messageStepName } from "./message-steps.ts";

/** A text of a release as people call it, and the step that sends it: from then on it says what it says. */
export interface ReleaseText extends ChangedText {
  readonly text: string;
}

/** Every text of a release. Those whose step is not in the plan are not sent. */
export const releaseTexts = ({ section, post, messages, newsletter, releasePage }: Story): readonly ReleaseText[] => [
  { name: "changelog", step: "tag-release/push-tag", text: section },
  { name: "changelog on the main branch", step: "sync-main/push-commits", text: section },
  ...(post === undefined ? [] : [{ name: "post", step: "publish-post/merge-pull-request", text: post.text }]),
  { name: "release notes", step: "publish-release-page/draft-release-page", text: releasePage },
  ...messages.map((each) => ({
    name: `Slack message to ${each.workspace} ${each.channel}`,
    step: `${each.at === "freeze" ? "announce-freeze" : "post-to-slack"}/${messageStepName(each)}`,
    text: each.text,
  })),
  ...(newsletter === undefined ? [] : [{ name: "newsletter", step: "send-newsletter/send-campaign", text: newsletter.html }]),
];
