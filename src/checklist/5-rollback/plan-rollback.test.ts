import { expect, test } from "vitest";
import type { Facts } from "../../domain/known.ts";
import { progressOf, type StepProgress } from "../../domain/progress.ts";
import { sampleRelease } from "../../testing/sample-release.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { planRollback } from "./plan-rollback.ts";
import type { MovedTag, RollbackSurvey, RollingBack } from "./rolling-back.ts";

const moment = "2021-11-26T10:00:00Z";
const { state } = sampleRelease({
  version: "1.30.0",
  kind: "release",
  begins: { freeze: moment, qualify: moment, launch: moment, announce: moment },
  before: {},
});

const feed = '[\n  { "version": "1.30.0", "release_date": "2021-11-26" },\n  { "version": "1.29.0", "release_date": "2021-10-26" }\n]\n';
const latest: MovedTag = { image: "posthog/posthog", tag: "latest-release", ours: "sha256:new", now: "sha256:new", before: "sha256:old" };
const survey: RollbackSurvey = { feed, moved: [latest], previous: "1.29.0", later: undefined };

/** The finished release, its steps with other facts or another standing. */
const progress = (facts: Readonly<Record<string, Facts>> = {}, open: readonly string[] = []): readonly StepProgress[] =>
  progressOf(state).map(({ step, item, standing }): StepProgress => {
    if (standing.is !== "done" || standing.record.done === undefined) return { step, item, standing };
    if (open.includes(step.id)) return { step, item, standing: { is: "blocked", by: "a test" } };
    const done = { ...standing.record.done, facts: { ...standing.record.done.facts, ...facts[step.kind] } };
    return { step, item, standing: { ...standing, record: { ...standing.record, done } } };
  });

const plan = (more: Partial<RollingBack> = {}) =>
  planRollback({
    train: sampleTrain,
    state,
    progress: progress({ "post-message": { id: "17.0", key: "k" } }),
    survey,
    texts: { message: "It is withdrawn.", note: "It is withdrawn.", newsletter: { subject: "Sorry", html: "<p>Sorry</p>" } },
    lacks: () => false,
    ...more,
  });

const ids = (more?: Partial<RollingBack>): readonly string[] => plan(more).items.map(({ id }) => id);
const stepsOf = (item: string, more?: Partial<RollingBack>) => plan(more).items.find(({ id }) => id === item)?.steps ?? [];

test("first nobody else is told, then nobody else gets it, then those who know are told", () => {
  expect(ids()).toEqual([
    "withdraw-feed",
    "refresh-cdn-again",
    "move-latest-back",
    "correct-messages",
    "withdraw-page",
    "draft-correction",
    "send-correction",
    "undo-by-hand",
  ]);
  expect(plan().leaves).toEqual([]);
});

test("what tags go back to, and from what, is what a captain confirms, and nothing moves without that word", () => {
  const [confirm, move] = stepsOf("move-latest-back");
  const what = "move posthog/posthog:latest-release from sha256:new (1.30.0) to sha256:old (1.29.0)";
  expect(confirm).toMatchObject({ kind: "confirm", input: { what, from: ["captain"] } });
  expect(move?.input).toMatchObject({ from: "sha256:new", to: "sha256:old", by: { after: "move-latest-back/confirm", fact: "by" } });
});

test("once a later version was launched, the tags are its own; the feed and the messages are still corrected", () => {
  const more = { survey: { ...survey, later: "1.31.0" } };
  expect(ids(more)).not.toContain("move-latest-back");
  expect(ids(more)).toEqual(expect.arrayContaining(["withdraw-feed", "correct-messages"]));
  expect(plan(more).leftAlone).toEqual([expect.stringContaining("1.31.0 was launched since")]);
});

test("a tag that names something else is left alone, and one whose way back nobody knows is a person's", () => {
  const foreign = { survey: { ...survey, moved: [{ ...latest, now: "sha256:theirs" }] } };
  expect(ids(foreign)).not.toContain("move-latest-back");
  expect(plan(foreign).leftAlone).toEqual([expect.stringContaining("names sha256:theirs")]);
  const lost = { survey: { ...survey, moved: [{ ...latest, before: undefined }] } };
  expect(ids(lost)).not.toContain("move-latest-back");
  expect(stepsOf("undo-by-hand", lost).map(({ id }) => id)).toContain("undo-by-hand/tag-posthog/posthog-latest-release");
  const building = { survey: { ...survey, moved: [{ ...latest, ours: undefined, now: "sha256:old" }] } };
  expect(JSON.stringify(stepsOf("undo-by-hand", building))).toContain(
    "skopeo copy --all --preserve-digests docker://docker.io/posthog/posthog@sha256:old",
  );
});

test("a release whose feed was not merged is left where it is, with its pull request to close", () => {
  const open = progress({ "open-pull-request": { number: "4321" } }, ["publish-feed/merge-pull-request", "refresh-cdn/await-edge"]);
  const more = { progress: open, survey: { ...survey, feed: undefined } };
  expect(ids(more)).not.toContain("withdraw-feed");
  expect(ids(more)).not.toContain("refresh-cdn-again");
  expect(plan(more).leaves).toEqual(["publish-feed", "refresh-cdn"]);
  expect(JSON.stringify(stepsOf("undo-by-hand", more))).toContain("gh pr close 4321");
});

test("it follows the dial of what it takes back, and what CI published without us is a person's to move", () => {
  const people = plan({ train: { ...sampleTrain, by: "people", dials: {} } }).items;
  expect(people.map(({ by }) => by)).toEqual(people.map(() => "people"));
  const one = plan({
    train: { ...sampleTrain, by: "signalbox", dials: { "post-to-slack": "people" } },
    lacks: (name) => name === "REGISTRY_USERNAME",
  });
  expect(one.items.filter(({ by }) => by === "people").map(({ id }) => id)).toEqual([
    "move-latest-back",
    "correct-messages",
    "send-correction",
    "undo-by-hand",
  ]);
});

test("where nobody has a role that an item names, the captain answers for it", () => {
  const people = sampleTrain.people.map((each) => ({ ...each, roles: each.roles.filter((role) => role !== "marketing") }));
  const owners = (train: typeof sampleTrain) => plan({ train }).items.find(({ id }) => id === "send-correction")?.owner;
  expect([owners(sampleTrain), owners({ ...sampleTrain, people })]).toEqual([["marketing"], ["captain"]]);
});

test("a message that was posted by hand is edited by hand, and what was sent to nobody is not corrected", () => {
  const byHand = { progress: progress() };
  expect(ids(byHand)).not.toContain("correct-messages");
  expect(JSON.stringify(stepsOf("undo-by-hand", byHand))).toContain("which was posted by hand");
  const unsent = { progress: progress({}, ["send-newsletter/send-campaign", "publish-release-page/publish-release-page"]) };
  for (const id of ["draft-correction", "send-correction", "withdraw-page"]) expect(ids(unsent)).not.toContain(id);
});

test("what it takes back is named, so that the world may differ from what those steps recorded", () => {
  expect(plan().undoes).toEqual(expect.arrayContaining(["refresh-cdn/await-edge", "publish-images/image-posthog/posthog"]));
  expect(plan({ survey: { ...survey, later: "1.31.0" } }).undoes).not.toContain("publish-images/image-posthog/posthog");
});
