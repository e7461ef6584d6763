import { expect, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import type { Campaigns, Cdn, Messages } from "../../domain/ports/announcements.ts";
import type { Web } from "../../domain/ports/environments.ts";
import type { ForgeAccess } from "../../domain/ports/forge.ts";
import { candidate, guarding } from "../../testing/guard-bench.ts";
import { sampleSurvey, sampleTrain } from "../../testing/sample-train.ts";
import { only } from "../../testing/step-bench.ts";
import { nothingBegun } from "../begun.ts";
import type { Arranging } from "../item.ts";
import { guardPreflight } from "./guard-preflight.ts";

const arranging = (train: Partial<Arranging["train"]>, kind: "release" | "patch" = "release"): Arranging => ({
  train: { ...sampleTrain, ...train },
  release: {
    version: "1.30.0",
    kind,
    branch: "release-1.30.0",
    tag: "1.30.0",
    from: "cut",
    cutAt: sampleSurvey.base,
    picks: [],
    days: { freeze: "2021-11-19", planned: "2021-11-29", heading: "2021-11-29" },
  },
  survey: sampleSurvey,
  story: { section: "", takes: [], aside: [], open: [], post: undefined, messages: [], newsletter: undefined, releasePage: "" },
  fill: (template) => template,
  has: () => true,
  begun: nothingBegun,
});

const looksOf = (train: Partial<Arranging["train"]>, kind?: "patch") => {
  const input = guardPreflight.input(arranging(train, kind)) as { readonly looks: readonly { readonly check: string }[] } | undefined;
  return [...new Set((input?.looks ?? []).map(({ check }) => check))];
};

test("it looks at what comes after the tag, and at nothing that people do or a patch leaves out", () => {
  expect(looksOf({})).toEqual(["forge-token", "forge-push", "tag-rules", "feed", "cdn", "chat", "newsletter"]);
  expect(looksOf({ dials: { "post-to-slack": "people", "send-newsletter": "people" } })).toEqual([
    "forge-token",
    "forge-push",
    "tag-rules",
    "feed",
    "cdn",
  ]);
  expect(looksOf({ patch: { leaveOut: ["refresh-cdn"] } }, "patch")).toEqual(["forge-token", "forge-push", "tag-rules", "feed", "chat"]);
  expect(looksOf({ by: "people" })).toEqual([]);
  expect(guardPreflight.input(arranging({ by: "people" }))).toBeUndefined();
});

const looks = [
  { check: "forge-push", input: { repository: "acme/app" } },
  { check: "chat", input: { workspace: "team", channel: "C1" } },
];

const look = (may: ForgeAccess["may"], access: Messages["access"]) =>
  guarding(
    guardPreflight,
    {
      access: only<ForgeAccess>({ may }),
      messages: only<Messages>({ access, find: async () => [] }),
      web: only<Web>({}),
      cdn: only<Cdn>({}),
      campaigns: only<Campaigns>({}),
    },
    { version: "1.30.0", candidate, looks },
  );

const writes = async () => ({ push: true, archived: false });
const posts = async () => ({ account: "signalbox", scopes: ["chat:write"] });

test("it holds where nothing would be refused, and says what nobody can know", async () => {
  expect(await look(writes, posts)).toEqual({ holds: "2 of 2 are as they must be" });
  expect(await look(writes, async () => ({ account: "signalbox", scopes: undefined }))).toEqual({
    holds: "1 of 2 are as they must be; not to be known: the channel at Slack (team C1)",
  });
  expect(
    await look(writes, () => Promise.reject(explain("TOKEN_MISSING", { system: "Slack", variable: "SLACK_TOKEN_TEAM" }))),
  ).toMatchObject({
    holds: expect.stringContaining("not to be known"),
  });
});

test("every refusal holds the launch, together, and a person may answer for it", async () => {
  const refused = () => Promise.reject(explain("TOKEN_REFUSED", { system: "Slack", request: "auth.test in team" }));
  expect(await look(async () => undefined, refused)).toEqual({
    asks:
      "PREFLIGHT_FAILED: may push (acme/app): acme/app is not there, or the token does not see it; " +
      "the channel at Slack (team C1): Slack refused the credential for auth.test in team.",
    answers: ["retry", "accept"],
  });
});

test("a system that is down is waited for: nobody is asked, and nothing is taken for right", async () => {
  const down = () => Promise.reject(explain("NO_ANSWER", { system: "Slack", request: "auth.test", reason: "reset" }));
  await expect(look(writes, down)).rejects.toMatchObject({ code: "NO_ANSWER" });
});

test("what an earlier version looked at and this one does not is no finding", async () => {
  const of = { version: "1.30.0", candidate, looks: [{ check: "phase-of-the-moon", input: {} }] };
  const none = {
    access: only<ForgeAccess>({}),
    messages: only<Messages>({}),
    web: only<Web>({}),
    cdn: only<Cdn>({}),
    campaigns: only<Campaigns>({}),
  };
  expect(await guarding(guardPreflight, none, of as never)).toEqual({ holds: "1 of 1 are as they must be" });
});
