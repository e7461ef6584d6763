import { paste, run } from "../../domain/by-hand.ts";
import { sha256 } from "../../domain/canonical.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { messageOf, tellSlack } from "../by-hand/tell-slack.ts";
import { timings } from "./lateness.ts";

type State = {
  readonly id: string;
  readonly key: string;
  /** Of the text as the chat gives it back, which may differ from what was sent. */
  readonly sha256: string;
};

type Input = { readonly workspace: string; readonly channel: string; readonly text: string };

/** Posts a message once. Slack refuses no second one, so the key is written into the message's metadata and counted. */
export const postMessage = effect<"messages", Input, State>({
  name: "post-message",
  needs: ["messages"],
  class: "marked",
  keyedBy: "the key in the message's metadata",
  looksAt: "the channel's messages with the key since the release began; counted",
  reversible: "no",
  onlyOwnSeen: true,
  ...timings.slack,
  target: ({ workspace, channel }) => `${workspace} ${channel}`,
  describe: ({ workspace, channel }) => `post to ${channel} of ${workspace}`,
  observe: async ({ messages }, { workspace, channel }, { key, since }) => {
    const ours = await messages.find(workspace, { channel, key, since });
    const [message] = ours;
    if (message === undefined) return absent;
    const state = { id: message.id, key, sha256: sha256(message.text) };
    return ours.length === 1
      ? present(state)
      : { is: "conflicting", found: `the message stands ${ours.length} times in ${channel} of ${workspace}`, state };
  },
  apply: async ({ messages }, { workspace, channel, text }, { key }) => (await messages.post(workspace, { channel, key, text })).id,
  verify: ({ workspace, channel }, { id }) => holds(`${id} in ${channel} of ${workspace}`),
  facts: (_, { id, key, sha256: text }) => ({ id, key, "sha256 of the text": text }),
  byHand: ({ workspace, channel, text }, { key }) => [
    paste(`channel ${channel} of the Slack workspace ${workspace}, or send it as Signalbox does`, text),
    run(tellSlack(workspace, "chat.postMessage", messageOf({ channel, text, key }))),
  ],
});
