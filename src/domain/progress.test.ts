import fc from "fast-check";
import { expect, test } from "vitest";
import { started, toyPlan } from "../testing/toy-release.ts";
import { chain } from "./journal/chain.ts";
import type { Event } from "./journal/event.ts";
import { fold } from "./journal/fold.ts";
import type { ReleaseState } from "./journal/state.ts";
import type { Plan } from "./plan.ts";
import { effectKey, factOfRelease, neededFacts, progressOf, type Standing } from "./progress.ts";

const after = (plan: Plan, ...events: readonly Event[]): ReleaseState => {
  const said = [...started(plan), ...events].map((event) => ({ at: "2021-11-15T09:00:00Z", actor: "ana", event }));
  const state = fold(chain("toy/1.30.0", undefined, said));
  if (state === undefined) throw new Error("no release");
  return state;
};

const standings = (state: ReleaseState): Readonly<Record<string, Standing>> =>
  Object.fromEntries(progressOf(state).map(({ step, standing }) => [step.id.replace(/\/do$/, ""), standing]));

const kinds = (state: ReleaseState) => Object.fromEntries(Object.entries(standings(state)).map(([id, { is }]) => [id, is]));

/** Does everything that is ready, turn by turn, each step telling a fact made of its input. */
const finish = (plan: Plan, events: readonly Event[] = []): readonly Event[] => {
  const all = [...events];
  for (let turn = 0; turn < 10; turn += 1) {
    for (const { step, standing } of progressOf(after(plan, ...all)))
      if (standing.is === "ready")
        all.push({
          is: "done",
          epoch: 1,
          step: step.id,
          key: standing.key,
          facts: { made: `${step.id} of ${JSON.stringify(standing.input)}` },
          evidence: "",
        });
  }
  return all;
};

const made = (id: string) => ({ after: `${id}/do`, fact: "made" });

const planFor = (candidate: string) =>
  toyPlan({
    cut: { kind: "keyed", input: { commit: "c0" } },
    candidate: { kind: "keyed", input: { commit: candidate } },
    image: { kind: "keyed", input: { of: made("candidate"), from: made("cut") } },
    deploy: { kind: "keyed", input: { image: made("image") } },
    announce: { kind: "keyed", input: { of: made("cut") } },
  });

test("a key is made of train, version, step and input, and of no time", () => {
  const key = effectKey("toy", "1.30.0", "tag/do", { a: 1, b: "2" });
  expect(effectKey("toy", "1.30.0", "tag/do", { b: "2", a: 1 })).toBe(key);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  const others = [
    effectKey("other", "1.30.0", "tag/do", { a: 1, b: "2" }),
    effectKey("toy", "1.30.1", "tag/do", { a: 1, b: "2" }),
    effectKey("toy", "1.30.0", "tag/again", { a: 1, b: "2" }),
    effectKey("toy", "1.30.0", "tag/do", { a: "1", b: "2" }),
  ];
  expect(new Set([key, ...others]).size).toBe(5);
});

test("the key of a step stays what it was however often it was tried", () => {
  const plan = planFor("c1");
  const [first] = progressOf(after(plan));
  const key = first?.standing.is === "ready" ? first.standing.key : "";
  const at = { step: "cut/do", key, epoch: 1 };
  const state = after(
    plan,
    { is: "intent", describes: "", ...at },
    { is: "unknown", reason: "", ...at },
    { is: "intent", describes: "", ...at },
  );
  expect(standings(state)["cut"]).toMatchObject({ is: "ready", key, record: { intent: { count: 2 } } });
});

test("what a step is made of must be known before it is ready", () => {
  expect(kinds(after(planFor("c1")))).toEqual({
    cut: "ready",
    candidate: "ready",
    image: "blocked",
    deploy: "blocked",
    announce: "blocked",
  });
  expect(new Set(Object.values(kinds(after(planFor("c1"), ...finish(planFor("c1"))))))).toEqual(new Set(["done"]));
});

test("a new candidate opens again exactly the steps that are made of it", () => {
  const events = finish(planFor("c1"));
  const second: Event = { is: "plan-revised", plan: planFor("c2"), because: "the branch moved" };
  expect(kinds(after(planFor("c1"), ...events, second))).toEqual({
    cut: "done",
    candidate: "ready",
    image: "blocked",
    deploy: "blocked",
    announce: "done",
  });
  const again = finish(planFor("c1"), [...events, second]);
  expect(new Set(Object.values(kinds(after(planFor("c1"), ...again))))).toEqual(new Set(["done"]));
  const back: Event = { is: "plan-revised", plan: planFor("c1"), because: "the branch moved back" };
  expect(new Set(Object.values(kinds(after(planFor("c1"), ...again, back)))), "what was done under the old input counts again").toEqual(
    new Set(["done"]),
  );
});

