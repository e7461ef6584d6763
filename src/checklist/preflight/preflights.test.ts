import { expect, test } from "vitest";
import type { Diagnosis } from "../../domain/diagnosis.ts";
import { explain } from "../../domain/errors.ts";
import type { ExtraDeed } from "../../domain/extra-deed.ts";
import type { ExtraItem } from "../../domain/extra-item.ts";
import { instant } from "../../domain/instant.ts";
import type { Campaign } from "../../domain/ports/announcements.ts";
import type { RuleSet } from "../../domain/ports/forge.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { accounts } from "./accounts.ts";
import { branchRules } from "./branch-rules.ts";
import { chat } from "./chat.ts";
import { commands } from "./commands.ts";
import { environments } from "./environments.ts";
import { feed } from "./feed.ts";
import { forgePush } from "./forge-push.ts";
import { forgeToken } from "./forge-token.ts";
import { images } from "./images.ts";
import { immutableReleases } from "./immutable-releases.ts";
import { preflights } from "./index.ts";
import { newsletter } from "./newsletter.ts";
import { organisation } from "./organisation.ts";
import { diagnose } from "./preflight.ts";
import { requiredStatus } from "./required-status.ts";
import { tagRules } from "./tag-rules.ts";

const release = { kind: "release", branch: "release-1.30.0", tag: "1.30.0", day: "2021-11-29" } as const;
const short = ({ is, says }: Diagnosis): string => `${is}: ${says}`;

const token = (scopes: readonly string[] | undefined, expires?: string): string =>
  short(
    forgeToken.judge(
      { day: release.day, scopes: ["repo", "read:org"] },
      { login: "bot", scopes, expires: expires === undefined ? undefined : instant(expires), at: undefined },
    ),
  );

test("a token is held against what the train does and the day of the launch", () => {
  expect(token(["repo", "read:org"])).toBe("ok: the token of bot may repo, read:org and does not say when it ends");
  expect(token(["public_repo", "admin:org"])).toMatch(/^ok/);
  expect(token(["gist"])).toBe("failure: the token of bot lacks repo and read:org; it has gist");
  expect(token([])).toContain("it has no scope");
  expect(token(undefined)).toMatch(/^unknown/);
  expect(token(undefined, "2022-03-01T00:00:00Z")).toBe("ok: the token of bot is accepted and ends 2022-03-01");
  expect(token(["repo", "read:org"], "2021-11-29T23:00:00Z")).toBe(
    "failure: the token of bot ends 2021-11-29, and the launch is on 2021-11-29",
  );
  expect(token(["repo", "read:org"], "2021-12-05T23:00:00Z")).toContain(
    "warning: the token of bot ends 2021-12-05, 6 days after the launch",
  );
});

test("a repository is written to, and an archived or a hidden one is not", () => {
  const at = { repository: "acme/app" };
  const push = (seen: Parameters<typeof forgePush.judge>[1]): string => short(forgePush.judge(at, seen));
  expect(push({ push: true, archived: false })).toMatch(/^ok/);
  expect(push({ push: false, archived: false })).toBe("failure: the token may only read acme/app");
  expect(push({ push: true, archived: true })).toBe("failure: acme/app is archived");
  expect(push(undefined)).toBe("failure: acme/app is not there, or the token does not see it");
});

const set = (more: Partial<RuleSet>): RuleSet => ({
  name: "ours",
  target: "tag",
  include: ["~ALL"],
  exclude: [],
  rules: [],
  binds: true,
  ...more,
});

test("rules over branches are in the way where they bind us and cover the release's branch", () => {
  const judged = (...sets: readonly RuleSet[]): string =>
    short(branchRules.judge({ repository: "acme/app", branch: release.branch }, sets));
  expect(judged()).toBe("ok: no rule over release-1.30.0 refuses a push of ours");
  expect(judged(set({ rules: ["creation", "pull_request", "deletion"] }))).toBe(
    'failure: rules refuse a push to release-1.30.0: "ours": only some may make such a branch; "ours": changes only come by pull requests',
  );
  expect(judged(set({ rules: ["creation"], include: ["refs/heads/release-*"] }))).toMatch(/^failure/);
  expect(judged(set({ rules: ["creation"], include: ["refs/heads/*"], exclude: ["refs/heads/release-*"] }))).toMatch(/^ok/);
  expect(judged(set({ rules: ["creation"], include: ["refs/heads/main", "~DEFAULT_BRANCH"] }))).toMatch(/^ok/);
  expect(judged(set({ rules: ["creation"], binds: false }))).toMatch(/^ok/);
  expect(judged(set({ rules: ["creation"], binds: undefined }))).toMatch(/^unknown/);
});

