import { expect, test } from "vitest";
import type { Campaigns } from "../../domain/ports/announcements.ts";
import { type CampaignsBench, campaignsCases, campaignsContract } from "../../testing/contracts/campaigns.ts";
import { brokenPromises } from "../../testing/contracts/contract.ts";
import { openMailchimpBench } from "../../testing/mailchimp-bench.ts";

campaignsContract("Mailchimp keeps the promises of Campaigns", openMailchimpBench);

const wrong = (spoil: (campaigns: Campaigns) => Campaigns) => async (): Promise<CampaignsBench> => {
  const bench = await openMailchimpBench();
  return { ...bench, campaigns: spoil(bench.campaigns) };
};

test("an adapter that sends again when no answer came is found out", async () => {
  const eager = wrong((campaigns) => ({ ...campaigns, send: (id) => campaigns.send(id).catch(() => campaigns.send(id)) }));
  const broken = await brokenPromises(campaignsCases, eager);
  expect(broken).toContain("sends nothing by itself after a send that did not arrive (lost-before)");
});

test("an adapter that takes the draft of the oldest campaign for the newest is found out", async () => {
  const upsideDown = wrong((campaigns) => ({ ...campaigns, list: async (audience) => [...(await campaigns.list(audience))].reverse() }));
  expect(await brokenPromises(campaignsCases, upsideDown)).toEqual([
    "copies the sent newsletter: a draft, newest of all, whose title says whose copy it is",
  ]);
});

test("an adapter that says a newsletter is ready without asking is found out", async () => {
  const hasty = wrong((campaigns) => ({ ...campaigns, problems: async () => [] }));
  expect(await brokenPromises(campaignsCases, hasty)).toEqual([
    "finds what is wrong with a mail that nobody could unsubscribe from, and does not send it",
  ]);
});