test("whatever one input changes to, exactly that step and those made of it, near or far, are open again", () => {
  // Step n may be made of any earlier ones; the oracle follows the arrows by itself.
  const graphs = fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(graphs, fc.nat(), (graph, place) => {
      const changed = place % graph.length;
      const sources = graph.map((wanted, n) => [...new Set(wanted.filter((each) => each < n))]);
      const plan = (salt: string) =>
        toyPlan(
          Object.fromEntries(
            sources.map((wanted, n) => [
              `s${n}`,
              { kind: "keyed", input: { salt: n === changed ? salt : "", of: wanted.map((each) => made(`s${each}`)) } },
            ]),
          ),
        );
      const opened = new Set([changed]);
      for (const [n, wanted] of sources.entries()) if (wanted.some((each) => opened.has(each))) opened.add(n);
      const state = after(plan("old"), ...finish(plan("old")), { is: "plan-revised", plan: plan("new"), because: "" });
      const open = Object.entries(kinds(state)).flatMap(([id, is]) => (is === "done" ? [] : [Number(id.slice(1))]));
      expect(open).toEqual([...opened].sort());
    }),
  );
});

test("items wait for those before them, and for nobody who was left out", () => {
  const plan = toyPlan({ a: { kind: "keyed" }, b: { kind: "keyed", after: ["a"] }, c: { kind: "keyed", after: ["b"] } });
  expect(kinds(after(plan))).toEqual({ a: "ready", b: "blocked", c: "blocked" });
  const skipped: Event = { is: "skipped", item: "a", reason: "not this time" };
  expect(kinds(after(plan, skipped))).toEqual({ a: "skipped", b: "ready", c: "blocked" });
});

test("what was done before its item was left out keeps its facts", () => {
  const plan = planFor("c1");
  const state = after(plan, ...finish(plan), { is: "skipped", item: "cut", reason: "late" });
  expect(kinds(state)["cut"]).toBe("done");
  expect(factOfRelease(progressOf(state), made("cut"))).toContain("c0");
  expect(kinds(state)["announce"]).toBe("done");
});

test("a step that a person gave up is over, though it tells nothing", () => {
  const plan = toyPlan({ a: { kind: "keyed" }, b: { kind: "keyed", after: ["a"] } });
  const [first] = progressOf(after(plan));
  const key = first?.standing.is === "ready" ? first.standing.key : "";
  const state = after(plan, { is: "answered", step: "a/do", key, answer: "abandon", reason: "gone for good" });
  expect(standings(state)).toMatchObject({ a: { is: "skipped", reason: "gone for good" }, b: { is: "ready" } });
});

test("an added step may wait for another added one", () => {
  const added = (id: string, ...before: readonly string[]): Event => ({
    is: "step-added",
    because: "",
    step: { id, kind: "keyed", input: { id }, ...(before.length === 0 ? {} : { after: before }) },
  });
  const events = [added("x/1"), added("x/2", "x/1")];
  expect(kinds(after(toyPlan({}), ...events))).toEqual({ "x/1": "ready", "x/2": "blocked" });
  expect(kinds(after(toyPlan({}), ...finish(toyPlan({}), events)))).toEqual({ "x/1": "done", "x/2": "done" });
});

test("the facts that later steps need are told, each once, without what was left out", () => {
  const plan = planFor("c1");
  expect(neededFacts(after(plan), "cut/do")).toEqual(["made"]);
  expect(neededFacts(after(plan), "deploy/do")).toEqual([]);
  const left = ["image", "announce"].map((item): Event => ({ is: "skipped", item, reason: "" }));
  expect(neededFacts(after(plan, ...left), "cut/do")).toEqual([]);
});

test("steps of an item wait for each other in order, unless it says that they need not; what guards a step is done before it", () => {
  const plan = planFor("c1");
  const steps = ["one", "two"].map((name) => ({ id: `checks/${name}`, kind: "look", input: { what: name } }));
  const item = { ...(plan.items[0] as Plan["items"][number]), id: "checks", steps };
  const last = { ...item, id: "tag", steps: [{ id: "tag/do", kind: "keyed", input: {}, guardedBy: ["checks/one", "checks/two"] }] };
  const inOrder = kinds(after({ ...plan, items: [item] }));
  const freely = kinds(after({ ...plan, items: [{ ...item, inAnyOrder: true }, last] }));
  expect(inOrder).toEqual({ "checks/one": "ready", "checks/two": "blocked" });
  expect(freely).toEqual({ "checks/one": "ready", "checks/two": "ready", tag: "blocked" });
});