test("the tag must be ours to push and nobody's to move", () => {
  const judged = (...sets: readonly RuleSet[]): string => short(tagRules.judge({ repository: "acme/app", tag: release.tag }, sets));
  expect(judged()).toBe("warning: no rule forbids the update and the deletion of the tag 1.30.0");
  expect(judged(set({ rules: ["update"] }))).toBe("warning: no rule forbids the deletion of the tag 1.30.0");
  expect(judged(set({ rules: ["update", "deletion"] }))).toMatch(/^ok/);
  expect(judged(set({ rules: ["creation", "update", "deletion"] }))).toBe('failure: "ours" lets only some make the tag 1.30.0, and not us');
  expect(judged(set({ rules: ["creation", "update", "deletion"], binds: false }))).toMatch(/^ok/);
  expect(judged(set({ rules: ["creation"], binds: undefined }))).toMatch(/^unknown/);
  expect(judged(set({ rules: ["creation", "update", "deletion"], include: ["refs/tags/v*"] }))).toMatch(/^warning/);
});

test("a status that is not required stops nobody, on the release branch and in the chart", () => {
  const inputs = requiredStatus.inputs({ train: sampleTrain, release });
  expect(inputs.map(({ branch, context }) => `${branch} ${context}`)).toEqual([
    "release-1.30.0 signalbox/boards",
    "main signalbox/interlock",
  ]);
  const [first] = inputs;
  if (first === undefined) throw new Error("the sample freezes");
  expect(short(requiredStatus.judge(first, ["ci", "signalbox/boards"]))).toMatch(/^ok/);
  expect(short(requiredStatus.judge(first, ["signalbox/board"]))).toBe(
    "failure: release-1.30.0 of PostHog/posthog requires signalbox/board, but not signalbox/boards",
  );
});

test("an account that nobody has opens no gate", () => {
  const [input] = accounts.inputs({ train: sampleTrain, release });
  if (input === undefined) throw new Error("there are people");
  const gate = { ...input, approvals: 2, from: ["captain"] };
  expect(short(accounts.judge(gate, []))).toBe("ok: ana, ben can approve the launch, which takes 2");
  expect(short(accounts.judge(gate, ["ben"]))).toBe(
    "failure: the launch takes 2 approvals, and only ana can give one; no account at GitHub: ben (ben-example)",
  );
  expect(short(accounts.judge(gate, ["cleo"]))).toBe("warning: no account at GitHub: cleo (cleo-example)");
  expect(short(accounts.judge({ ...gate, approvals: 1, from: ["marketing"] }, []))).toBe("warning: only cleo can approve the launch");
});

test("an organisation that is not there, and pages that can be changed, are told", () => {
  expect(short(organisation.judge({ organisation: "acme" }, true))).toMatch(/^ok/);
  expect(short(organisation.judge({ organisation: "acmee" }, false))).toBe("failure: there is no organisation acmee at GitHub");
  expect(short(immutableReleases.judge({ repository: "acme/app" }, true))).toMatch(/^ok/);
  expect(short(immutableReleases.judge({ repository: "acme/app" }, false))).toMatch(/^warning/);
});

test("the feed, the environments and the images are asked where users and the release ask", () => {
  const at = { edge: "https://update.example.com/versions" };
  const answer = (status: number, text: string) => short(feed.judge(at, { status, text, headers: {} }));
  expect(answer(200, '[{"version":"1.29.0","release_date":"2021-10-25"},{"version":"1.28.0","release_date":"2021-09-27"}]')).toContain(
    "ok: ",
  );
  expect(answer(200, "<html>")).toMatch(/^warning/);
  expect(answer(403, "")).toBe("failure: https://update.example.com/versions answers 403");
  expect(short(feed.judge(at, undefined))).toBe("failure: nothing answers at https://update.example.com/versions");
  const app = { name: "playground", url: "https://playground.example.com/", path: "/_preflight", at: ".commit" };
  expect(short(environments.judge(app, { is: "proof", proof: "abc" }))).toBe("ok: playground runs abc");
  expect(short(environments.judge(app, { is: "nothing", why: "nothing answers" }))).toMatch(/^warning/);
  expect(images.inputs({ train: sampleTrain, release }).map(images.about)).toEqual([
    "posthog/posthog:latest-release",
    "posthog/posthog-foss:latest-release",
  ]);
  expect(short(images.judge({ image: "a/b", moving: "latest" }, undefined))).toMatch(/^warning/);
});

