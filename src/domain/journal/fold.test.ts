import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../plan.ts";
import { progressOf } from "../progress.ts";
import { chain } from "./chain.ts";
import type { Event } from "./event.ts";
import { fold, foldOne, recordOf } from "./fold.ts";
import type { ReleaseState } from "./state.ts";

const start: Event = {
  is: "release-started",
  format: 1,
  train: "toy",
  version: "1.30.0",
  kind: "release",
  captain: "ana",
  configuration: "c0ffee",
  order: { version: "1.30.0", day: "2021-11-26", freezeDay: "2021-11-15", picks: [] },
};

const step = { step: fc.constantFrom("a/do", "b/do"), key: fc.constantFrom("k1", "k2") };
const epoch = { epoch: fc.nat({ max: 3 }) };
const text = fc.string({ maxLength: 5 });
const until = fc.constantFrom("2021-11-15T09:00:00Z", "2021-11-16T09:00:00Z");
const is = <Is extends Event["is"]>(name: Is) => ({ is: fc.constant(name) });

/** One of everything that can happen, in any order, sensible or not. */
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.constant(start),
  fc.record({ ...is("intent"), ...epoch, describes: text, ...step }),
  fc.record({ ...is("receipt"), ...epoch, receipt: text, ...step }),
  fc.record({ ...is("unknown"), ...epoch, reason: text, ...step }),
  fc.record({ ...is("looked"), ...epoch, found: fc.constant("absent" as const), ...step }),
  fc.record({ ...is("pending"), ...epoch, until, why: text, failed: fc.boolean(), unsent: fc.boolean(), ...step }),
  fc.record({ ...is("done"), ...epoch, facts: fc.dictionary(text, text), evidence: text, ...step }),
  fc.record({
    ...is("parked"),
    ...epoch,
    question: fc.record({ code: text, what: text, why: text, next: text, answers: fc.array(text) }),
    unsent: fc.boolean(),
    ...step,
  }),
  fc.record({ ...is("answered"), answer: text, reason: text, ...step }),
  fc.record({ ...is("retried"), ...step }),
  fc.record({ ...is("approved"), ...step }),
  fc.record({ ...is("approval-withdrawn"), ...step }),
  fc.record({ ...is("marked"), evidence: text, ...step }),
  fc.record({ ...is("marked"), evidence: text, facts: fc.dictionary(text, text), ...step }),
  fc.record({ ...is("session-opened"), candidate: text, charters: fc.array(text), minutes: fc.nat() }),
  fc.constant<Event>({ is: "session-joined" }),
  fc.record({ ...is("session-closed"), summary: text }),
  fc.record({
    ...is("finding-raised"),
    id: fc.constantFrom("F1", "F2"),
    severity: fc.constantFrom("blocker", "minor"),
    text,
    owner: text,
    candidate: text,
  }),
  fc.record({ ...is("finding-closed"), id: fc.constantFrom("F1", "F2"), resolution: text, candidate: text }),
  fc.record({
    ...is("rolled-back"),
    reason: text,
    items: fc.constant([]),
    leaves: fc.array(fc.constantFrom("a", "b")),
    undoes: fc.constant([]),
  }),
  fc.record({ ...is("owner-claimed"), ...epoch, owner: text, until }),
  fc.record({ ...is("owner-released"), ...epoch }),
  fc.record({ ...is("held"), reason: text }),
  fc.constant<Event>({ is: "resumed" }),
  fc.record({ ...is("skipped"), item: text, reason: text }),
  fc.record({ ...is("branch-moved"), from: text, to: text, boarded: fc.constant([]) }),
  fc.record({ ...is("departure-moved"), to: text, reason: text }),
  fc.record({ ...is("heading-dated"), day: text, reason: text }),
  fc.record({ ...is("handed-over"), to: text, from: text }),
  fc.record({
    ...is("corrected"),
    id: fc.constantFrom("C1", "C2"),
    correction: fc.record({ is: fc.constant("left-out"), entry: text, from: text }),
    reason: text,
    texts: fc.constant([]),
  }),
  fc.record({ ...is("correction-withdrawn"), id: fc.constantFrom("C1", "C2"), reason: text }),
  fc.record({ ...is("replan-asked"), reason: text }),
  fc.record({ ...is("alarm"), code: text, what: text }),
  fc.record({ ...is("alarm"), code: text, what: text, step: text }),
  fc.record({ ...is("alarm"), code: text, what: text, step: text, over: fc.constant(true) }),
  fc.record({ ...is("aborted"), reason: text }),
  fc.constant<Event>({ is: "finished" }),
) as fc.Arbitrary<Event>;

