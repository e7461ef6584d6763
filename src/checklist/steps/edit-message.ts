import { paste, run } from "../../domain/by-hand.ts";
import { sha256 } from "../../domain/canonical.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { editOf, tellSlack } from "../by-hand/tell-slack.ts";
import { timings } from "./lateness.ts";

type Input = {
  readonly workspace: string;
  readonly channel: string;
  /** Of the posted message, and the key it was posted with. */
  readonly id: string;
  readonly key: string;
  readonly text: string;
};

/** The text as the chat gives it back, which may differ from what was sent. */
type State = { readonly text: string };

/** Corrects a posted message in its place, so that nobody is told twice. */
export const editMessage = effect<"messages", Input, State>({
  name: "edit-message",
  needs: ["messages"],
  class: "set",
  keyedBy: "the message's id",
  looksAt: "the hash of the text in the message's metadata",
  reversible: "yes",
  ...timings.slack,
  target: ({ workspace, channel, id }) => `${workspace} ${channel} ${id}`,
  describe: ({ workspace, channel, id }) => `correct message ${id} in ${channel} of ${workspace}`,
  observe: async ({ messages }, { workspace, channel, id, key, text }, { since }) => {
    const message = (await messages.find(workspace, { channel, key, since })).find((each) => each.id === id);
    if (message === undefined) return { is: "unreadable", why: `message ${id} is not to be seen in ${channel} of ${workspace}` };
    return message.edition === sha256(text) ? present({ text: message.text }) : absent;
  },
  apply: async ({ messages }, { workspace, channel, id, key, text }) => {
    await messages.edit(workspace, { channel, id, key, text, edition: sha256(text) });
    return id;
  },
  verify: ({ id }) => holds(`message ${id} has the corrected text`),
  facts: (_, { text }) => ({ "sha256 of the text": sha256(text) }),
  byHand: ({ workspace, channel, id, key, text }) => [
    paste(
      `message ${id} in channel ${channel} of the Slack workspace ${workspace}, in place of its text; or edit it as Signalbox does`,
      text,
    ),
    run(tellSlack(workspace, "chat.update", editOf({ channel, id, key, text, edition: sha256(text) }))),
  ],
});
