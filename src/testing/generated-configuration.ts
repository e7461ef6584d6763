import fc from "fast-check";
import { stringify } from "yaml";
import { hostileTexts } from "./hostile-texts.ts";

/** Configurations of every shape, as text; most of them are right, and what is not is sorted out by `check`. */
export const generatedConfiguration = (): fc.Arbitrary<string> =>
  fc
    .record({
      sections: fc.record(sections, { requiredKeys: ["train", "people", "repository", "gates"] }),
      isFlow: fc.boolean(),
      indent: fc.constantFrom(2, 4),
    })
    .map(({ sections: chosen, isFlow, indent }) =>
      stringify(withSync(chosen), { indent, lineWidth: 0, ...(isFlow ? { collectionStyle: "flow" as const } : {}) }),
    );

/** A feed travels with the sync. */
const withSync = (chosen: object): object => ("update-feed" in chosen && !("sync" in chosen) ? { ...chosen, sync: {} } : chosen);

/** One line that a page, YAML, Markdown or a shell could misread. */
const text = fc
  .oneof(
    fc.constantFrom(
      "Release {version}",
      "v{version}: {{braces}} of {previous}",
      "1.30",
      "null",
      "- [ ] a box",
      "# a heading",
      "a: b # c",
      'it\'s "it"',
      "`code` ```",
      "*a* _b_ <b>",
      "'",
      "%x",
      "train: x",
      "\u00a0a",
      "🚂 é",
    ),
    fc.constantFrom(...hostileTexts).map((each) => each.replaceAll(/[{}\r\n]/g, "")),
    fc.stringMatching(/^[ -z|~]{1,40}$/),
  )
  .filter((each) => each.length > 0 && each.length < 200);

const lines = fc
  .array(fc.oneof(text, fc.constantFrom("", "```yaml", "train: evil", "```", "~~~", "    indented", "\ttab", "trailing  ", "</li>")), {
    minLength: 1,
    maxLength: 8,
  })
  .map((each) => each.join("\n"));

const word = fc.constantFrom("main", "docs", "fast", "tests", "site");
const dial = fc.constantFrom("people", "prepare", "signalbox");
const by = fc.option(dial, { nil: undefined });
const path = fc.constantFrom("VERSION", "a/version.py", "package.json", "with space/pyproject.toml", "ü.json");
const ref = fc.constantFrom("{version}", "v{version}", "release-{version}", "x/{version-dashed}");
const repository = fc.constantFrom("example/app", "Example-Org/charts.git-like", "a/b_c.d");
const some = <T>(values: fc.Arbitrary<T>, max = 3) => fc.array(values, { minLength: 1, maxLength: max });
const optional = <T>(values: Record<string, fc.Arbitrary<T> | fc.Arbitrary<unknown>>, required: readonly string[] = []) =>
  fc.record(values, { requiredKeys: [...required] as never });

const address = fc.constantFrom(
  "https://a.example.com/",
  "https://a.example.com/x/{version}?a=`b`&c=it's",
  `https://a.example.com/\${HOOK_ID}`,
);
const headers = optional({ "X-One": fc.constantFrom(`Bearer \${A_TOKEN}`, "a: b # c", "'{version}'") });

const ownRequest = optional(
  {
    method: fc.constantFrom("POST", "DELETE"),
    url: address,
    headers,
    json: fc.constantFrom({ "a b": ["{version}", null, 1.5] }, "# x", [true]),
  },
  ["url"],
);

/** A look, and what needs one. */
const seen = {
  look: fc.oneof(
    fc.record({ command: fc.tuple(text, fc.constant("{version}")) }),
    optional({ url: address, headers, at: fc.constant(".a.b"), expect: fc.constantFrom("{version}", "it's `{version}`") }, [
      "url",
      "expect",
    ]),
  ),
  repeatable: fc.constantFrom(true, undefined),
};

