import { expect, test } from "vitest";
import type { Campaigns } from "../../domain/ports/announcements.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { testCampaign } from "./test-campaign.ts";

test("is sent to the team, and only the answer tells that it was", async () => {
  const sentTo: unknown[] = [];
  const campaigns = only<Campaigns>({ test: async (_, to) => void sentTo.push(to) });
  const input = { id: "c2", to: ["team@example.com"] };
  expect(await once(testCampaign, { campaigns }, input)).toMatchObject({ sent: true, verified: { is: "holds" } });
  expect(sentTo).toEqual([["team@example.com"]]);
  expect(await testCampaign.observe({ campaigns }, input, looking())).toEqual({ is: "absent" });
  expect(testCampaign.class).toBe("blind");
});
