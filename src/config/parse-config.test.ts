import fc from "fast-check";
import { expect, test } from "vitest";
import { safePath, safeRef } from "../connectors/git/safe-names.ts";
import { storeAddress } from "../connectors/git/store-address.ts";
import { placeOf as imagePlace } from "../connectors/oci/image-name.ts";
import type { Problem } from "../domain/problem.ts";
import { runtimeZones } from "../host/zones.ts";
import { hasHiddenCharacters } from "../texts/show-hidden.ts";
import { parseConfig } from "./parse-config.ts";
import { unsafeBranch, unsafePath } from "./rules/safe-names.ts";
import { unsafeStore } from "./rules/store-rules.ts";
import { showProblem } from "./show-problem.ts";

const zones = runtimeZones();
const files: Readonly<Record<string, string>> = { "good.md": "{version} is out: {changes}", "bad.md": "Hello {name}", "brace.md": "a { b" };
const parse = (text: string) => parseConfig(text, (file) => files[file], zones.isZone, zones.names);

const people = "people: { ana: { roles: [captain, team], github: ana-example }, ben: { roles: [team], github: ben-example } }";
const train = `train: example\n${people}\nrepository: { github: example/app }\n`;
const image = "images: [{ name: example/app, candidate: 'c-{version}' }]\n";
const ask = "url: https://app.example.com, ask: { path: /v, version: .version }";

const chart = (edit: string, more = "label: x"): string => `chart: { repository: a/b, edits: [${edit}]${more === "" ? "" : `, ${more}`} }`;

const problemsOf = (text: string): readonly Problem[] => {
  const parsed = parse(text);
  return parsed.is === "refused" ? parsed.problems : parsed.warnings;
};

const own = "extra: [{ id: docs, command: [x], after: [cut-branch],";
const request = (words: string, more = ""): string => `extra: [{ id: docs, after: [cut-branch], ${more} request: { ${words} } }]`;

