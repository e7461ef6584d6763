import type { Rehearsal, RehearsedRelease, RowShown, Scene } from "../app/rehearse/rehearsal.ts";
import { sha256 } from "../domain/canonical.ts";
import type { Event } from "../domain/journal/event.ts";
import type { Json } from "../domain/known.ts";
import type { AppliedEffect } from "../domain/ports/world.ts";
import { sampleRelease } from "./sample-release.ts";
import { sampleId, sampleTrain } from "./sample-train.ts";

const candidate = sampleId("ca4d");

const by = (actor: string, event: Event) => ({ actor, event });

/** A rehearsal as it is when all went well: 1.30.0 with a blocker and a slip, overtaken by 1.29.1. Made by the real planner, told by hand. */
export const sampleRehearsal = (): Rehearsal => {
  const releases = [patch(), minor()];
  return {
    train: sampleTrain.name,
    repository: sampleTrain.repository.name,
    seconds: 6.42,
    releases,
    scenes,
    rows: rowsOf(releases),
    holdings,
    commits: commitsOf(releases),
    texts: [
      { version: "1.30.0", name: "Slack message to community C0000000000", text: ":rocket: PostHog 1.30.0 is out!" },
      {
        version: "1.30.0",
        name: "post, contents/blog/the-posthog-array-1-30-0.md",
        text: `# PostHog 1.30.0\n${"\n- Correlation analysis".repeat(30)}\n`,
      },
    ],
    notices: [
      { version: "1.29.1", at: "2021-10-23T10:41:00Z", missing: [] },
      { version: "1.30.0", at: "2021-10-26T11:04:00Z", missing: [] },
    ],
    applied: appliedIn(releases),
    differences: [],
    finished: true,
  };
};

const minor = (): RehearsedRelease =>
  sampleRelease({
    version: "1.30.0",
    kind: "release",
    begins: {
      freeze: "2021-10-22T09:00:00Z",
      qualify: "2021-10-22T10:10:00Z",
      launch: "2021-10-26T08:30:00Z",
      announce: "2021-10-26T11:05:00Z",
    },
    before: {
      "break-the-release": [
        by("ana", { is: "session-opened", candidate, charters: ["feature flags", "<script>alert(1)</script>"], minutes: 60 }),
        by("ben", { is: "session-joined" }),
        by("ben", {
          is: "finding-raised",
          id: "F1",
          severity: "blocker",
          text: "Funnels with two steps show no people",
          owner: "ana",
          candidate,
        }),
        by("ana", { is: "finding-closed", id: "F1", resolution: "fixed by #6150, tried again", candidate }),
        by("ana", { is: "session-closed", summary: "two people, 47 minutes, one blocker found and closed" }),
      ],
      "approve-launch": [by("ana", { is: "departure-moved", to: "2021-10-26", reason: "ben is not well" })],
    },
  });

const patch = (): RehearsedRelease =>
  sampleRelease({
    version: "1.29.1",
    kind: "patch",
    begins: {
      freeze: "2021-10-23T08:00:00Z",
      qualify: "2021-10-23T08:20:00Z",
      launch: "2021-10-23T10:00:00Z",
      announce: "2021-10-23T10:45:00Z",
    },
    before: {},
  });

const scene = (at: string, who: string, what: string, outcome: string): Scene => ({ at, who, what, outcome });
const mishap = (at: string, who: string, what: string, outcome: string): Scene => ({ at, who, what, outcome, mishap: true });

