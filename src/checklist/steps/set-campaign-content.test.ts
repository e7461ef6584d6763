import { expect, test } from "vitest";
import { sha256 } from "../../domain/canonical.ts";
import type { Campaigns } from "../../domain/ports/announcements.ts";
import { once, only } from "../../testing/step-bench.ts";
import { setCampaignContent } from "./set-campaign-content.ts";

test("sets the content once and tells its hash, which alone may be sent", async () => {
  const input = { id: "c2", html: "<p>1.30.0</p>" };
  let html = "<p>1.29.0</p>";
  let sets = 0;
  const campaigns = only<Campaigns>({
    content: async () => html,
    setContent: async (_, to) => {
      html = to;
      sets += 1;
    },
  });
  expect(await once(setCampaignContent, { campaigns }, input)).toMatchObject({
    sent: true,
    found: { state: { sha256: sha256(input.html) } },
  });
  expect(await once(setCampaignContent, { campaigns }, input)).toMatchObject({ sent: false });
  expect(sets).toBe(1);
});