const ownItem = (deed: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  optional(
    {
      ...deed,
      text: lines,
      owner: fc.constantFrom(["captain"], ["team", "ana"]),
      interlock: text,
      after: fc.constantFrom(["cut-branch"], ["tag-release"]),
    },
    [...Object.keys(deed).filter((key) => key !== "look" && key !== "title"), "after"],
  );

const sections = {
  train: fc.constantFrom("app", "a-1"),
  people: fc.constantFrom(
    { ana: { roles: ["captain", "team"], github: "ana-example" }, ben: { roles: ["team"] } },
    { ana: { roles: ["captain", "team"] }, ben: { roles: ["team", "marketing"], account: "b" }, "0": { roles: ["team"] } },
  ),
  captains: fc.constantFrom(["ana"], ["ana", "ben"]),
  schedule: optional({
    every: fc.constant("month"),
    release: fc.constantFrom("last monday", "third tuesday"),
    freeze: fc.constantFrom("friday of the week before", "3 days before"),
    "time-zone": fc.constantFrom("UTC", "Europe/London"),
    "launch-at": fc.constantFrom("10:00", "09:30"),
    holidays: fc.constantFrom([], ["2021-12-27"]),
  }),
  version: optional({ bump: fc.constantFrom("minor", "patch", "major") }),
  repository: optional(
    {
      github: repository,
      main: fc.constantFrom("main", "master"),
      branch: ref,
      tag: fc.constantFrom("{version}", "v{version}"),
      "tag-message": text,
      by,
    },
    ["github"],
  ),
  freeze: optional({ admits: some(word), label: text, status: fc.constantFrom("signalbox/freeze", "a b"), by }),
  changelog: optional({ file: fc.constantFrom("CHANGELOG.md", "c/v{version}.md"), message: text, by }),
  contributors: optional({
    staff: optional({ domains: fc.constant(["example.com"]), logins: some(word) }),
    bots: some(fc.constantFrom("*[bot]", "!x", "*y*")),
  }),
  "version-files": fc.array(optional({ file: path, to: fc.constantFrom("{version}", "{major}, {minor}"), message: text }, ["file"]), {
    maxLength: 3,
  }),
  images: fc.constantFrom(
    [{ name: "example/app", candidate: "c-{version}", release: ["{version}", "latest"] }],
    [
      { name: "ghcr.io/a/b", by: "signalbox", candidate: "{version}-rc" },
      { name: "a/c", release: ["{version}"] },
    ],
  ),
  environments: fc.constantFrom(
    {
      staging: {
        command: ["./deploy it", "$HOME", "it's"],
        url: "https://staging.example.com",
        ask: { path: "/v?a=b&c", version: ".version" },
      },
    },
    {
      one: { heroku: "app-one", url: "https://one.example.com/x", proves: "commit", ask: { path: "/", commit: ".a.b" } },
      two: { command: ["d"], url: "https://two.example.com", ask: { path: "/", version: ".v" } },
    },
  ),
  session: optional({ length: fc.constantFrom("60m", "2h") }),
  post: optional({ repository, file: fc.constantFrom("blog/{version-dashed}.md"), branch: ref, title: text, highlight: word, by }, [
    "repository",
    "file",
  ]),
  chart: fc.constantFrom(
    { repository: "a/charts", label: "bump: `minor`", edits: [{ file: "c/Chart.yaml", at: "appVersion" }] },
    {
      repository: "a/charts",
      version: { bump: "release" },
      edits: [
        { file: "values.yaml", at: 'images[name="a|b"].tag', to: "v{version}" },
        { file: "x.tpl", pattern: 'tag: "([^"]+)"' },
      ],
    },
  ),
  sync: optional({ branch: fc.constant("{version}-sync"), title: text, by }),
  "update-feed": optional({ file: fc.constant("versions.json"), edge: fc.constant("https://up.example.com/versions?x=`1`"), by }, [
    "file",
    "edge",
  ]),
  cdn: optional({ cloudfront: fc.constant("E123456789ABC"), paths: some(fc.constantFrom("/*", "/a-b", "/it's")) }, ["cloudfront"]),
  "release-page": optional({ title: text, by }),
  announce: optional({
    slack: fc.constantFrom([{ workspace: "team", channel: "C12345678", at: "freeze" }], [{ workspace: "all", channel: "C87654321" }]),
    newsletter: optional(
      {
        "mailchimp-list": fc.constant("0123456789"),
        subject: text,
        test: fc.constant(["a@example.com"]),
        access: fc.constant(["team"]),
        by,
      },
      ["mailchimp-list"],
    ),
  }),
  extra: fc
    .array(
      fc.oneof(
        ownItem({ manual: text }),
        ownItem({ command: some(text), title: fc.option(text, { nil: undefined }), ...seen }),
        ownItem({ request: ownRequest, by, ...seen }),
      ),
      { maxLength: 4 },
    )
    .map((items) => items.map((item, at) => ({ id: `own-${at}`, ...item }))),
  gates: optional(
    { launch: optional({ approvals: fc.constantFrom(1, 2), from: fc.constant(["team"]), "no-open-blockers": fc.boolean() }, ["from"]) },
    ["launch"],
  ),
  patch: optional({ "leave-out": fc.constantFrom([], ["edit-chart", "merge-chart"]) }),
  by: dial,
  dials: fc.constantFrom({}, { "tag-release": "people" }, { "collect-changes": "prepare", "bump-version": "signalbox" }),
  network: optional({ allow: fc.constantFrom([], ["registry.internal:5000", "10.0.0.0/8"]) }),
};
