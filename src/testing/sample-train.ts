import { type PlainMonth, plainDate } from "../domain/plain-date.ts";
import type { Survey } from "../domain/survey.ts";
import type { Train } from "../domain/train.ts";

const person = (name: string, ...roles: readonly string[]) => ({
  name,
  roles,
  github: `${name}-example`,
  account: undefined,
  signingKey: undefined,
});

/** The train of the samples: every section is there. */
export const sampleTrain: Train = {
  name: "posthog",
  people: [person("ana", "captain", "release-team"), person("ben", "captain", "release-team"), person("cleo", "marketing", "release-team")],
  schedule: {
    rhythms: [
      {
        from: undefined,
        reason: undefined,
        cadence: {
          is: "months",
          every: 1,
          from: "2021-01" as PlainMonth,
          on: { is: "nth-weekday", nth: "last", weekday: "monday" },
          shift: "none",
        },
        freeze: { is: "weekday-of-week", weekday: "friday", weeks: 1, shift: "none" },
      },
    ],
    holidays: [],
    skips: [],
    moves: [],
    rota: { captains: ["ana", "ben"], from: plainDate("2021-01-01") },
  },
  zone: "Europe/London",
  launchAt: "10:00",
  version: { bump: "minor" },
  repository: {
    name: "PostHog/posthog",
    main: "master",
    branch: "release-{version}",
    tag: "{version}",
    tagMessage: "Version {version}",
    committer: { name: "Signalbox", email: "signalbox@example.com" },
  },
  freeze: { admits: ["fix", "revert"], label: "release-1.30.0", context: "signalbox/boards" },
  changelog: { file: "CHANGELOG.md", message: "Changelog version {version}" },
  contributors: { staffDomains: ["posthog.com"], staffLogins: [], githubOrganisation: "PostHog", bots: ["*[bot]"] },
  versionFiles: [
    {
      file: "posthog/version.py",
      message: "Bump version {version}",
      to: "{version}",
      onMain: undefined,
      place: { is: "pattern", pattern: 'VERSION = "([^"]*)"' },
    },
  ],
  images: [
    { name: "posthog/posthog", by: "ci", candidate: "release-{version}-unstable", release: ["release-{version}", "latest-release"] },
    { name: "posthog/posthog-foss", by: "ci", candidate: undefined, release: ["release-{version}", "latest-release"] },
  ],
  environments: [
    {
      name: "playground",
      deploy: { is: "heroku", app: "posthog-playground" },
      url: "https://playground.posthog.com",
      proves: "commit",
      ask: { path: "/_preflight", version: ".posthog_version", commit: ".commit" },
    },
    {
      name: "clickhouse-test",
      deploy: { is: "command", argv: ["./deploy.sh", "{image.posthog}"] },
      url: "https://samltest.posthog.net",
      proves: "digest",
      ask: { path: "/_preflight", digest: ".digest" },
    },
  ],
  session: { minutes: 60, on: ["clickhouse-test"] },
  post: {
    repository: "PostHog/posthog.com",
    main: "master",
    file: "contents/blog/the-posthog-array-{version-dashed}.md",
    branch: "array-{version}",
    title: "The PostHog Array {version}",
    template: "",
    highlight: "highlight",
  },
  chart: {
    repository: "PostHog/charts-clickhouse",
    main: "main",
    branch: "posthog-{version}",
    title: "PostHog {version}",
    raise: { is: "label", label: "bump minor" },
    edits: [
      { file: "charts/posthog/Chart.yaml", place: { is: "at", path: "appVersion" }, to: "{version}" },
      { file: "charts/posthog/values.yaml", place: { is: "at", path: "image.default" }, to: ":release-{version}" },
    ],
    version: { file: "charts/posthog/Chart.yaml", at: "version" },
  },
  sync: { branch: "{version}-sync", title: "Sync {version}" },
  updateFeed: { file: "versions.json", in: "sync", edge: "https://update.posthog.com/versions" },
  cdn: { distribution: "EWXT9O7BVDC2O", paths: ["/*"] },
  rollback: { template: "Version {version} is withdrawn: {reason}\n", subject: "About {version}" },
  releasePage: { title: "{version}", template: "{changes}" },
  slack: [
    { workspace: "community", channel: "C0000000000", template: "", at: "announce" },
    { workspace: "team", channel: "C0000000001", template: "", at: "freeze" },
  ],
  newsletter: {
    audience: "0123456789",
    subject: "PostHog {version}",
    template: "",
    within: 0.1,
    test: ["ana@example.com"],
    access: ["marketing"],
  },
  extra: [],
  launchGate: { approvals: 2, from: ["captain", "release-team"], noOpenBlockers: true },
  patch: { leaveOut: ["write-post", "publish-post", "prepare-newsletter", "send-newsletter", "guard-branch"] },
  by: "signalbox",
  dials: {},
  store: undefined,
  network: { allow: [] },
};

const changelog = `# Changelog

### 1.29.0 - Monday 27 September 2021

- Funnels remember their filters (#5904)
- Faster event ingestion on ClickHouse (#5921)
`;

const feed = `[
    {
        "version": "1.29.0",
        "release_date": "2021-09-27"
    },
    {
        "version": "1.28.0",
        "release_date": "2021-08-30"
    }
]
`;

const values = `# The image of PostHog; keep this comment.
image:
  repository: posthog/posthog
  default: ":release-1.29.0"
`;

const chartFile = `apiVersion: v2
name: posthog
version: 9.1.4 # raised by CI
appVersion: 1.29.0
`;

/** Ids as git writes them, told apart by their beginning. */
export const sampleId = (beginning: string): string => beginning.padEnd(40, "0c9f7e21d4b3a586");

/** What a survey of the sample train finds. */
export const sampleSurvey: Survey = {
  previous: { version: "1.29.0", tag: "1.29.0", commit: sampleId("129a") },
  base: sampleId("b45e"),
  branchHead: undefined,
  boarded: [],
  mainHead: sampleId("b45e"),
  tag: undefined,
  changes: [],
  people: [],
  log: { sha256: sampleId("10").padEnd(64, "7"), lines: 312 },
  files: { "CHANGELOG.md": changelog, "posthog/version.py": 'VERSION = "1.29.0"\n' },
  mainFiles: { "CHANGELOG.md": changelog, "posthog/version.py": 'VERSION = "1.29.0"\n', "versions.json": feed },
  chart: { head: sampleId("c4a7"), files: { "charts/posthog/values.yaml": values, "charts/posthog/Chart.yaml": chartFile } },
  post: { head: sampleId("9057") },
  lastCampaign: { id: "c0ffee0001", subject: "PostHog 1.29.0", recipients: 200_000 },
  notes: ["12 commits have no pull request, so their labels are unknown"],
};
