import { expect, test } from "vitest";
import type { EffectClass } from "../domain/step.ts";
import { everyBoundary } from "../testing/crash.ts";
import { openToyRelease, placeOf, questionOf, type ToyRelease, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";

/** A look before and a thing made of the first one's fact after, so that a death shows in what follows as well. */
const planWith = (kind: EffectClass) =>
  toyPlan({
    first: { kind },
    second: { kind, input: { what: { join: ["after ", { after: "first/do", fact: "made" }] } }, after: ["first"] },
  });

const open = (kind: EffectClass) => async (): Promise<ToyRelease> => openToyRelease(openToyWorld(), planWith(kind));

test.each(["keyed", "set", "marked"] as const)("a death at any moment leaves a %s effect applied exactly once", async (kind) => {
  const moments = await everyBoundary({
    open: open(kind),
    run: async (release, at) => {
      await release.pursue({}, at);
    },
    check: async (release, diedAt) => {
      expect(await release.state(), diedAt).toMatchObject({ finishedAt: expect.any(String) });
      for (const what of ["first", "after first"])
        expect([release.world.count(what), release.world.requests(what)], diedAt).toEqual([1, 1]);
      expect((await release.events("parked")).length, diedAt).toBe(0);
    },
  });
  for (const boundary of ["b0", "b1", "b2", "b3", "b4"]) expect(moments).toContain(`first/do ${boundary}`);
  expect(moments).toContain("before receipt");
  expect(moments.length).toBeGreaterThan(20);
});

test("a death at any moment leaves a blind effect applied once or asks exactly one question, and sends it at most once", async () => {
  const asked: string[] = [];
  const moments = await everyBoundary({
    open: open("blind"),
    run: async (release, at) => {
      await release.pursue({}, at);
    },
    check: async (release, diedAt) => {
      const { world } = release;
      expect(world.requests("first"), diedAt).toBeLessThanOrEqual(1);
      const questions = await release.events("parked");
      expect(questions.length, diedAt).toBeLessThanOrEqual(1);
      if (questions[0] === undefined) {
        expect(world.count("first"), diedAt).toBe(1);
        return;
      }
      asked.push(diedAt);
      expect(questions[0].question.answers, diedAt).toEqual(["happened", "send", "abandon"]);
    },
  });
  expect(moments).toContain("first/do b1");
  // From the durable intent to the durable receipt nobody can know.
  expect(asked.map((each) => each.replace(/ \(\d+\)$/, "")).slice(0, 5)).toEqual([
    "after intent",
    "first/do b1",
    "first/do b2",
    "before receipt",
    "after intent",
  ]);
});

test("after the death that leaves a blind effect in doubt, a person's word settles it without a second request", async () => {
  const release = await openToyRelease(openToyWorld(), toyPlan({ mail: { kind: "blind" } }));
  release.world.fates.push({ is: "reply lost" });
  await release.pursue();
  const standing = await release.standing("mail");
  expect(questionOf(standing)).toMatchObject({ code: "UNKNOWN_OUTCOME", what: expect.stringContaining("make mail") });
  await release.say("ana", { is: "answered", ...placeOf("mail", standing), answer: "happened", reason: "it is in my inbox" });
  expect(await release.pursue()).toEqual({ is: "finished" });
  expect([release.world.count("mail"), release.world.requests("mail")]).toEqual([1, 1]);
  expect((await release.events("done"))[0]).toMatchObject({ byHand: true, evidence: "ana says that it happened: it is in my inbox" });
});