const mistakes: readonly (readonly [rule: string, more: string, path: string, found: RegExp, suggestion?: string])[] = [
  ["an unknown section suggests the known one", "scedule: {}", "scedule", /unknown key scedule/, "schedule"],
  ["an unknown key suggests the known one", "schedule: { timezone: UTC }", "schedule.timezone", /unknown key timezone/, "time-zone"],
  ["an own item with an item's name", "extra: [{ id: tag-release, manual: x, after: [cut-branch] }]", "extra[0].id", /tag-release/],
  [
    "an own item twice",
    "extra: [{ id: docs, manual: x, after: [cut-branch] }, { id: docs, manual: x, after: [cut-branch] }]",
    "extra[1].id",
    /docs a second time/,
  ],
  ["an own item nowhere", "extra: [{ id: docs, manual: x }]", "extra[0]", /without a place/, "after: [cut-branch]"],
  [
    "an own item behind nothing known",
    "extra: [{ id: docs, manual: x, after: [tag-relase] }]",
    "extra[0].after[0]",
    /tag-relase/,
    "tag-release",
  ],
  [
    "an own item that cannot be between",
    "extra: [{ id: docs, manual: x, after: [tag-release], before: [cut-branch] }]",
    "extra[0]",
    /docs after tag-release and before cut-branch/,
  ],
  [
    "an own item of nobody",
    "extra: [{ id: docs, manual: x, after: [cut-branch], owner: [captian] }]",
    "extra[0].owner[0]",
    /captian/,
    "captain",
  ],
  [
    "an own item with an unknown name",
    "extra: [{ id: docs, manual: 'x {versoin}', after: [cut-branch] }]",
    "extra[0].manual",
    /versoin/,
    "{version}",
  ],
  ["a dial for an own item", "extra: [{ id: docs, manual: x, after: [cut-branch] }]\ndials: { docs: people }", "dials.docs", /docs/],
  ["an own item of two kinds", "extra: [{ id: docs, manual: x, command: [x], after: [cut-branch] }]", "extra[0]", /`manual` and `command`/],
  ["an own item of no kind", "extra: [{ id: docs, after: [cut-branch] }]", "extra[0]", /docs that does nothing/],
  [
    "a look of what people do",
    `extra: [{ id: docs, manual: x, look: { command: ["{version}"] }, after: [cut-branch] }]`,
    "extra[0].look",
    /of a manual item/,
  ],
  [
    "credentials of what people do",
    "extra: [{ id: docs, manual: x, credentials: [A_TOKEN], after: [cut-branch] }]",
    "extra[0].credentials",
    /of a manual item/,
  ],
  ["a dial of what people do", "extra: [{ id: docs, manual: x, by: signalbox, after: [cut-branch] }]", "extra[0].by", /of a manual item/],
  ["a command as a shell line", "extra: [{ id: docs, command: make docs, after: [cut-branch] }]", "extra[0].command", /make docs/],
  [
    "a command with an unknown name",
    "extra: [{ id: docs, command: [x, 'a {versoin}'], after: [cut-branch] }]",
    "extra[0].command[1]",
    /versoin/,
    "{version}",
  ],
  ["a command's word of two lines", 'extra: [{ id: docs, command: [x, "a\\nb"], after: [cut-branch] }]', "extra[0].command[1]", /./],
  ["what may be repeated and cannot be seen", `${own} repeatable: true }]`, "extra[0].repeatable", /without `look`/],
  ["a look of every release", `${own} look: { command: [x, y] } }]`, "extra[0].look", /same for every release/],
  ["a look of two kinds", `${own} look: { command: ["{version}"], url: "https://a.example/", expect: x } }]`, "extra[0].look", /both/],
  ["a look of no kind", `${own} look: { expect: "{version}" } }]`, "extra[0].look", /neither/],
  [
    "a look that expects nothing",
    `${own} look: { url: "https://a.example/{version}" } }]`,
    "extra[0].look",
    /without `expect`/,
    'expect: "{version}"',
  ],
  ["a command that is asked for a place", `${own} look: { command: ["{version}"], at: .x } }]`, "extra[0].look", /a command with/],
  [
    "a place that is chosen by what it says",
    `${own} look: { url: "https://a.example/", at: '.a[x="1"]', expect: "{version}" } }]`,
    "extra[0].look.at",
    /x=/,
  ],
  ["a credential in small letters", `${own} credentials: [docs_token] }]`, "extra[0].credentials[0]", /docs_token/],
  ["a request without TLS", request('url: "http://a.example/"'), "extra[0].request.url", /http:/],
  ["a request to a host that is filled in", request('url: "https://{version}.example/"'), "extra[0].request.url", /version/],
  ["a request to a host that is a secret", request(`url: "https://\${A_TOKEN}/x"`), "extra[0].request.url", /A_TOKEN/],
  ["a request with a password in its address", request('url: "https://a:b@c.example/"'), "extra[0].request.url", /a:b/],
  [
    "a request with an unknown name in its address",
    request('url: "https://a.example/{versoin}"'),
    "extra[0].request.url",
    /versoin/,
    "{version}",
  ],
  ["a header of two lines", request('url: "https://a.example/", headers: { x: "a\\nb" }'), "extra[0].request.headers.x", /./],
  ["a header that is ours to write", request('url: "https://a.example/", headers: { Host: b }'), "extra[0].request.headers.Host", /Host/],
  ["a request with two bodies", request('url: "https://a.example/", json: 1, text: x'), "extra[0].request", /both/],
  [
    "a body with an unknown name",
    request('url: "https://a.example/", json: { a: ["{versoin}"] }'),
    "extra[0].request.json",
    /versoin/,
    "{version}",
  ],
  ["a body that JSON cannot say", request('url: "https://a.example/", json: [.inf]'), "extra[0].request.json", /cannot say/],
  [
    "credentials that no command sees",
    request('url: "https://a.example/"', "credentials: [A_TOKEN],"),
    "extra[0].credentials",
    /without a command/,
  ],
  ["an unknown key in a list", "images: [{ name: a/b, releases: [x] }]", "images[0].releases", /unknown key/, "release"],
  ["an unknown key of a person", "captains: []\ndials: {}\nfreeze: { admit: [fix] }", "freeze.admit", /unknown key/, "admits"],
  ["a choice that is none", "by: signalbx", "by", /signalbx/, "signalbox"],
  ["an image published by nobody we know", "images: [{ name: a/b, by: cii }]", "images[0].by", /cii/, "ci"],
  ["a section that is a text", "schedule: monthly", "schedule", /monthly/],
  ["a list that is a text", "captains: ana", "captains", /ana/],
  ["a section that is empty", "freeze:", "freeze", /nothing/],
  ["a required key that is missing", "cdn: {}", "cdn.cloudfront", /nothing/],
  ["an image with a tag in its name", "images: [{ name: 'a/b:latest' }]", "images[0].name", /a\/b:latest/],
  ["an image in capitals", "images: [{ name: PostHog/app }]", "images[0].name", /PostHog/],
  ["a zone that does not exist", "schedule: { time-zone: Europe/Londn }", "schedule.time-zone", /Londn/, "Europe/London"],
  ["a weekday that does not exist", "schedule: { release: last munday }", "schedule.release", /munday/, "last monday"],
  [
    "a freeze that cannot be meant",
    "schedule: { freeze: friday of week before }",
    "schedule.freeze",
    /friday of week/,
    "friday of the week before",
  ],
  ["weeks with a rule of months", "schedule: { every: week, release: last monday }", "schedule.release", /last monday/, "monday"],
  ["a skip that meets nothing", "schedule: { skip: { 2021-12-01: 'a reason' } }", "schedule.skip.2021-12-01", /2021-12-01/],
  ["a time that is none", "schedule: { launch-at: '25:00' }", "schedule.launch-at", /25:00/],
  ["a reading that is none", "schedule: { launch-at: '01:30 third' }", "schedule.launch-at", /01:30 third/],
  ["a zone that is only an offset", "schedule: { time-zone: '+01:00' }", "schedule.time-zone", /\+01:00/],
  ["the thirtieth of February", "schedule: { holidays: [2022-02-30] }", "schedule.holidays[0]", /2022-02-30/],
  ["a leap day in a common year", "schedule: { release: [2023-02-29] }", "schedule.release[0]", /2023-02-29/],
  [
    "a change whose rule cannot be meant",
    "schedule: { change: { 2022-04-04: { freeze: wensday before, reason: a reason } } }",
    "schedule.change.2022-04-04.freeze",
    /wensday/,
    "wednesday before",
  ],
  [
    "a change without a reason",
    "schedule: { change: { 2022-04-04: { freeze: same day } } }",
    "schedule.change.2022-04-04.reason",
    /nothing/,
  ],
  ["a change of nothing", "schedule: { change: { 2022-04-04: { reason: a reason } } }", "schedule.change.2022-04-04", /nothing/],
  ["a captain nobody knows", "captains: [anna]", "captains[0]", /anna/, "ana"],
  ["a gate that asks a role nobody has", "gates: { launch: { from: [captian] } }", "gates.launch.from[0]", /captian/, "captain"],
  [
    "a gate that too few people can open",
    "gates: { launch: { approvals: 3, from: [captain, team] } }",
    "gates.launch.approvals",
    /3 approvals.*only ana, ben/,
  ],
  [
    "a gate that one person counted in two roles cannot open",
    "gates: { launch: { approvals: 2, from: [captain, ana] } }",
    "gates.launch.approvals",
    /only ana/,
  ],
  ["a gate that one person opens alone", "gates: { launch: { from: [captain] } }", "gates.launch.from", /only ana/],
  [
    "a branch that could be an option",
    "repository: { github: example/app, branch: '--upload-pack={version}' }",
    "repository.branch",
    /--upload-pack/,
  ],
  ["a branch without the version", "sync: { branch: sync }", "sync.branch", /sync/],
  ["a branch with a shell in it", "sync: { branch: '{version}-$(id)' }", "sync.branch", /\$\(id\)/],
  [
    "a tag with the version twice",
    "repository: { github: example/app, tag: '{version}-{version}' }",
    "repository.tag",
    /\{version\}-\{version\}/,
  ],
  ["a tag without the version", "repository: { github: example/app, tag: release }", "repository.tag", /release/],
  ["a main branch of git's own syntax", "repository: { github: example/app, main: 'main..other' }", "repository.main", /main\.\.other/],
  ["a repository that is an address", "repository: { github: 'https://github.com/example/app' }", "repository.github", /https/],
  ["a name that no template knows", "sync: { title: 'Sync {verison}' }", "sync.title", /\{verison\}/, "{version}"],
  ["a stray brace", "sync: { title: 'Sync {version' }", "sync.title", /stray brace/],
  [
    "a template file that asks for too much",
    "announce: { slack: [{ workspace: w, channel: C0000000, message: bad.md }] }",
    "announce.slack[0].message",
    /in bad\.md .*\{name\}/,
  ],
  [
    "a template file with a stray brace",
    "announce: { slack: [{ workspace: w, channel: C0000000, message: brace.md }] }",
    "announce.slack[0].message",
    /brace/,
  ],
  [
    "a template file that is not there",
    "announce: { slack: [{ workspace: w, channel: C0000000, message: gone.md }] }",
    "announce.slack[0].message",
    /gone\.md, which is not there/,
  ],
  [
    "a template file outside",
    "announce: { slack: [{ workspace: w, channel: C0000000, message: ../../secret.md }] }",
    "announce.slack[0].message",
    /secret/,
  ],
  ["a channel by name", "announce: { slack: [{ workspace: w, channel: '#general' }] }", "announce.slack[0].channel", /#general/],
  [
    "two messages to a channel at once",
    "announce: { slack: [{ workspace: w, channel: C0000000 }, { workspace: w, channel: C0000000 }] }",
    "announce.slack[1]",
    /second message/,
  ],
  [
    "a newsletter that nobody may send",
    "announce: { newsletter: { mailchimp-list: abcdef1234, access: [marketing] } }",
    "announce.newsletter.access[0]",
    /marketing/,
  ],
  [
    "recipients as a number",
    "announce: { newsletter: { mailchimp-list: abcdef1234, recipients: { within: 0.1 } } }",
    "announce.newsletter.recipients.within",
    /0\.1 without quotes/,
  ],
  ["a version file outside the repository", "version-files: [{ file: ../package.json }]", "version-files[0].file", /\.\.\/package\.json/],
  ["a version file in git's folder", "version-files: [{ file: .git/config.json }]", "version-files[0].file", /\.git/],
  ["an absolute version file", "version-files: [{ file: /etc/version.json }]", "version-files[0].file", /\/etc/],
  ["a version file with two places", "version-files: [{ file: a.json, at: version, whole: true }]", "version-files[0]", /at and whole/],
  ["a version file of an unknown kind", "version-files: [{ file: Makefile }]", "version-files[0]", /without a place/, "whole: true"],
  ["a pattern without a group", "version-files: [{ file: a.txt, pattern: 'version' }]", "version-files[0].pattern", /version/],
  ["a pattern with two groups", "version-files: [{ file: a.txt, pattern: '(a)(b)' }]", "version-files[0].pattern", /\(a\)\(b\)/],
  ["a pattern that cannot be read", "version-files: [{ file: a.txt, pattern: '(a' }]", "version-files[0].pattern", /\(a/],
  ["a pattern that could take for ever", "version-files: [{ file: a.txt, pattern: '((?:a+)+)b' }]", "version-files[0].pattern", /a\+/],
  ["a pattern that repeats a choice", "version-files: [{ file: a.txt, pattern: '(?:a|a)*(b)' }]", "version-files[0].pattern", /a\|a/],
  ["a pattern with a back-reference", "version-files: [{ file: a.txt, pattern: '(a)\\1' }]", "version-files[0].pattern", /\\1/],
  ["a path that leads nowhere", "version-files: [{ file: a.json, at: 'images[name=app].tag' }]", "version-files[0].at", /name=app/],
  ["every match of no pattern", "version-files: [{ file: a.json, every: true }]", "version-files[0].every", /without a pattern/],
  ["a version that is nothing", "version-files: [{ file: a.json, to: '' }]", "version-files[0].to", /an empty text/],
  ["every match, or not", "version-files: [{ file: a.txt, pattern: '(a)', every: false }]", "version-files[0].every", /false/],
  ["a spelling that nobody knows", "version-files: [{ file: a.json, to: '{majr}.0' }]", "version-files[0].to", /\{majr\}/, "{major}"],
  ["a brace in a spelling", "version-files: [{ file: a.json, to: '{version' }]", "version-files[0].to", /stray brace/],
  ["a word for main that nobody knows", "version-files: [{ file: a.json, on-main: '{next}-dev' }]", "version-files[0].on-main", /\{next\}/],
  ["the day in a commit's message", "version-files: [{ file: a.json, message: 'On {day}' }]", "version-files[0].message", /\{day\}/],
  ["a path into a file without structure", "version-files: [{ file: a.py, at: version }]", "version-files[0].at", /a\.py/],
  ["an image twice", "images: [{ name: a/b }, { name: a/b }]", "images[1].name", /second time/],
  ["an image to promote without a candidate", "images: [{ name: a/b, by: signalbox }]", "images[0]", /without a candidate/],
  ["an image tag that no registry takes", "images: [{ name: a/b, release: ['{version}+x'] }]", "images[0].release[0]", /\+x/],
  [
    "an image tag that several releases share",
    "images: [{ name: a/b, release: ['{version}', '{major}'] }]",
    "images[0].release[1]",
    /\{major\}/,
  ],
  ["a branch of a series", "repository: { github: a/b, branch: 'release-{major}-{version}' }", "repository.branch", /\{major\}/],
  ["an image whose tags all move", "images: [{ name: a/b, release: [latest] }]", "images[0].release", /latest/],
  [
    "a candidate under the release's tag",
    "images: [{ name: a/b, candidate: '{version}', release: ['{version}'] }]",
    "images[0].candidate",
    /version/,
  ],
  ["a candidate that every release shares", "images: [{ name: a/b, candidate: next }]", "images[0].candidate", /next/],
  ["an environment without a way to deploy", `environments: { e: { ${ask} } }`, "environments.e", /no way to deploy/],
  ["an environment with two ways", `environments: { e: { heroku: app, command: [x], ${ask} } }`, "environments.e", /both/],
  [
    "an environment that is not asked for its proof",
    `environments: { e: { heroku: app, proves: commit, ${ask} } }`,
    "environments.e.ask",
    /no `commit`/,
    "commit: .commit",
  ],
  [
    "a build from source that claims to be the image",
    `${image}environments: { e: { heroku: app, proves: digest, url: https://a.example.com, ask: { path: /v, digest: .d } } }`,
    "environments.e.proves",
    /digest/,
    "commit",
  ],
  [
    "a digest without a candidate",
    "environments: { e: { command: [x], proves: digest, url: https://a.example.com, ask: { path: /v, digest: .d } } }",
    "environments.e.proves",
    /no image has a `candidate`/,
  ],
  [
    "an environment over http",
    "environments: { e: { heroku: app, url: http://a.example.com, ask: { path: /v, version: .v } } }",
    "environments.e.url",
    /http:/,
  ],
  [
    "an address with a user in it",
    "environments: { e: { heroku: app, url: 'https://me@a.example.com', ask: { path: /v, version: .v } } }",
    "environments.e.url",
    /me@/,
  ],
  [
    "a command for an image that is not tested",
    `environments: { e: { command: [x, '{image.app}'], ${ask} } }`,
    "environments.e.command[1]",
    /\{image\.app\}/,
  ],
  ["a command as a shell line", `environments: { e: { command: 'x | y', ${ask} } }`, "environments.e.command", /x \| y/],
  [
    "a session where there is no environment",
    `environments: { e: { command: [x], ${ask} } }\nsession: { on: [f] }`,
    "session.on[0]",
    /f/,
    "e",
  ],
  [
    "a session that cannot prove the image",
    `${image}environments: { e: { command: [x], ${ask} } }\nsession: { on: [e] }`,
    "session.on",
    /cannot prove the published image/,
  ],
  [
    "a feed without a sync",
    "update-feed: { file: versions.json, edge: https://e.example.com/v }",
    "update-feed",
    /without `sync`/,
    "sync: {}",
  ],
  [
    "an edge that is not encrypted",
    "sync: {}\nupdate-feed: { file: versions.json, edge: http://e.example.com/v }",
    "update-feed.edge",
    /http:/,
  ],
  ["a cache with nothing behind", "cdn: { cloudfront: EXAMPLE12345 }", "cdn", /without `update-feed`/],
  ["a changelog that stays on the branch", "changelog: {}", "sync", /no `sync`/],
  [
    "a chart that nobody raises",
    chart("{ file: Chart.yaml, at: appVersion }", ""),
    "chart",
    /neither `label`/,
    "version: { bump: release }",
  ],
  [
    "a chart that is raised twice",
    chart("{ file: Chart.yaml, at: appVersion }", "label: x, version: { bump: minor }"),
    "chart",
    /both `label`/,
  ],
  [
    "a chart that is raised by a word of its own",
    chart("{ file: Chart.yaml, at: v }", "version: { bump: big }"),
    "chart.version.bump",
    /big/,
  ],
  ["a place of a chart that is nowhere", chart("{ file: Chart.yaml }"), "chart.edits[0]", /without a place/],
  ["a place of a chart that is two", chart("{ file: Chart.yaml, at: a, pattern: '(a)' }"), "chart.edits[0]", /at and pattern/],
  ["several files of a chart at once", chart("{ file: '*/Chart.yaml', at: a }"), "chart.edits[0].file", /\*/],
  ["a pattern of a chart without a group", chart("{ file: README.md, pattern: 'a' }"), "chart.edits[0].pattern", /a/],
  [
    "the chart's version where its CI raises it",
    chart("{ file: README.md, pattern: '(a)', to: '{chart-version}' }"),
    "chart.edits[0].to",
    /\{chart-version\}/,
  ],
  [
    "a digest that is built again",
    `${image}${chart("{ file: values.yaml, at: image, to: '@{digest.app}' }")}`,
    "chart.edits[0].to",
    /\{digest\.app\}/,
  ],
  ["a chart without edits", "chart: { repository: a/b, label: x, edits: [] }", "chart.edits", /empty list/],
  ["a post under one name for ever", "post: { repository: a/b, file: post.md }", "post.file", /post\.md/],
  ["an item to leave out that is none", "patch: { leave-out: [edit-charts] }", "patch.leave-out[0]", /edit-charts/, "edit-chart"],
  ["an item that no patch can do without", "patch: { leave-out: [tag-release] }", "patch.leave-out[0]", /tag-release/],
  ["a dial of no item", "dials: { send-newsletters: people }", "dials.send-newsletters", /send-newsletters/, "send-newsletter"],
  ["a network that is everything", "network: { allow: ['*'] }", "network.allow[0]", /\*/],
  ["a block of everything", "network: { allow: [10.0.0.0/8, 0.0.0.0/0] }", "network.allow[1]", /0\.0\.0\.0\/0/],
];

test.each(mistakes.map(([rule, more, path, found, suggestion]) => ({ rule, more, path, found, suggestion })))(
  "$rule is a problem at its place",
  ({ more, path, found, suggestion }) => {
    const base = more.startsWith("repository:") ? train.split("repository:")[0] : train;
    const text = `${base}${more}\n`;
    const problem = problemsOf(text).find((each) => each.path === path && found.test(each.found));
    expect(problem, JSON.stringify(problemsOf(text))).toBeDefined();
    expect(problem?.suggestion).toBe(suggestion ?? problem?.suggestion);
    expect(problem?.expected).not.toBe("");
  },
);

test.each([
  [
    "one account of two people",
    "people: { ana: { roles: [captain], github: x }, ben: { roles: [captain], github: X } }",
    "people.ben.github",
  ],
  ["nobody at all", "people: {}", "people"],
  ["nobody who is captain", "people: { ana: { roles: [team] }, ben: { roles: [team] } }", "captains"],
  ["a person with capitals", "people: { Ana: { roles: [captain] } }", "people.Ana"],
])("%s cannot run a train", (_name, written, path) => {
  expect(problemsOf(`train: example\n${written}\nrepository: { github: example/app }\n`).map((each) => each.path)).toContain(path);
});

test("all problems are told at once, in the order of the text", () => {
  const problems = problemsOf(
    `train: Example\npeople: { ana: { role: captain } }\nrepository: { github: example }\nby: machine\nschedule: { release: last munday }\nimagse: []\n`,
  );
  expect(problems.map(({ line, path }) => [line, path])).toEqual([
    [1, "train"],
    [2, "people.ana.role"],
    [3, "repository.github"],
    [4, "by"],
    [5, "schedule.release"],
    [6, "imagse"],
  ]);
});

test("a problem in one section does not become complaints about others", () => {
  const problems = problemsOf(
    `train: example\npeople: { ana: { roles: captain } }\ncaptains: [ana]\nrepository: { github: example/app }\ngates: { launch: { from: [captain] } }\n`,
  );
  expect(problems.map((each) => each.path)).toEqual(["people.ana.roles"]);
});

test("warnings do not stop a train", () => {
  expect(parse(`${train}changelog: {}\ngates: { launch: { from: [team] } }\n`)).toMatchObject({
    is: "train",
    warnings: [{ severity: "warning", path: "sync" }],
  });
});

test("what is left out has its default, and sections set the dials of their items", () => {
  const parsed = parse(
    `${train}sync: {}\npost: { repository: a/b, file: 'p-{version}.md', by: prepare }\ndials: { write-post: people }\nby: signalbox\n`,
  );
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  expect(parsed.train).toMatchObject({
    zone: "UTC",
    launchAt: "09:00",
    repository: { main: "main", branch: "release-{version}", tag: "v{version}" },
    freeze: undefined,
    launchGate: { approvals: 1, from: ["captain"], noOpenBlockers: true },
    sync: { branch: "{version}-sync" },
    dials: { "write-post": "people", "publish-post": "prepare" },
  });
  expect(parsed.train.schedule.rota.captains).toEqual(["ana"]);
  expect(parsed.train.post?.template).toContain("{changes}");
});

test("whoever conducts the train is staff by account, as those are who are named as such", () => {
  const parsed = parse(`${train}contributors: { staff: { logins: [cleo-example] } }\n`);
  expect(parsed.is === "train" && parsed.train.contributors.staffLogins).toEqual(["cleo-example", "ana-example", "ben-example"]);
});

test("a problem is shown with its line and a caret under it", () => {
  const text = `${train}by: signalbx\n`;
  expect(problemsOf(text).map((each) => showProblem(text, each, "signalbox.yaml"))).toContain(
    [
      "signalbox.yaml:4:5: error at by",
      "  4 | by: signalbx",
      "    |     ^",
      "  found signalbx; expected people or prepare or signalbox",
      "  did you mean: signalbox",
    ].join("\n"),
  );
});

test("nothing in a configuration moves the cursor of whoever reads its problems", () => {
  const text = `${train}by: "\\e]0;owned\\a"  # \u001b[2J \u202e\n"\\e[2J\u202e": 1\n`;
  const shown = problemsOf(text).map((each) => showProblem(text, each, "a\u001b.yaml"));
  expect(shown.length).toBeGreaterThan(1);
  for (const each of shown) expect(hasHiddenCharacters(each, { lines: true })).toBe(false);
});

test("whatever the text, there is an answer and every problem has a place in it", () => {
  const pieces = [
    "train",
    "people",
    "schedule",
    ": ",
    "- ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "a",
    '"',
    "'",
    "#",
    "&",
    "*",
    "!",
    "|",
    "1.30",
    "\t",
    "\u0000",
    "é",
    "{version}",
    "repository: { github: a/b }\n",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (chosen) => {
      const text = chosen.join("");
      for (const { line, column } of problemsOf(text)) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(text.split("\n").length);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});

test("every branch and path that the configuration lets through, the git connector takes", () => {
  const characters = fc.string({
    unit: fc.constantFrom(..."abZ09._-/~^:\\ *?[@{$();`\n\u202e".split(""), ".lock", "..", ".git"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(characters, (text) => {
      if (text !== "" && unsafeBranch(text) === undefined) safeRef(`refs/heads/${text}`);
      if (text !== "" && unsafePath(text) === undefined) safePath(text);
    }),
    { numRuns: 2000 },
  );
});

test("an address of a store that the configuration takes is one that git may be given", () => {
  const known = {
    door: { mapped: (url: string) => url },
    secrets: { has: () => false, read: () => "" },
    folder: "/",
    ssh: { home: undefined, agent: undefined },
  };
  const piece = fc.constantFrom(
    "https://",
    "ssh://",
    "git@",
    "example.com",
    "ext::",
    ":",
    "/",
    "..",
    "acme",
    "-x",
    " ",
    "?",
    "#",
    "@",
    "file://",
    "~",
    "\u0007",
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const text = pieces.join("");
      if (unsafeStore(text) === undefined) storeAddress(text, known);
    }),
    { numRuns: 2000 },
  );
  expect(
    ["ext::sh -c true", "file:///etc", "https://ana:secret@example.com/x", "-oProxyCommand=x"].filter(
      (each) => unsafeStore(each) === undefined,
    ),
  ).toEqual([]);
});

test.each(["posthog/posthog", "ghcr.io/example/app", "localhost:5000/app", "app"])(
  "the image %s is one for the registry connector too",
  (name) => {
    expect(problemsOf(`${train}images: [{ name: '${name}' }]\n`).filter((each) => each.path.startsWith("images"))).toEqual([]);
    expect(imagePlace(name).path).not.toBe("");
  },
);

test("every wrong date of a schedule is told with its place", () => {
  const text = `train: example
people: { ana: { roles: [captain] }, ben: { roles: [captain] } }
repository: { github: a/b }
schedule:
  time-zone: Europe/Lodnon
  holidays: [2022-02-28, 2022-02-30]
  move:
    2021-11-29: { to: 2021-12-27, reason: onto another departure }
    2022-01-31: { to: 2022-01-20, freeze: 2022-01-21, reason: frozen after it left }
    2022-13-01: { to: 2022-01-20, reason: no such month }
  skip:
    2024-02-30: no such day
  change:
    2025-02-29: { every: week, release: friday, reason: no leap year }
`;
  expect(problemsOf(text).map(({ line, column, path, found }) => [line, column, path, found])).toEqual([
    [5, 14, "schedule.time-zone", "Europe/Lodnon"],
    [6, 26, "schedule.holidays[1]", "2022-02-30"],
    [9, 43, "schedule.move.2022-01-31.freeze", "2022-01-21"],
    [10, 5, "schedule.move.2022-13-01", "2022-13-01"],
    [12, 5, "schedule.skip.2024-02-30", "2024-02-30"],
    [14, 5, "schedule.change.2025-02-29", "2025-02-29"],
  ]);
  const mended = text.replace("2025-02-29", "2024-02-29").replace("Lodnon", "London");
  expect(problemsOf(mended).map(({ path }) => path)).toContain("schedule.move.2021-11-29.to");
});
