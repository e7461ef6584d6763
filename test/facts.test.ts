import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { differencesOf } from "../src/app/rehearse/finish.ts";
import { rehearse } from "../src/app/rehearse/rehearse.ts";
import type { Difference } from "../src/app/verify-release.ts";
import { exampleConfig, openShelf, stageIn, version } from "../src/testing/staged-release.ts";
import { loadTrain } from "../src/wiring/load-train.ts";
import { factsOf, tamper } from "../src/world/facts.ts";

/** Where a flip must be noticed, and what the difference must name. */
type Noticed = readonly [fact: string, step: string, names: RegExp];

const commit = "[0-9a-f]{40}";
const ofVersion = (step: string): string => `${version} ${step}`;

const refs: readonly Noticed[] = [
  ["tag-moved", ofVersion("tag-release/push-tag"), new RegExp(`tag 1\\.30\\.0 .* names ${commit}, not ${commit}`)],
  ["tag-lightweight", ofVersion("tag-release/push-tag"), /tag 1\.30\.0 .* lightweight/],
  ["tag-deleted", ofVersion("tag-release/push-tag"), /as 1\.30\.0: it is gone/],
  ["tag-twice", ofVersion("check-launch/guard-tags"), /1\.30\.0 is tagged as v1\.30\.0 at [0-9a-f]{12} as well/],
  ["release-branch-rewound", ofVersion("bump-version/push-commits"), /release-1\.30\.0 is at/],
  ["release-branch-deleted", ofVersion("cut-branch/push-branch"), /release-1\.30\.0 .* is gone/],
  ["sync-merge-lost", ofVersion("publish-feed/merge-pull-request"), /merged as .* which master does not have/],
  ["main-rewritten", ofVersion("publish-feed/merge-pull-request"), /merged as .* which master does not have/],
  ["feed-changed", ofVersion("refresh-cdn/await-edge"), /versions\.json is/],
  ["chart-merge-lost", ofVersion("merge-chart/merge-pull-request"), /merged as .* which main does not have/],
  ["chart-version-back", ofVersion("merge-chart/await-chart-version"), /the chart is still/],
  ["chart-appversion-changed", ofVersion("merge-chart/await-chart-version"), /appVersion of .*Chart\.yaml is 0\.0\.1/],
  ["chart-image-default-changed", ofVersion("merge-chart/await-chart-version"), /image\.default of .*values\.yaml is :release-0\.0\.1/],
  ["post-merge-lost", ofVersion("publish-post/merge-pull-request"), /merged as .* which master does not have/],
];

