import { describe, expect, test } from "vitest";
import { fillAll } from "../app/fill-all.ts";
import { tellStory } from "../app/tell-story.ts";
import { sha256 } from "../domain/canonical.ts";
import { type Correction, corrected } from "../domain/correction.ts";
import { chain } from "../domain/journal/chain.ts";
import type { Entry, Event } from "../domain/journal/event.ts";
import { fold } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { fieldAt, textAt } from "../domain/known.ts";
import type { Plan, PlannedStep } from "../domain/plan.ts";
import { progressOf } from "../domain/progress.ts";
import { sampleTelling } from "../testing/sample-telling.ts";
import { begunBy } from "./begun.ts";
import { planRelease, pointOfNoReturn } from "./index.ts";
import { stepKinds } from "./steps/index.ts";

const renamed = (to: string): Correction => ({ is: "name", emails: ["yara@example.com"], from: "Yara Firsttime", to });

/** The sample's plan with the freeze announced to everybody, made anew with these corrections. */
const plan = (state: ReleaseState | undefined, ...corrections: readonly Correction[]): Plan => {
  const telling = sampleTelling();
  const slack = telling.train.slack.map((each) => ({ ...each, template: `${each.template}\n{contributors}\n` }));
  const told = { ...telling, train: { ...telling.train, slack }, survey: corrected(telling.survey, corrections) };
  const begun = state === undefined ? undefined : begunBy(state, pointOfNoReturn, stepKinds);
  return planRelease(
    { ...told, story: tellStory(told), fill: (template) => fillAll(template, told.names) },
    (state?.plan?.revision ?? 0) + 1,
    begun,
  );
};

test("an item whose role nobody has is the captain's", () => {
  const telling = sampleTelling();
  const owners = (people: typeof telling.train.people) => {
    const told = { ...telling, train: { ...telling.train, people } };
    const { items } = planRelease({ ...told, story: tellStory(told), fill: (template) => fillAll(template, told.names) }, 1);
    return ["send-newsletter", "post-to-slack"].map((id) => items.find((each) => each.id === id)?.owner);
  };
  expect(owners(telling.train.people)).toEqual([["marketing"], ["captain", "marketing"]]);
  const without = telling.train.people.map((each) => ({ ...each, roles: each.roles.filter((role) => role !== "marketing") }));
  expect(owners(without)).toEqual([["captain"], ["captain"]]);
});

interface Release {
  readonly entries: readonly Entry[];
  readonly state: ReleaseState;
}

const after = (entries: readonly Entry[], ...events: readonly Event[]): Release => {
  const said = events.map((event) => ({ at: "2021-10-22T10:00:00Z", actor: "signalbox", event }));
  const all = [...entries, ...chain("posthog/1.30.0", entries.at(-1), said)];
  const state = fold(all);
  if (state === undefined) throw new Error("no release");
  return { entries: all, state };
};

const start = (): Release =>
  after(
    [],
    {
      is: "release-started",
      format: 1,
      train: "posthog",
      version: "1.30.0",
      kind: "release",
      captain: "ana",
      configuration: "c0ffee",
      order: { version: "1.30.0", day: "2021-10-25", freezeDay: "2021-10-22", picks: [] },
    },
    { is: "plan-revised", plan: plan(undefined), because: "the release was started" },
  );

const anyFacts = {
  commit: "c1".repeat(20),
  number: "7",
  id: "i1",
  key: "k1",
  digest: "d",
  sha256: "s",
  day: "2021-10-25",
  by: "ana",
  candidate: "c",
  commits: "",
  accepted: "",
};

/** Does everything that is ready until a step is the next to be done. */
const until = (release: Release, step: string): Release => {
  let now = release;
  for (let turn = 0; turn < 200; turn += 1) {
    const next = progressOf(now.state).find(({ standing }) => standing.is === "ready");
    if (next === undefined || next.step.id === step || next.standing.is !== "ready") return now;
    const at = { step: next.step.id, key: next.standing.key, epoch: 1 };
    now = after(now.entries, { is: "intent", ...at, describes: "" }, { is: "done", ...at, facts: anyFacts, evidence: "" });
  }
  throw new Error(`${step} never came`);
};

const revised = (release: Release, ...corrections: readonly Correction[]): Release =>
  after(release.entries, { is: "plan-revised", plan: plan(release.state, ...corrections), because: "a correction" });

const stepOf = ({ state }: Release, id: string): PlannedStep => {
  const found = state.plan?.items.flatMap((each) => each.steps).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
};
const stepsIn = ({ state }: Release, item: string): readonly string[] =>
  (state.plan?.items.find((each) => each.id === item)?.steps ?? []).map((each) => each.id.slice(item.length + 1));
const standing = ({ state }: Release, id: string): string | undefined => progressOf(state).find(({ step }) => step.id === id)?.standing.is;

const freeze = "announce-freeze/post-to-team-c0000000001";
const announce = "post-to-slack/post-to-community-c0000000000";
const content = "prepare-newsletter/set-campaign-content";

