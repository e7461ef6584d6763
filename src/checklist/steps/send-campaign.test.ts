import { describe, expect, test } from "vitest";
import { sha256 } from "../../domain/canonical.ts";
import type { Campaign, Campaigns } from "../../domain/ports/announcements.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { sendCampaign } from "./send-campaign.ts";

const html = "<p>1.30.0</p>";
const input = { id: "c2", recipients: "200000", within: "0.1", sha256: sha256(html) };

const world = (there: Partial<Campaign> | undefined, more: { readonly html?: string; readonly problems?: readonly string[] } = {}) => {
  let at = there === undefined ? undefined : ({ id: "c2", status: "save", recipients: 200_000, ...there } as Campaign);
  let sends = 0;
  const campaigns = only<Campaigns>({
    get: async () => at,
    content: async () => more.html ?? html,
    problems: async () => more.problems ?? [],
    send: async () => {
      sends += 1;
      if (at !== undefined) at = { ...at, status: "sending" };
    },
  });
  return { campaigns, sends: () => sends };
};

const look = (there: Partial<Campaign> | undefined, more = {}, answer?: string) =>
  sendCampaign.observe(world(there, more), input, looking(answer === undefined ? {} : { answer }));

describe("sending the newsletter", () => {
  test("is sent once", async () => {
    const at = world({});
    expect(await once(sendCampaign, at, input)).toMatchObject({ sent: true, verified: { is: "pending" } });
    expect(await once(sendCampaign, at, input)).toMatchObject({ sent: false, found: { is: "present" } });
    expect(at.sends()).toBe(1);
    expect(sendCampaign.verify(input, { status: "sent", recipients: 5 })).toMatchObject({ is: "holds" });
  });

  test.each(["paused", "schedule", "canceled", "canceling", "archived"] as const)("is not sent from status %s", async (status) =>
    expect((await look({ status })).is).toBe("conflicting"),
  );

  test.each([
    [180_000, "absent"],
    [220_000, "absent"],
    [179_999, "conflicting"],
    [220_001, "conflicting"],
    [0, "conflicting"],
  ] as const)("to %i instead of about 200,000 is %s", async (recipients, is) => expect((await look({ recipients })).is).toBe(is));

  test("another number of recipients needs a person's word, and is never taken for sent", async () => {
    const found = await look({ recipients: 2_000_000 });
    expect(found).toMatchObject({ code: "RECIPIENTS_OUT_OF_BAND", answers: ["accept", "retry", "abandon"] });
    expect(found).not.toHaveProperty("state");
    expect(await look({ recipients: 2_000_000 }, {}, "accept")).toEqual({ is: "absent" });
  });

  describe("to an audience that was told meanwhile", () => {
    const told = { ...input, audience: "a1", day: "2021-11-29" };
    const since = (...others: readonly Partial<Campaign>[]) => ({
      campaigns: only<Campaigns>({
        get: async () => ({ id: "c2", status: "save", recipients: 200_000 }) as Campaign,
        content: async () => html,
        problems: async () => [],
        list: async () =>
          [{ id: "c2", status: "save" }, { id: "c1", status: "sent", sentAt: "2021-10-26T09:00:00Z" }, ...others] as Campaign[],
      }),
    });
    const byHand = { id: "c3", status: "sent", subject: "1.30.0 is here", recipients: 199_000, sentAt: "2021-11-29T12:00:00Z" } as const;

    test("by nobody is sent", async () => expect(await sendCampaign.observe(since(), told, looking())).toEqual({ is: "absent" }));

    test.each([byHand, { ...byHand, sentAt: "2021-12-03T08:00:00Z" }, { id: "c4", status: "sending" } as const])(
      "is a question whether that was it: %j",
      async (other) => {
        const found = await sendCampaign.observe(since(other), told, looking());
        expect(found).toMatchObject({ is: "conflicting", code: "OTHER_NEWSLETTER_SENT", answers: ["happened", "send", "abandon"] });
        expect(found).not.toHaveProperty("state");
      },
    );

    test("is sent once somebody says that the other one was another one", async () =>
      expect(await sendCampaign.observe(since(byHand), told, looking({ answer: "send" }))).toEqual({ is: "absent" }));

    test("of a release that was begun by an older program is sent as it was confirmed", async () =>
      expect(await sendCampaign.observe(since(byHand), input, looking())).toEqual({ is: "absent" }));
  });

  test("without a newsletter to compare with, a person is asked", async () => {
    const first = { ...input, recipients: "0" };
    expect((await sendCampaign.observe(world({ recipients: 5 }), first, looking())).is).toBe("conflicting");
  });

  test.each([
    ["the content is not the confirmed one", { html: "<p>other</p>" }],
    ["the vendor sees a problem", { problems: ["no subject"] }],
  ])("is not sent when %s, whatever was accepted", async (_, more) => expect((await look({}, more, "accept")).is).toBe("conflicting"));

  test("cannot be sent when it is gone", async () => expect((await look(undefined)).is).toBe("conflicting"));
});