const scenes: readonly Scene[] = [
  scene("2021-10-22T09:00:00Z", "ana", "signalbox start", "waiting: the candidate's image is being built"),
  scene(
    "2021-10-22T09:40:00Z",
    "dora",
    "opens “feat: a new kind of chart” into release-1.30.0",
    "refused: feat must wait; only fix, revert boards",
  ),
  scene(
    "2021-10-22T09:50:00Z",
    "dora",
    "opens “fix: funnels count people once” into release-1.30.0",
    "admitted: fix is admitted after the freeze",
  ),
  mishap("2021-10-22T09:52:00Z", "dora", "tries to push to the frozen branch \u001b[2J‮live", "refused by the branch rules"),
  scene("2021-10-22T11:00:00Z", "ana", "signalbox session open 1.30.0", "a session on clickhouse-test, which proves the published image"),
  scene("2021-10-22T11:20:00Z", "ben", "signalbox session join 1.30.0", "joined"),
  scene("2021-10-22T11:31:00Z", "ben", "signalbox finding raise 1.30.0 --severity blocker", "F1 holds the launch"),
  scene("2021-10-22T14:00:00Z", "ana", "signalbox tick 1.30.0", "candidate 2 is built and deployed to both environments"),
  scene("2021-10-22T15:00:00Z", "ana", "signalbox finding close 1.30.0 F1", "closed on candidate 2"),
  scene("2021-10-23T08:00:00Z", "ana", "decides that 1.29.0 must be mended at once", "1.29.1 overtakes the release under way"),
  scene("2021-10-23T08:00:00Z", "ana", "signalbox start 1.29.1 --pick ca4d", "waiting: approvals"),
  scene("2021-10-23T10:00:00Z", "ben", "signalbox approve 1.29.1", "approved; tagged, built, told"),
  scene("2021-10-25T09:30:00Z", "ana", "signalbox approve 1.30.0", "1 of 2 approvals"),
  mishap("2021-10-25T09:30:00Z", "time", "passes, and the second approver stays away", "the launch slips a day"),
  scene("2021-10-26T08:30:00Z", "ben", "signalbox approve 1.30.0", "approved"),
  mishap("2021-10-26T08:31:00Z", "ana", "signalbox tick 1.30.0", "SIGKILL: the tag was pushed, and nobody wrote down that it was"),
  scene("2021-10-26T08:32:00Z", "ana", "signalbox tick 1.30.0", "the tag is there already; images are being built"),
  mishap("2021-10-26T11:05:00Z", "the wire", "loses the reply to the next message on Slack", "posted, but we are not told"),
  scene("2021-10-26T11:12:00Z", "ana", "signalbox tick 1.30.0", "the message was found; the newsletter waits for cleo"),
  scene("2021-10-26T13:00:00Z", "cleo", "signalbox done 1.30.0 send-newsletter", "sent once to 200,000"),
];

const titles = [
  "A release every month",
  "Version numbers",
  "Code freeze",
  "Only bug fixes board",
  "The candidate’s image",
  "Both environments run the candidate",
  "What changed, and who did it",
  "The changelog",
  "The version file",
  "Break the release",
  "The blog post",
  "The Helm chart",
  "The tag",
  "The release images",
  "The sync with the main branch",
  "The update feed",
  "The CDN",
  "The community’s Slack",
  "The newsletter",
  "The checklist itself",
  "The warnings in bold",
] as const;

const rowsOf = (releases: readonly RehearsedRelease[]): readonly RowShown[] =>
  titles.map((title, at) => ({ row: at + 1, title, state: "exercised", why: "", evidence: evidenceOf(at + 1, releases) }));

const evidenceOf = (row: number, releases: readonly RehearsedRelease[]): readonly string[] =>
  releases.flatMap(({ state, steps }) => [
    ...(state.plan?.items ?? [])
      .filter((item) => item.rows.includes(row))
      .flatMap((item) => steps.filter((step) => step.item === item.id))
      .map((step) => `${state.version} ${step.step}: ${step.says}`),
    ...(row === 1 ? [`freeze ${state.order.freezeDay}, planned ${state.order.day}`] : []),
  ]);

const commitsOf = (releases: readonly RehearsedRelease[]): Rehearsal["commits"] =>
  releases.flatMap(({ state }) =>
    (state.plan?.items ?? []).flatMap((item) =>
      item.steps.flatMap(({ id, kind, preview }) =>
        kind === "push-commits" && preview?.is === "diff"
          ? [
              {
                repository: item.id === "edit-chart" ? "PostHog/charts-clickhouse" : "PostHog/posthog",
                ref: `refs/heads/release-${state.version}`,
                commit: sha256(`${state.version} ${id}`).slice(0, 40),
                author: "Signalbox",
                subject: item.title,
                diff: preview.diff,
              },
            ]
          : [],
      ),
    ),
  );

const appliedIn = (releases: readonly RehearsedRelease[]): readonly AppliedEffect[] =>
  releases.flatMap(({ journal, state }) =>
    journal.flatMap(({ at, event }) =>
      event.is === "intent" && !looksOnly.test(event.step) ? [appliedBy(event.step, state.version, at)] : [],
    ),
  );

const looksOnly = /\/(await|find|image|launch-day|approve|confirm|guard|test-session|last-campaign)/;