const said = fc.record({ at: until, actor: fc.constantFrom("ana", "ben", "signalbox"), event: anyEvent });

const after = (...events: readonly Event[]): ReleaseState => {
  const state = fold(
    chain(
      "toy/1.30.0",
      undefined,
      [start, ...events].map((event) => ({ at: "2021-11-15T09:00:00Z", actor: "ana", event })),
    ),
  );
  if (state === undefined) throw new Error("no release");
  return state;
};

test("any sequence of events gives a state, always the same, at once or entry by entry, and progress can be told of it", () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 40 }), (all) => {
      const entries = chain("toy/1.30.0", undefined, all);
      const state = fold(entries);
      expect(fold(JSON.parse(JSON.stringify(entries)))).toEqual(state);
      let stepwise: ReleaseState | undefined;
      for (const entry of entries) stepwise = foldOne(stepwise, entry);
      expect(stepwise).toEqual(state);
      const begun = entries.findIndex(({ event }) => event.is === "release-started");
      expect(state === undefined).toBe(begun === -1);
      if (state !== undefined) {
        expect(state).toMatchObject({ sequence: entries.length, head: entries.at(-1)?.hash, version: "1.30.0" });
        expect(progressOf(state)).toEqual([]);
      }
    }),
  );
});

test("folding changes no state that somebody still holds", () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 20 }), said, (all, last) => {
      const entries = chain("toy/1.30.0", undefined, [{ at: "2021-11-15T09:00:00Z", actor: "ana", event: start }, ...all, last]);
      const before = fold(entries.slice(0, -1));
      const copy = structuredClone(before);
      foldOne(before, entries.at(-1) as (typeof entries)[number]);
      expect(before).toEqual(copy);
    }),
  );
});

const at = { step: "a/do", key: "k1" } as const;
const intent: Event = { is: "intent", epoch: 1, describes: "make it", ...at };
const question = { code: "X", what: "", why: "", next: "", answers: ["retry"] };

test("a request that was refused leaves nothing in doubt, whether for now or for good", () => {
  const pending: Event = { is: "pending", epoch: 1, until: "2021-11-15T10:00:00Z", why: "limit", unsent: true, ...at };
  expect(recordOf(after(intent, pending), at).intent).toBeUndefined();
  expect(recordOf(after(intent, { is: "parked", epoch: 1, question, unsent: true, ...at }), at).intent).toBeUndefined();
  expect(recordOf(after(intent, { is: "parked", epoch: 1, question, ...at }), at).intent).toBeDefined();
});

test("an answer is forgotten when the step is tried or asks again", () => {
  const answered: Event = { is: "answered", answer: "send", reason: "", ...at };
  expect(recordOf(after(answered), at).answer?.word).toBe("send");
  expect(recordOf(after(answered, intent), at).answer).toBeUndefined();
  expect(recordOf(after(answered, { is: "parked", epoch: 1, question, ...at }), at).answer).toBeUndefined();
});

test("an approval counts each person once and is gone when it is taken back", () => {
  const approved: Event = { is: "approved", ...at };
  expect(recordOf(after(approved, approved), at).approvals).toEqual(["ana"]);
  expect(recordOf(after(approved, { is: "approval-withdrawn", ...at }), at).approvals).toEqual([]);
  expect(recordOf(after(approved), { ...at, key: "k2" }).approvals).toEqual([]);
});

test("a claim is given back only under its own epoch", () => {
  const claimed: Event = { is: "owner-claimed", epoch: 2, owner: "here:1", until: "2021-11-15T10:00:00Z" };
  expect(after(claimed, { is: "owner-released", epoch: 1 }).owner?.epoch).toBe(2);
  expect(after(claimed, { is: "owner-released", epoch: 2 }).owner).toBeUndefined();
});

