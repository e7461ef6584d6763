import { describe, expect, test } from "vitest";
import type { Session } from "../../domain/word.ts";
import { testSession } from "./test-session.ts";

const input = { candidate: "new", digests: [], on: ["playground"], minutes: "60" };

const session = (more: Partial<Session>): Session => ({
  candidate: "new",
  openedBy: "ana",
  openedAt: "2021-11-22T10:00:00Z",
  minutes: 60,
  charters: [],
  participants: ["ana"],
  closed: { summary: "all tried", by: "ana" },
  ...more,
});

const settled = (...sessions: readonly Session[]) =>
  testSession.settled(input, { approvals: [], marks: [], sessions, findings: [], proposers: [], accepted: [] }).is;

describe("breaking the release", () => {
  test.each([
    ["nobody tested", [], "open"],
    ["a session on this candidate was closed", [session({})], "settled"],
    ["the session is still open", [session({ closed: undefined })], "open"],
    ["the session was on an older candidate", [session({ candidate: "old" })], "open"],
    ["nobody took part", [session({ participants: [] })], "open"],
    ["it was closed and then opened once more", [session({}), session({ closed: undefined })], "settled"],
  ] as const)("%s", (_, sessions, is) => expect(settled(...sessions)).toBe(is));
});