test("a bot that may not post is told before the launch, and one whose scopes are not told is not called right", () => {
  const at = { workspace: "community", channel: "C1" };
  const judged = (scopes: readonly string[] | undefined): string => short(chat.judge(at, { account: "signalbox", scopes }));
  expect(judged(["chat:write", "channels:history"])).toMatch(/^ok/);
  expect(judged(["channels:history"])).toContain("failure: signalbox may not post");
  expect(judged(undefined)).toMatch(/^unknown/);
});

const sent = (id: string, recipients: number, sentAt: string): Campaign => ({
  id,
  title: id,
  subject: id,
  status: "sent",
  recipients,
  sentAt,
});

test("the last newsletter must let people unsubscribe, and have gone to about as many as those before", () => {
  const judged = (last: string, ...campaigns: readonly Campaign[]): string =>
    short(newsletter.judge({ audience: "a1", within: "0.1" }, { campaigns, last }));
  const link = '<a href="*|UNSUB|*">leave</a>';
  const [september, october] = [sent("c1", 1000, "2021-09-27T12:00:00Z"), sent("c2", 1050, "2021-10-25T12:00:00Z")];
  expect(judged(link, september, october)).toBe("ok: campaign c2 went to 1050 and has an unsubscribe link");
  expect(judged("<p>News</p>", september, october)).toContain(
    "failure: campaign c2, which the next is copied from, has no unsubscribe link",
  );
  expect(judged(link, september, { ...october, recipients: 12 })).toBe(
    "warning: the last newsletter went to 12, and those before usually to 1000",
  );
  expect(judged(link, { ...october, recipients: 0 })).toMatch(/^warning/);
  expect(judged("", { ...october, status: "save" })).toBe("failure: audience a1 has no campaign that was sent");
});

test("a refusal is in the way; a missing credential or a system that is down cannot be known", () => {
  const [flight] = preflights;
  if (flight === undefined) throw new Error("there are some");
  const refused = (error: ReturnType<typeof explain>) => diagnose(flight, { day: "", scopes: [] }, { is: "refused", error });
  const asked = { system: "GitHub", request: "GET user" };
  expect(refused(explain("TOKEN_REFUSED", asked))).toMatchObject({
    is: "failure",
    fix: expect.stringContaining("https://github.com/settings/tokens"),
  });
  expect(refused(explain("TOKEN_MISSING", { system: "GitHub", variable: "GITHUB_TOKEN" }))).toMatchObject({
    is: "unknown",
    fix: expect.stringContaining("GITHUB_TOKEN_FILE"),
  });
  expect(refused(explain("NO_ANSWER", { ...asked, reason: "reset" }))).toMatchObject({ is: "unknown" });
});

test("every preflight has a name of its own, and something to look at in a train that has everything", () => {
  expect(new Set(preflights.map((each) => each.name)).size).toBe(preflights.length);
  const everything = { ...sampleTrain, releasePage: { title: "{version}", template: "" } };
  for (const each of preflights) expect(each.inputs({ train: everything, release }), each.name).not.toEqual([]);
});

test("a program is looked for wherever Signalbox runs one, and never where people do or its name is not known yet", () => {
  const item = (id: string, deed: ExtraDeed): ExtraItem => ({
    id,
    title: id,
    deed,
    text: "",
    owner: [],
    after: [],
    before: [],
    interlock: undefined,
  });
  const run = (...argv: readonly string[]) => ({
    is: "command" as const,
    command: { argv, secrets: [] },
    look: undefined,
    repeatable: false,
  });
  const look = { is: "command" as const, argv: ["./told.sh", "{version}"], secrets: [] };
  const request = { method: "POST" as const, url: "https://a.example.com/", headers: {}, body: undefined };
  const train = {
    ...sampleTrain,
    dials: { hand: "people" as const },
    extra: [
      item("docs", run("./docs.sh", "{version}")),
      item("hand", run("./hand.sh")),
      item("tell", { is: "request", request, look, repeatable: false }),
      item("later", run("./docs-{version}.sh")),
    ],
  };
  expect(commands.inputs({ train, release: undefined })).toEqual([
    { program: "./deploy.sh", about: "environments.clickhouse-test" },
    { program: "./docs.sh", about: "extra docs" },
    { program: "./told.sh", about: "the look of extra tell" },
  ]);
  const at = { program: "./docs.sh", about: "extra docs" };
  expect([true, false].map((there) => short(commands.judge(at, there)))).toEqual([
    "ok: ./docs.sh is there",
    "failure: extra docs: there is no program ./docs.sh",
  ]);
});
