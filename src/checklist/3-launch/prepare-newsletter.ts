import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";

/** The last sent campaign replicated early, with its content set and a test sent to the team. */
export const prepareNewsletter: Item = {
  id: "prepare-newsletter",
  title: () => "Prepare the newsletter",
  phase: "launch",
  rows: [19],
  owner: ["marketing"],
  access: ["MAILCHIMP_API_KEY"],
  after: ["write-post"],
  when: ({ train, story, release }) => release.kind === "release" && train.newsletter !== undefined && story.newsletter !== undefined,
  steps: ({ train, story, fill }) => {
    if (train.newsletter === undefined || story.newsletter === undefined) return [];
    const title = fill(`signalbox ${train.name} {version}`);
    const id = factOf("prepare-newsletter/replicate-campaign", "id");
    const { html, subject } = story.newsletter;
    return [
      step("replicate-campaign", { audience: train.newsletter.audience, title }),
      step("name-campaign", { id, title, subject }),
      step("set-campaign-content", { id, html }, { preview: { is: "text", title: `Newsletter: ${subject}`, text: html } }),
      ...(train.newsletter.test.length === 0
        ? []
        : [step("test-campaign", { id, to: train.newsletter.test, sha256: factOf("prepare-newsletter/set-campaign-content", "sha256") })]),
    ];
  },
};
