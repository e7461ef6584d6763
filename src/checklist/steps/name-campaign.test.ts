import { describe, expect, test } from "vitest";
import type { Campaign, Campaigns } from "../../domain/ports/announcements.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { nameCampaign } from "./name-campaign.ts";

const input = { id: "c2", title: "signalbox shop 1.30.0", subject: "1.30.0 is here" };

const world = (there: Partial<Campaign> | undefined) => {
  let at = there;
  const renamed: unknown[] = [];
  const campaigns = only<Campaigns>({
    get: async () => at as Campaign | undefined,
    rename: async (_, to) => {
      renamed.push(to);
      at = { ...at, ...to };
    },
  });
  return { campaigns, renamed };
};

describe("naming the campaign", () => {
  test("sets title and subject once", async () => {
    const at = world({ title: "copy", subject: "old", status: "save" });
    expect(await once(nameCampaign, at, input)).toMatchObject({ sent: true, found: { is: "present" } });
    expect(await once(nameCampaign, at, input)).toMatchObject({ sent: false });
    expect(at.renamed).toEqual([{ title: input.title, subject: input.subject }]);
  });

  test.each([
    ["one that is gone", undefined],
    ["one that was sent", { title: "copy", subject: "old", status: "sent" } as const],
  ])("leaves %s alone", async (_, there) => expect((await nameCampaign.observe(world(there), input, looking())).is).toBe("conflicting"));
});
