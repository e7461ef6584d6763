import { expect, test } from "vitest";
import { sha256 } from "../../domain/canonical.ts";
import type { Campaigns } from "../../domain/ports/announcements.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
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

test("a newer content replaces what Signalbox set before, and asks before it replaces what people wrote", async () => {
  let html = "<p>first</p>";
  const campaigns = only<Campaigns>({
    content: async () => html,
    setContent: async (_, to) => {
      html = to;
    },
  });
  const input = { id: "c2", html: "<p>second</p>", over: [sha256("<p>first</p>")] };
  expect(await once(setCampaignContent, { campaigns }, input)).toMatchObject({ sent: true, found: { is: "present" } });
  html = "<p>theirs</p>";
  expect(await setCampaignContent.observe({ campaigns }, input, looking())).toEqual({
    is: "conflicting",
    code: "CONTENT_EDITED",
    found: "the content of campaign c2 was changed by hand since it was set",
    state: { sha256: sha256("<p>theirs</p>") },
    answers: ["accept", "send", "retry"],
  });
  expect(await setCampaignContent.observe({ campaigns }, input, looking({ answer: "send" }))).toEqual({ is: "absent" });
});
