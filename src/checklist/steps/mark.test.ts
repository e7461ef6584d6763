import { expect, test } from "vitest";
import { mark } from "./mark.ts";

const input = { what: "Tell the partners", owner: ["marketing"], item: "tell-partners", version: "1.30.0" };
const word = (marks: readonly { by: string; evidence: string }[]) => ({
  approvals: [],
  marks,
  sessions: [],
  findings: [],
  proposers: [],
  accepted: [],
});

test("waits for a mark and keeps its evidence", () => {
  expect(mark.settled(input, word([]))).toEqual({
    is: "open",
    ask: "Tell the partners, then: signalbox done 1.30.0 tell-partners --evidence TEXT|URL",
    waitsFor: ["marketing"],
  });
  expect(mark.settled(input, word([{ by: "cleo", evidence: "https://example.com/mail" }]))).toMatchObject({
    is: "settled",
    facts: { evidence: "https://example.com/mail" },
  });
});

test("by hand it is done as the configuration says, line by line", () => {
  const hand = { key: undefined, keeps: () => undefined, file: () => undefined };
  expect(mark.byHand({ ...input, text: "First this.\n\nThen that." }, hand)).toEqual([
    { is: "do", what: "Tell the partners" },
    { is: "do", what: "First this." },
    { is: "do", what: "Then that." },
  ]);
});