const appliedBy = (step: string, version: string, at: string): AppliedEffect => {
  const effect = step.slice(step.indexOf("/") + 1);
  const twin = systems.find(([words]) => words.test(effect))?.[1] ?? "github";
  return { twin, effect, subject: `${version} ${step}`, at };
};

const systems: readonly (readonly [RegExp, string])[] = [
  [/slack/, "slack"],
  [/campaign/, "mailchimp"],
  [/cdn/, "cloudfront"],
  [/^push/, "git"],
];

const digest = (of: string): string => `sha256:${sha256(of)}`;

const holdings: Readonly<Record<string, Json>> = {
  git: {
    repositories: {
      "PostHog/posthog": {
        head: "refs/heads/master",
        refs: {
          "refs/heads/master": sampleId("aa01"),
          "refs/heads/release-1.29.1": sampleId("aa02"),
          "refs/heads/release-1.30.0": candidate,
          "refs/tags/1.29.1": sampleId("aa03"),
          "refs/tags/1.30.0": sampleId("aa04"),
        },
      },
      "PostHog/charts-clickhouse": { head: "refs/heads/main", refs: { "refs/heads/main": sampleId("bb01") } },
    },
  },
  github: {
    "PostHog/posthog": {
      pulls: [
        {
          number: 6149,
          title: "feat: a new kind of chart",
          author: "dora",
          head: "chart",
          base: "release-1.30.0",
          state: "open",
          labels: [],
          body: "",
        },
        {
          number: 6150,
          title: "fix: funnels count people once",
          author: "dora",
          head: "fix",
          base: "release-1.30.0",
          state: "merged",
          labels: ["release-1.30.0"],
          body: "",
        },
        {
          number: 6151,
          title: "Sync 1.30.0",
          author: "signalbox-bot",
          head: "1.30.0-sync",
          base: "master",
          state: "merged",
          labels: [],
          body: "Changelog, version and feed.",
        },
      ],
      labels: ["bug", "highlight", "release-1.30.0"],
      releases: [{ tag: "1.30.0", title: "1.30.0", body: "Session recordings", draft: false, prerelease: false }],
    },
  },
  registry: {
    "posthog/posthog": {
      tags: {
        "latest-release": digest("1.30.0"),
        "release-1.29.1": digest("1.29.1"),
        "release-1.30.0": digest("1.30.0"),
        "release-1.30.0-unstable": digest("candidate"),
      },
      images: [{ digest: digest("1.30.0"), type: "application/vnd.oci.image.index.v1+json" }],
    },
    "posthog/posthog-foss": { tags: { "latest-release": digest("foss"), "release-1.30.0": digest("foss") }, images: [] },
  },
  heroku: [
    { app: "posthog-playground", status: "succeeded", url: "https://github.com/PostHog/posthog/archive/ca4d.tar.gz", version: candidate },
  ],
  "app playground.posthog.com": { posthog_version: "1.30.0", commit: candidate },
  slack: {
    community: {
      C0000000000: [
        { ts: "1635246300.000100", text: "PostHog 1.29.1 mends funnels." },
        { ts: "1635246301.000100", text: ":rocket: PostHog 1.30.0 is out!\nRead all about it: https://posthog.com/blog" },
      ],
    },
    team: { C0000000001: [{ ts: "1634893200.000100", text: "release-1.30.0 is frozen.", edited: "1634893500.000200" }] },
  },
  mailchimp: {
    campaigns: [
      { id: "c0ffee0001", status: "sent", title: "PostHog 1.29.0", subject: "PostHog 1.29.0", mailed: 200_000, html: sha256("a") },
      { id: "c0ffee0002", status: "sent", title: "posthog-1.30.0", subject: "PostHog 1.30.0", mailed: 200_000, html: sha256("b") },
    ],
    outbox: [
      { is: "test", campaign: "c0ffee0002", subject: "PostHog 1.30.0", to: ["ana@example.com"], at: "2021-10-26T11:20:00Z" },
      { is: "newsletter", campaign: "c0ffee0002", subject: "PostHog 1.30.0", to: 200_000, at: "2021-10-26T13:00:00Z" },
    ],
  },
  "edge EWXT9O7BVDC2O": { "/versions": { status: 200, sha256: sha256("feed") } },
  "old app": { version: "1.29.0" },
};
