import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { examine } from "../src/app/doctor/examine.ts";
import type { Examined } from "../src/app/doctor/examined.ts";
import { doctorText } from "../src/cli/doctor-text.ts";
import { openShelf, repositories, type StagedRelease, stageIn } from "../src/testing/staged-release.ts";
import { credentialsOf, ownAccount } from "../src/world/blueprint.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const shelf = openShelf();
let before = "";
let staged: StagedRelease;

beforeAll(async () => {
  before = shelf.folder();
  await (await stageIn(before)).close();
  staged = await shelf.copy(before);
});
afterAll(() => shelf.end());

const plain = (_: unknown, text: string): string => text;
const ill = (all: readonly Examined[], is: string): readonly string[] =>
  all.filter(({ diagnosis }) => diagnosis.is === is).map(({ check, about, diagnosis }) => `${check} ${about}: ${diagnosis.says}`);

/** Everything that anybody could find changed: what was applied, what every system holds, every ref, and the journal. */
const traces = async ({ stage, bare, applied }: StagedRelease) => ({
  applied: applied(),
  holdings: await stage.world.holdings(),
  refs: Object.values(repositories).map((each) => bare(each, "for-each-ref", "--format=%(refname) %(objectname)")),
  releases: await stage.parts.journal.releases(),
});

test("a world that is as it must be: nothing fails, each thing is looked at, and nothing is written anywhere", async () => {
  const untouched = await traces(staged);
  expect(untouched.refs.join("\n")).toContain("refs/heads/master");
  const all = await examine(staged.stage.parts, {});
  expect(ill(all, "failure")).toEqual([]);
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(({ diagnosis }) => diagnosis.is === "ok").length).toBeGreaterThan(20);
  expect(await traces(staged)).toEqual(untouched);
  expect(await staged.types("ana", "doctor")).toMatchObject({ exit: 0 });
  expect(await traces(staged)).toEqual(untouched);
});

test("a world in which much is wrong: each finding is told with the way out, and the command ends with 1", async () => {
  const other = await shelf.copy(before, (blueprint) => ({
    ...blueprint,
    train: {
      ...blueprint.train,
      contributors: { ...blueprint.train.contributors, githubOrganisation: "PostHogg" },
      people: blueprint.train.people.map((each) => (each.name === "ana" ? each : { ...each, github: undefined })),
      slack: blueprint.train.slack.map((each) => ({ ...each, channel: each.workspace === "team" ? "C0000000009" : each.channel })),
      ...(blueprint.train.cdn === undefined ? {} : { cdn: { ...blueprint.train.cdn, distribution: "EOTHER" } }),
    },
  }));
  const git = other.as("ana-example");
  const head = await git.refs.look(repositories.main, "refs/heads/master");
  await git.refs.push(repositories.main, { ref: "refs/tags/v1.30.0", object: head?.object ?? "", expect: "absent" });
  const all = await examine({ ...other.stage.parts, lacks: (variable) => variable === "MAILCHIMP_API_KEY" }, {});
  const failures = ill(all, "failure");
  expect(failures).toEqual([
    "credentials MAILCHIMP_API_KEY: MAILCHIMP_API_KEY is not set",
    expect.stringContaining("accounts launch: the launch takes 2 approvals, and only ana can give one; no account at GitHub: ben"),
    "organisation PostHog: there is no organisation PostHog at GitHub",
    expect.stringContaining("cdn EWXT9O7BVDC2O: CloudFront knows nothing at GET"),
    expect.stringContaining("chat team C0000000001: Slack refused conversations.history in team with 200: channel_not_found"),
    expect.stringContaining("guard-tags : "),
  ]);
  for (const { diagnosis } of all) if (diagnosis.is !== "ok") expect(diagnosis.fix).not.toBe("");
  expect(await other.types("ana", "doctor")).toMatchObject({ exit: 1 });
});

test("what a plan is needed for cannot be told without one, and the rest is told all the same", async () => {
  const { parts } = staged.stage;
  const all = await examine(parts, { version: "1.28.0" });
  expect(ill(all, "failure")[0]).toMatch(/^plan : /);
  expect(all.map(({ check }) => check)).toEqual(expect.arrayContaining(["forge-token", "forge-push", "chat", "newsletter"]));
  expect(all.map(({ check }) => check)).not.toContain("tag-rules");
});

test("no secret is printed, whatever is found", async () => {
  const { parts } = staged.stage;
  const all = await examine(parts, {});
  const said = `${doctorText(all, plain)}${JSON.stringify(all)}`;
  const secrets = Object.entries(credentialsOf(parts.train, ownAccount)).filter(([name]) => name !== "REGISTRY_USERNAME");
  for (const [, secret] of secrets) expect(said).not.toContain(secret);
  expect(secrets.length).toBeGreaterThan(5);
});
