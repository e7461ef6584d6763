import { sha256 } from "../../domain/canonical.ts";
import { factOf, fieldAt, textAt } from "../../domain/known.ts";
import { type ArrangedStep, type Arranging, type Item, step } from "../item.ts";
import { nameCampaign } from "../steps/name-campaign.ts";
import { replicateCampaign } from "../steps/replicate-campaign.ts";
import { setCampaignContent } from "../steps/set-campaign-content.ts";
import { testCampaign } from "../steps/test-campaign.ts";

/** The last sent campaign replicated early, with its content set and a test sent to the team. */
export const prepareNewsletter: Item = {
  id: "prepare-newsletter",
  title: () => "Prepare the newsletter",
  phase: "launch",
  rows: [19],
  owner: ["marketing"],
  access: ["MAILCHIMP_API_KEY"],
  after: ["write-post"],
  onceBegun: "anew",
  when: ({ train, story, release }) => release.kind === "release" && train.newsletter !== undefined && story.newsletter !== undefined,
  steps: (at) => {
    const { train, story, fill } = at;
    if (train.newsletter === undefined || story.newsletter === undefined) return [];
    const title = fill(`signalbox ${train.name} {version}`);
    const id = factOf("prepare-newsletter/replicate-campaign", "id");
    const { subject } = story.newsletter;
    return [
      step(replicateCampaign, { audience: train.newsletter.audience, title }),
      step(nameCampaign, { id, title, subject }),
      contentStep(at, story.newsletter),
      ...(train.newsletter.test.length === 0
        ? []
        : [step(testCampaign, { id, to: train.newsletter.test, sha256: factOf("prepare-newsletter/set-campaign-content", "sha256") })]),
    ];
  },
};

/** What the newsletter says. Once it may have been sent, it stays; before, it follows the facts, but never over what people wrote in its place. */
const contentStep = (
  { begun }: Arranging,
  { subject, html: wanted }: { readonly subject: string; readonly html: string },
): ArrangedStep => {
  const before = begun.step("prepare-newsletter/set-campaign-content")?.input;
  const isSent = begun.step("send-newsletter/send-campaign") !== undefined;
  const html = (isSent ? textAt(before, "html") : undefined) ?? wanted;
  const over = [...earlier(before), ...(textAt(before, "html") === undefined ? [] : [sha256(textAt(before, "html") ?? "")])];
  const ours = over.filter((each) => each !== sha256(html));
  return step(
    setCampaignContent,
    { id: factOf("prepare-newsletter/replicate-campaign", "id"), html, ...(ours.length === 0 ? {} : { over: ours }) },
    { preview: { is: "text", title: `Newsletter: ${subject}`, text: html } },
  );
};

/** Hashes of what Signalbox set before. */
const earlier = (input: Parameters<typeof fieldAt>[0]): readonly string[] => {
  const over = fieldAt(input, "over");
  return Array.isArray(over) ? over.filter((each): each is string => typeof each === "string") : [];
};
