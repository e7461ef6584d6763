import { expect, test } from "vitest";
import { confirm } from "./confirm.ts";

const input = {
  what: "send the newsletter",
  version: "1.30.0",
  item: "send-newsletter",
  from: ["marketing"],
  people: [
    { name: "ana", roles: ["captain"], github: "" },
    { name: "cleo", roles: ["marketing"], github: "cleo" },
  ],
};

const word = (approvals: readonly string[]) => ({ approvals, marks: [], sessions: [], findings: [], proposers: ["cleo"], accepted: [] });

test("one person with the role confirms, even the proposer", () => {
  expect(confirm.settled(input, word(["ana", "cleo"]))).toMatchObject({ is: "settled", facts: { by: "cleo" } });
});

test("somebody without the role does not", () => {
  expect(confirm.settled(input, word(["ana"]))).toEqual({
    is: "open",
    ask: "To send the newsletter, confirm with: signalbox approve 1.30.0 send-newsletter",
    waitsFor: ["cleo"],
  });
});