describe("a plan that is made again", () => {
  test("posts nothing a second time: what was told stays, and what was not follows the facts", () => {
    const release = revised(until(start(), "guard-branch/await-required-status"), renamed("Yara Right"));
    expect(textAt(stepOf(release, freeze).input, "text")).toContain("Yara Firsttime");
    expect(standing(release, freeze)).toBe("done");
    expect(textAt(stepOf(release, announce).input, "text")).toContain("Yara Right");
    expect(textAt(stepOf(revised(start(), renamed("Yara Right")), freeze).input, "text")).toContain("Yara Right");
  });

  test("leaves a draft to the people who edit it, and carries into it what changed since, one step for each time", () => {
    const drafted = until(start(), "edit-chart/find-branch-head");
    const once = revised(drafted, renamed("Yara Right"));
    expect(standing(once, "write-post/push-commits")).toBe("done");
    expect(stepsIn(once, "write-post")).toEqual([
      "find-branch-head",
      "push-commits",
      "open-pull-request",
      "revise-draft-2",
      "await-finished-draft",
    ]);
    // Nobody has begun the first revision, so the second takes its place.
    const instead = revised(once, renamed("Yara Righter"));
    expect(stepsIn(instead, "write-post").filter((each) => each.startsWith("revise"))).toEqual(["revise-draft-2"]);
    expect(textAt(stepOf(instead, "write-post/revise-draft-2").input, "to")).toContain("Yara Righter");
    const behind = revised(until(once, "write-post/await-finished-draft"), renamed("Yara Righter"));
    const [second, third] = ["write-post/revise-draft-2", "write-post/revise-draft-3"].map((each) => stepOf(behind, each).input);
    expect(textAt(third, "from")).toBe(textAt(second, "to"));
    expect([standing(behind, "write-post/revise-draft-2"), standing(behind, "write-post/revise-draft-3")]).toEqual(["done", "ready"]);
    expect(stepsIn(revised(behind, renamed("Yara Righter")), "write-post")).toEqual(stepsIn(behind, "write-post"));
  });

  test("lets people who write the post themselves be", () => {
    const telling = sampleTelling();
    const told = { ...telling, train: { ...telling.train, dials: { "write-post": "people" as const } } };
    const made = planRelease({ ...told, story: tellStory(told), fill: (template) => fillAll(template, told.names) }, 1);
    expect(made.items.find((each) => each.id === "write-post")?.steps.map((each) => each.kind)).toEqual([
      "find-branch-head",
      "push-commits",
      "open-pull-request",
    ]);
    expect(made.items.find((each) => each.id === "publish-post")?.steps[0]?.kind).toBe("find-branch-head");
  });

  test("sets the newsletter again only over what Signalbox set, and not at all once it may have been sent", () => {
    const set = until(start(), "prepare-newsletter/test-campaign");
    const html = textAt(stepOf(set, content).input, "html") ?? "";
    expect(fieldAt(stepOf(set, content).input, "over")).toBeUndefined();
    const again = revised(set, renamed("Yara Right"));
    expect(fieldAt(stepOf(again, content).input, "over")).toEqual([sha256(html)]);
    const back = revised(until(again, "prepare-newsletter/test-campaign"));
    expect(textAt(stepOf(back, content).input, "html")).toBe(html);
    expect(fieldAt(stepOf(back, content).input, "over")).toEqual([sha256(textAt(stepOf(again, content).input, "html") ?? "")]);
    const sending = until(start(), "nothing");
    expect(stepOf(revised(sending, renamed("Yara Right")), content).input).toEqual(stepOf(sending, content).input);
  });
});

describe("a plan that is made again after the launch", () => {
  const launched = until(start(), "publish-images/await-run");
  const past = ["cut-branch", "write-changelog", "write-post", "edit-chart", "approve-launch", "tag-release"];

  test("leaves everything that led to the launch as it was, and the gate passed", () => {
    const release = revised(launched, renamed("Yara Right"), {
      is: "summary",
      entry: "#6141",
      from: "keep the filter",
      to: "Filters stay",
    });
    for (const id of past) {
      const item = (of: Release) => of.state.plan?.items.find((each) => each.id === id);
      expect(item(release), id).toEqual(item(launched));
    }
    expect(standing(release, "tag-release/push-tag")).toBe("done");
    expect(standing(release, "publish-images/await-run")).toBe("ready");
  });

  test("holds the texts that changed until they are approved, and nothing else", () => {
    const release = revised(launched, renamed("Yara Right"));
    const held = release.state.plan?.items
      .flatMap((each) => each.steps)
      .filter((each) => each.after?.includes("approve-corrections/approve"));
    expect(held?.map((each) => each.id)).toEqual([
      "publish-release-page/draft-release-page",
      "publish-post/revise-draft-2",
      "publish-post/await-finished-draft",
      announce,
    ]);
    const approved = until(release, announce);
    expect(standing(approved, "approve-corrections/approve")).toBe("done");
    expect(standing(approved, announce)).toBe("ready");
    expect(until(launched, "nothing").state.plan?.items.map((each) => each.id)).not.toContain("approve-corrections");
  });

  test("adds nothing to a post that is published", () => {
    const published = until(launched, "sync-main/find-branch-head");
    const release = revised(published, renamed("Yara Right"));
    const item = (of: Release) => of.state.plan?.items.find((each) => each.id === "publish-post");
    expect(item(release)).toEqual(item(published));
    expect(standing(release, "publish-post/merge-pull-request")).toBe("done");
  });

  test("asks again when it is corrected again, and not when nothing changes any more", () => {
    const first = until(revised(launched, renamed("Yara Right")), "sync-main/find-branch-head");
    expect(standing(revised(first, renamed("Yara Right")), "approve-corrections/approve")).toBe("done");
    expect(standing(revised(first, renamed("Yara Righter")), "approve-corrections/approve")).toBe("ready");
  });
});