test("the newest verdict on a pull request counts, with who gave it", () => {
  const verdict = (word: "refused" | "exception"): Event => ({
    is: "verdict-given",
    pull: "7",
    commit: "c",
    verdict: word,
    reason: "",
    title: "feat: x",
    author: "ben",
  });
  expect(after(verdict("refused"), verdict("exception")).verdicts).toMatchObject([{ verdict: "exception", by: "ana" }]);
});

test("corrections are numbered, taken back by their number, and ask for a new plan each time", () => {
  const correction = { is: "left-out", entry: "#12", from: "colour weekends" } as const;
  const texts = [{ name: "post", step: "publish-post/merge-pull-request" }];
  const corrected: Event = { is: "corrected", id: "C1", correction, reason: "not yet", texts };
  const first = after(corrected);
  expect(first.corrections).toMatchObject([{ id: "C1", correction, reason: "not yet", texts, sequence: 2, withdrawn: undefined }]);
  expect(first.replan).toContain("C1");
  const back = after(corrected, { ...corrected, id: "C2" }, { is: "correction-withdrawn", id: "C1", reason: "now" });
  expect(back.corrections.map((each) => each.withdrawn?.reason)).toEqual(["now", undefined]);
  expect(after({ is: "replan-asked", reason: "a template" }).replan).toBe("a template");
});

test("a rollback opens a release again, leaves out what was not done, and no later plan takes its place", () => {
  const item = { title: "", phase: "rollback", rows: [], owner: [], access: [], by: "signalbox", after: [] } as const;
  const edit = (step: string, id: string) => ({ id: step, kind: "edit-message", input: { id } });
  const back: Event = {
    is: "rolled-back",
    reason: "it loses data",
    items: [{ ...item, id: "correct-messages", steps: [edit("correct-messages/edit", "17.0")] }],
    leaves: ["publish-feed"],
    undoes: ["refresh-cdn/await-edge"],
  };
  const plan: Plan = {
    format: 1,
    ...{ train: "toy", version: "1.30.0", previous: "1.29.0", kind: "release", revision: 1, warnings: [] },
    days: { freeze: "2021-11-15", planned: "2021-11-26" },
    items: [],
  };
  const added = ["17.0", "18.0"].map((id): Event => ({ is: "step-added", step: edit(`posted-${id}`, id), because: "" }));
  const state = after(
    { is: "plan-revised", plan, because: "" },
    ...added,
    { is: "held", reason: "wait" },
    { is: "finished" },
    { is: "aborted", reason: "rolled back" },
    back,
    { is: "replan-asked", reason: "a fix boarded" },
  );
  expect(state).toMatchObject({ finishedAt: undefined, aborted: undefined, held: undefined, replan: undefined });
  expect(state.rollback).toMatchObject({ by: "ana", reason: "it loses data", undoes: ["refresh-cdn/await-edge"] });
  expect(state.skipped.get("publish-feed")?.reason).toContain("it loses data");
  expect(progressOf(state).map(({ step }) => step.id)).toEqual(["correct-messages/edit", "posted-18.0"]);
  expect(after({ is: "aborted", reason: "rolled back" }, back, { is: "finished" }).finishedAt).toBeDefined();
});

test("what was folded before is gone on from where the entries are the same, and only there", () => {
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 12 }), fc.array(said, { maxLength: 6 }), fc.nat(), (all, others, cut) => {
      const first = { at: "2021-11-15T09:00:00Z", actor: "ana", event: start };
      const entries = chain("toy/1.30.0", undefined, [first, ...all]);
      const shared = entries.slice(0, 1 + (cut % entries.length));
      const branched = [...shared, ...chain("toy/1.30.0", shared.at(-1), others)];
      const copyOf = (each: typeof entries) => fold(structuredClone(each));
      for (const each of [entries, shared, branched, entries, entries.slice(1), branched, shared, entries])
        expect(fold(each)).toEqual(copyOf(each));
    }),
  );
});
