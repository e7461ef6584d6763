import { expect, test } from "vitest";
import { started, toyPlan } from "../testing/toy-release.ts";
import { chain } from "./journal/chain.ts";
import type { Event } from "./journal/event.ts";
import { fold, recordOf } from "./journal/fold.ts";
import { wordOf } from "./word-of.ts";

const wordAfter = (...events: readonly Event[]) => {
  const state = fold(
    chain(
      "toy/1.30.0",
      undefined,
      [...started(toyPlan({})), ...events].map((event) => ({ at: "2021-11-15T09:00:00Z", actor: "ana", event })),
    ),
  );
  if (state === undefined) throw new Error("no release");
  return wordOf(state, recordOf(state, { step: "gate/do", key: "k1" }));
};

const verdict = (pull: string, author: string): Event => ({
  is: "verdict-given",
  pull,
  commit: "c",
  verdict: "admitted",
  reason: "",
  title: "fix: x",
  author,
});
const moved = (...pulls: readonly string[]): Event => ({
  is: "branch-moved",
  from: "a",
  to: "b",
  boarded: pulls.map((pull) => ({ commit: pull, subject: "", pull })),
});

test("whoever proposed the release, and the author of what boarded last, are its proposers", () => {
  expect(wordAfter().proposers).toEqual(["ana"]);
  expect(wordAfter(verdict("7", "ben-example"), verdict("8", "cleo-example"), moved("7", "8")).proposers).toEqual(["ana", "cleo-example"]);
});

test("only approvals of this very input count", () => {
  expect(wordAfter({ is: "approved", step: "gate/do", key: "k1" }).approvals).toEqual(["ana"]);
  expect(wordAfter({ is: "approved", step: "gate/do", key: "k2" }, { is: "approved", step: "other/do", key: "k1" }).approvals).toEqual([]);
});

test("who accepted what of a check is told, as long as it stands", () => {
  const at = { step: "check/do", key: "c1" };
  const accepted: readonly Event[] = [
    { is: "answered", ...at, answer: "accept", reason: "both are wanted" },
    { is: "done", ...at, epoch: 1, facts: { accepted: "a second tag" }, evidence: "" },
  ];
  expect(wordAfter(...accepted).accepted).toEqual([{ by: "ana", found: "a second tag" }]);
  expect(wordAfter(...accepted, { is: "lapsed", ...at, epoch: 1, found: "a third tag" }).accepted).toEqual([]);
  expect(wordAfter({ is: "done", ...at, epoch: 1, facts: { accepted: "" }, evidence: "" }).accepted).toEqual([]);
});
