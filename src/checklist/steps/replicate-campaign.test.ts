import { describe, expect, test } from "vitest";
import type { Campaign, Campaigns } from "../../domain/ports/announcements.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { replicateCampaign } from "./replicate-campaign.ts";

const input = { audience: "a1", title: "signalbox shop 1.30.0" };

const campaign = (id: string, title: string, more: Partial<Campaign> = {}): Campaign => ({
  id,
  title,
  subject: "",
  status: "save",
  recipients: 200,
  sentAt: undefined,
  ...more,
});

const last = campaign("c1", "News of 1.29", { status: "sent", sentAt: "2021-10-26T10:00:00Z" });
const older = campaign("c0", "News of 1.28", { status: "sent", sentAt: "2021-09-26T10:00:00Z" });
const copy = campaign("c2", "News of 1.29 (copy 01)");

const world = (...there: Campaign[]) => {
  const copied: string[] = [];
  const campaigns = only<Campaigns>({
    list: async () => there,
    replicate: async (id) => {
      copied.push(id);
      there.unshift(copy);
      return { id: copy.id };
    },
  });
  return { campaigns, copied };
};

describe("copying the last newsletter", () => {
  test("copies the one sent last, once, and knows the copy before it has its name", async () => {
    const at = world(older, last);
    expect(await once(replicateCampaign, at, input)).toMatchObject({ sent: true, found: { is: "present", state: { id: "c2" } } });
    expect(await once(replicateCampaign, at, input)).toMatchObject({ sent: false, found: { state: { id: "c2" } } });
    expect(at.copied).toEqual(["c1"]);
  });

  const named = campaign("c3", input.title);
  test.each([
    ["the named one, beside a copy that somebody made later", [copy, named, last], undefined, "present", "c3"],
    ["the named one, sent already", [{ ...named, status: "sent" as const }, last], undefined, "present", "c3"],
    ["the answered one, before it has its name", [copy, older, last], "c2", "present", "c2"],
    [
      "the answered one beside one more, which may be ours as well",
      [copy, campaign("c4", "News of 1.29 (copy 02)"), last],
      "c4",
      "conflicting",
      undefined,
    ],
    ["two copies, not knowing which", [copy, campaign("c4", "News of 1.29 (copy 02)"), last], undefined, "conflicting", undefined],
    ["two of our title", [named, campaign("c5", input.title), last], undefined, "conflicting", undefined],
    ["a copy of an older one", [campaign("c6", "News of 1.28 (copy 01)"), older, last], undefined, "absent", undefined],
    ["a title that only looks like a copy", [campaign("c6", "News of 1.29 (copy for ana)"), last], undefined, "absent", undefined],
    ["nothing to copy", [campaign("c6", "a draft")], undefined, "conflicting", undefined],
  ])("finds %s", async (_, there, receipt, is, id) => {
    const found = await replicateCampaign.observe(world(...there), input, looking(receipt === undefined ? {} : { receipt }));
    expect(found.is).toBe(is);
    if (found.is === "present") expect(found.state.id).toBe(id);
  });
});