const pulls: readonly Noticed[] = [
  ["chart-pull-request-open", ofVersion("merge-chart/merge-pull-request"), /merge #1 of PostHog\/charts-clickhouse .* is gone/],
  ["chart-pull-request-closed", ofVersion("merge-chart/merge-pull-request"), /#1 was closed/],
  ["chart-merged-head", ofVersion("merge-chart/merge-pull-request"), /#1 was merged at .* not at the reviewed/],
  ["chart-pull-request-twice", ofVersion("edit-chart/open-pull-request"), /2 pull requests .*#1\b/],
  ["post-pull-request-open", ofVersion("publish-post/merge-pull-request"), /merge #1 of PostHog\/posthog\.com .* is gone/],
  ["post-pull-request-closed", ofVersion("publish-post/merge-pull-request"), /#1 was closed/],
  ["post-merged-head", ofVersion("publish-post/merge-pull-request"), /#1 was merged at .* not at the reviewed/],
  ["post-pull-request-twice", ofVersion("write-post/open-pull-request"), /2 pull requests .*#1\b/],
  ["sync-pull-request-open", ofVersion("publish-feed/merge-pull-request"), /merge #\d+ of PostHog\/posthog .* is gone/],
  ["chart-label-removed", ofVersion("edit-chart/label-pull-request"), /#1 .* with bump minor: it is gone/],
  ["interlock-status-flipped", ofVersion("merge-chart/release-hold"), /signalbox\/interlock .* success: it is gone/],
  ["freeze-status-flipped", ofVersion("guard-branch/pull-"), /signalbox\/freeze .* success: it is gone/],
  ["sync-pull-request-closed", ofVersion("publish-feed/merge-pull-request"), /#\d+ was closed/],
  ["sync-merged-head", ofVersion("publish-feed/merge-pull-request"), /was merged at .* not at the reviewed/],
  ["sync-pull-request-twice", ofVersion("sync-main/open-pull-request"), /2 pull requests carry our mark/],
  ["candidate-run-failed", ofVersion("await-candidate-image/await-run"), /failed: Candidate images/],
  ["release-run-failed", ofVersion("publish-images/await-run"), /failed: Release images/],
];

const base = ofVersion("publish-images/image-posthog/posthog");
const foss = ofVersion("publish-images/image-posthog/posthog-foss");

const images: readonly Noticed[] = [
  ["image-posthog-rebuilt", base, /posthog\/posthog: .* release-1\.30\.0 names sha256:/],
  ["image-posthog-foss-rebuilt", foss, /posthog\/posthog-foss: .* release-1\.30\.0 names sha256:/],
  ["image-posthog-revision", base, /posthog\/posthog: .* the build of 0123456789ab/],
  ["image-posthog-foss-revision", foss, /posthog\/posthog-foss: .* the build of 0123456789ab/],
  ["image-posthog-platform", base, /posthog\/posthog: linux\/arm64 is missing/],
  ["image-posthog-foss-platform", foss, /posthog\/posthog-foss: linux\/arm64 is missing/],
  ["image-posthog-gone", base, /posthog\/posthog tagged release-1\.30\.0.* is gone/],
  ["image-posthog-foss-gone", foss, /posthog\/posthog-foss tagged release-1\.30\.0.* is gone/],
  ["image-posthog-bytes", base, /posthog\/manifests\/release-1\.30\.0 .* bytes with sha256:/],
  ["image-posthog-foss-bytes", foss, /posthog-foss\/manifests\/release-1\.30\.0 .* bytes with sha256:/],
  ["latest-posthog-back", base, /posthog\/posthog: latest-release names sha256:/],
  ["latest-posthog-foss-back", foss, /posthog\/posthog-foss: latest-release names sha256:/],
  ["candidate-posthog-replaced", ofVersion("await-candidate-image/image-posthog/posthog"), /digest is sha256:.* the record says sha256:/],
];

const community = ofVersion("post-to-slack/post-to-community-c0000000000");
const team = ofVersion("announce-freeze/post-to-team-c0000000001");

const told: readonly Noticed[] = [
  ["announce-message-community-deleted", community, /C0000000000 of community: it is gone/],
  ["announce-message-community-edited", community, /the text is/],
  ["announce-message-community-twice", community, /stands 2 times in C0000000000/],
  ["freeze-message-team-deleted", team, /C0000000001 of team: it is gone/],
  ["freeze-message-team-edited", team, /the text is/],
  ["freeze-message-team-twice", team, /stands 2 times in C0000000001/],
  ["playground-build-failed", ofVersion("deploy-playground/build-app"), /on posthog-playground failed/],
  ["playground-build-gone", ofVersion("deploy-playground/build-app"), /on posthog-playground: it is gone/],
  ["playground-runs-another", ofVersion("deploy-playground/await-app"), /playground\.posthog\.com still runs 0123456789ab/],
  ["clickhouse-test-runs-another", ofVersion("deploy-clickhouse-test/await-app"), /samltest\.posthog\.net still runs sha256:0{64}/],
  ["edge-bytes", ofVersion("refresh-cdn/await-edge"), /^sha256 is/],
  ["edge-back", ofVersion("refresh-cdn/await-edge"), /update\.posthog\.com\/versions does not tell of 1\.30\.0/],
  ["invalidation-gone", ofVersion("refresh-cdn/invalidate-cdn"), /EWXT9O7BVDC2O: it is gone/],
];

const counted: readonly Noticed[] = [
  ["campaign-unsent", ofVersion("send-newsletter/send-campaign"), /send campaign \w+: it is gone/],
  ["campaign-content", ofVersion("prepare-newsletter/set-campaign-content"), /content of campaign \w+: it is gone/],
  ["campaign-title", ofVersion("prepare-newsletter/name-campaign"), /it is Untitled:/],
  ["campaign-subject", ofVersion("prepare-newsletter/name-campaign"), /1\.30\.0: Hello/],
  ["campaign-recipients", ofVersion("send-newsletter/send-campaign"), /sentTo is 200001/],
  ["campaign-twice", ofVersion("prepare-newsletter/replicate-campaign"), /2 campaigns could be ours/],
  ["campaign-deleted", ofVersion("send-newsletter/send-campaign"), /there is no campaign/],
  ["effect-applied-twice", "ledger", /refs\/tags\/1\.30\.0 .* was applied 2 times/],
  ["user-told-twice", "old app", /told of 1\.29\.1, 1\.30\.0, 1\.30\.0;/],
  ["user-not-told", "old app", /told of 1\.29\.1; released were/],
  ["user-told-early", "old app", /told of 1\.30\.0 while tag 1\.30\.0 was not there/],
  ["commit-list-changed", ofVersion("collect-changes/keep-artifact"), /keep log\.txt of 1\.30\.0: it is gone/],
];

const areas = [refs, pulls, images, told, counted];

/** Facts of different areas are flipped together to save time; each must be named by a step of its own. */
const rounds = Array.from({ length: Math.max(...areas.map((each) => each.length)) }, (_, at) => {
  const together: readonly Noticed[] = areas.flatMap((each) => (each[at] === undefined ? [] : [each[at]]));
  return { together, facts: together.map(([fact]) => fact) };
});

vi.setConfig({ testTimeout: 60_000, maxConcurrency: 2 });

const shelf = openShelf();
let played = "";
let versions: readonly string[] = [];

beforeAll(async () => {
  played = shelf.folder();
  const { stage, close } = await stageIn(played);
  // Nobody is killed here, which other tests do: the command that would be is simply typed.
  const typeUntilKilled: typeof stage.typeUntilKilled = async (who, argv) => {
    const { says } = await stage.type(who, ...argv);
    return { killed: stage.world.applied().some((each) => each.subject.includes(`refs/tags/${version} `)), says };
  };
  ({ versions } = await rehearse({ ...stage, typeUntilKilled }, version));
  await close();
}, 120_000);
afterAll(shelf.end, 60_000);

/** The last look of a rehearsal at a copy of the world in which these facts were changed. */
const lookAfter = async (facts: readonly string[]): Promise<readonly Difference[]> => {
  const { train } = await loadTrain(exampleConfig);
  const folder = shelf.folder();
  for (const part of ["clock", "state", "world"]) cpSync(join(played, part), join(folder, part), { recursive: true });
  const path = process.env["PATH"] ?? "";
  for (const fact of facts) await tamper(fact, { folder: join(folder, "world"), state: join(folder, "state"), path, train, version });
  const { stage, close } = await stageIn(folder);
  return differencesOf(stage, versions).finally(close);
};

describe.concurrent("a rehearsal whose world was changed behind its back", () => {
  test("agrees with its record when nothing was", async () => expect(await lookAfter([])).toEqual([]));

  test.for(rounds)("names what was: $facts", async ({ together, facts }, { expect: expectHere }) => {
    const found = await lookAfter(facts);
    for (const [fact, step, names] of together)
      expectHere(
        found.filter((each) => each.step.startsWith(step) && names.test(each.found)),
        `${fact} in ${JSON.stringify(found, undefined, 1)}`,
      ).not.toEqual([]);
  });
});

test("every fact of the train is flipped here, and no two that one step would notice at once", async () => {
  const { train } = await loadTrain(exampleConfig);
  expect(
    areas
      .flat()
      .map(([fact]) => fact)
      .sort(),
  ).toEqual(
    factsOf(train)
      .map((each) => each.name)
      .sort(),
  );
  for (const { together, facts } of rounds) expect(new Set(together.map(([, step]) => step)).size, facts.join()).toBe(facts.length);
});

test("a fact that the train does not have is refused with those that it has", async () => {
  const { train } = await loadTrain(exampleConfig);
  const world = { folder: "", state: "", path: "", train: { ...train, chart: undefined }, version };
  await expect(tamper("chart-merge-lost", world)).rejects.toMatchObject({
    code: "USAGE",
    explanation: { next: expect.stringContaining("tag-moved") },
  });
});
