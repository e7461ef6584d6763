import { paste, run } from "../../domain/by-hand.ts";
import { sha256 } from "../../domain/canonical.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { keptWord } from "../by-hand/git-words.ts";
import { tellMailchimp } from "../by-hand/tell-mailchimp.ts";
import { timings } from "./lateness.ts";

type Input = {
  readonly id: string;
  readonly html: string;
  /** Hashes of what Signalbox set before: anything else was written by people. Without, it is a copy of the last newsletter, which nobody misses. */
  readonly over?: readonly string[];
};

/** Sets what the newsletter says. Its hash is what may be sent later, and nothing else. */
export const setCampaignContent = effect<"campaigns", Input, { readonly sha256: string }>({
  name: "set-campaign-content",
  needs: ["campaigns"],
  class: "set",
  keyedBy: "the campaign's id",
  looksAt: "its content",
  reversible: "yes",
  ...timings.mailchimp,
  target: ({ id }) => `campaign ${id}`,
  describe: ({ id }) => `set the content of campaign ${id}`,
  observe: async ({ campaigns }, { id, html, over }, { answer }) => {
    const content = await campaigns.content(id);
    if (content === html) return present({ sha256: sha256(html) });
    if (over === undefined || over.includes(sha256(content)) || answer === "send") return absent;
    const found = `the content of campaign ${id} was changed by hand since it was set`;
    return { is: "conflicting", code: "CONTENT_EDITED", found, state: { sha256: sha256(content) }, answers: ["accept", "send", "retry"] };
  },
  apply: async ({ campaigns }, { id, html }) => {
    await campaigns.setContent(id, html);
    return id;
  },
  verify: ({ id }, content) => holds(`the content of campaign ${id} is ${content.sha256}`),
  facts: (_, content) => ({ sha256: content.sha256 }),
  byHand: ({ id, html }, { keeps }) => [
    paste(`the HTML of campaign ${id} in Mailchimp, or set it as Signalbox does`, html),
    run(tellMailchimp("PUT", `/campaigns/${id}/content`, { html }), ...keptWord(keeps("sha256"), sha256(html))),
  ],
});
