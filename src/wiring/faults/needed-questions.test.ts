import { expect, test } from "vitest";
import { chain } from "../../domain/journal/chain.ts";
import type { Event } from "../../domain/journal/event.ts";
import type { Disturbance } from "./cells.ts";
import { neededQuestions } from "./needed-questions.ts";

const step = "prepare-newsletter/test-campaign";
const key = "k";

/** A moment of the day, and what was written then. */
type Written = readonly [at: string, event: Event];

const claimed = (at: string, epoch: number, until: string): Written => [
  at,
  { is: "owner-claimed", epoch, owner: `grid:${epoch}`, until: `2021-11-27T${until}:00Z` },
];
const intended = (at: string, epoch: number): Written => [at, { is: "intent", step, key, epoch, describes: "send a test" }];
const unknown = (at: string, epoch: number): Written => [at, { is: "unknown", step, key, epoch, reason: "no answer" }];
const released = (at: string, epoch: number): Written => [at, { is: "owner-released", epoch }];

/** How many questions a blind effect, or one whose look does not count, needs to which that came, with that in the journal. */
const needed = (came: readonly Disturbance[], written: readonly Written[], is: "blind" | "looked" = "blind"): number => {
  const said = written.map(([at, event]) => ({ at: `2021-11-27T${at}:00Z`, actor: "signalbox", event }));
  const other = { id: "tag-release/push-tag", class: "keyed", uncounted: false } as const;
  const sort = is === "blind" ? ({ class: "blind", uncounted: false } as const) : ({ class: "marked", uncounted: true } as const);
  const questions = neededQuestions([other, { id: step, ...sort }], chain("crash/1.30.0", undefined, said), (effect) =>
    effect === step ? came : ["lost-after"],
  );
  expect(new Set(questions).size).toBeLessThanOrEqual(1);
  return questions.length;
};

const lost = [claimed("13:06", 1, "13:16"), intended("13:06", 1), unknown("13:06", 1)];

test("a reply that was lost is asked about once for each time that it was sent, however often it is called unknown", () => {
  expect(needed(["lost-after"], lost)).toBe(1);
  expect(needed(["lost-after"], [...lost, unknown("13:07", 1)])).toBe(1);
  expect(needed(["lost-after", "500-before"], [...lost, intended("13:09", 1), unknown("13:09", 1)])).toBe(2);
});

test("a reply that was lost must be asked about, even when nobody called it unknown", () => {
  expect(needed(["b1"], [claimed("13:06", 1, "13:16"), intended("13:06", 1), intended("13:07", 2)])).toBe(1);
});

test("nothing is asked where nothing came that leaves an outcome unknown, or it came to another effect", () => {
  for (const came of [[], ["429"], ["stale-read"], ["b3"], ["disk-full-at-outcome"]] as const) expect(needed(came, lost)).toBe(0);
});

const done = (at: string): Written => [at, { is: "done", step, key, epoch: 1, facts: {}, evidence: "it is there" }];

test("what a look sees without counting it is asked about only where nothing comes to be seen, and whoever had to see it need not have asked", () => {
  expect(needed(["lost-before"], [...lost, intended("13:40", 1), done("13:40")], "looked")).toBe(1);
  expect(needed(["lost-after"], [...lost, done("13:30")], "looked")).toBe(0);
  expect(needed(["lost-before", "500-before"], [...lost, intended("13:40", 1), unknown("13:40", 1)], "looked")).toBe(2);
  expect(needed(["b1"], [claimed("13:06", 1, "13:16"), intended("13:06", 1), intended("13:07", 2)], "looked")).toBe(0);
  expect(needed(["stale-read"], [...lost, intended("13:40", 1), done("13:40")], "looked")).toBe(0);
});

/** A second driver claims and takes what the first intended for unknown. */
const takenOver = (at: string): readonly Written[] => [
  claimed("13:06", 1, "13:16"),
  intended("13:06", 1),
  claimed(at, 2, "14:16"),
  unknown(at, 2),
];
const both = ["clock-ahead", "double-wake-up"] as const;

test("by a clock that is ahead the claim ran out, so a second driver that is woken has to ask", () => {
  expect(needed(both, takenOver("14:06"))).toBe(1);
  expect(needed(both, [...takenOver("14:06"), claimed("14:12", 2, "14:22"), unknown("14:12", 2)])).toBe(1);
});

test("either of the two alone leaves nothing unknown", () => {
  expect(needed(["clock-ahead"], takenOver("14:06"))).toBe(0);
  expect(needed(["double-wake-up"], takenOver("14:06"))).toBe(0);
  expect(needed(["clock-behind", "double-wake-up"], takenOver("14:06"))).toBe(0);
});

test("whoever takes a release over before its claim has run out need not ask, nor one to whom it was handed over", () => {
  expect(needed(both, takenOver("13:15"))).toBe(0);
  expect(needed(both, takenOver("13:16"))).toBe(1);
  const handed = [claimed("13:06", 1, "13:16"), intended("13:06", 1), released("13:06", 1), claimed("14:06", 2, "14:16")];
  expect(needed(both, [...handed, unknown("14:06", 2)])).toBe(0);
});

test("whoever called its own outcome unknown was not taken for dead", () => {
  expect(needed(both, [claimed("13:06", 1, "13:16"), claimed("14:06", 2, "14:16"), intended("14:06", 2), unknown("14:06", 2)])).toBe(0);
});
