import { absent, effect, holds, present } from "../../domain/step.ts";
import { timings } from "./lateness.ts";

type Input = {
  readonly workspace: string;
  readonly channel: string;
  /** Of the posted message, and the key it was posted with. */
  readonly id: string;
  readonly key: string;
  readonly text: string;
};

/** Corrects a posted message in its place, so that nobody is told twice. */
export const editMessage = effect<"messages", Input, { readonly text: string }>({
  name: "edit-message",
  needs: ["messages"],
  class: "set",
  keyedBy: "the message's id",
  looksAt: "the message's text",
  reversible: "yes",
  ...timings.slack,
  target: ({ workspace, channel, id }) => `${workspace} ${channel} ${id}`,
  describe: ({ workspace, channel, id }) => `correct message ${id} in ${channel} of ${workspace}`,
  observe: async ({ messages }, { workspace, channel, id, key, text }, { since }) => {
    const message = (await messages.find(workspace, { channel, key, since })).find((each) => each.id === id);
    if (message === undefined) return { is: "unreadable", why: `message ${id} is not to be seen in ${channel} of ${workspace}` };
    return message.text === text ? present({ text }) : absent;
  },
  apply: async ({ messages }, { workspace, channel, id, key, text }) => {
    await messages.edit(workspace, { channel, id, key, text });
    return id;
  },
  verify: ({ id }) => holds(`message ${id} has the corrected text`),
  facts: () => ({}),
  byHand: ({ workspace, channel, id, text }) => `edit message ${id} in ${channel} of ${workspace} to:\n${text}`,
});
