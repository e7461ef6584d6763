import type { Story } from "../domain/survey.ts";
import { type ArrangedStep, step } from "./item.ts";
import { postMessage } from "./steps/post-message.ts";

type Message = Story["messages"][number];

/** One step for each channel that is told at a moment of the release. */
export const messageSteps = ({ messages }: Story, at: Message["at"]): readonly ArrangedStep[] =>
  messages
    .filter((each) => each.at === at)
    .map(({ workspace, channel, text }) =>
      step(
        postMessage,
        { workspace, channel, text },
        { name: messageStepName({ workspace, channel }), preview: { is: "text", title: `Slack, ${workspace} ${channel}`, text } },
      ),
    );

/** The step that tells a channel; each is told once at a moment. */
export const messageStepName = ({ workspace, channel }: Pick<Message, "workspace" | "channel">): string =>
  `post-to-${workspace}-${channel.toLowerCase()}`;
