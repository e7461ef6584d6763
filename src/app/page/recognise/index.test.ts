import { expect, test } from "vitest";
import { parseConfig } from "../../../config/parse-config.ts";
import type { Train } from "../../../domain/train.ts";
import { runtimeZones } from "../../../host/zones.ts";
import { draftTrain } from "../../init-train.ts";
import { trainFromPage } from "../train-from-page.ts";

const zones = runtimeZones();
const nothingShown = draftTrain({
  origin: undefined,
  folder: "app",
  defaultBranch: undefined,
  branches: [],
  tags: [],
  files: [],
  contents: {},
  commits: [],
});

const read = (text: string) => {
  const { yaml, page } = trainFromPage({ name: "page.md", text, section: undefined }, nothingShown);
  const parsed = parseConfig(yaml, () => undefined, zones.isZone, zones.names);
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return { train: parsed.train, items: page.lines.map(({ items }) => items.join(" ")), doubts: page.doubts.map(({ says }) => says) };
};

type Shown = { readonly [K in keyof Train]?: unknown };

/** What a page says, the items its lines become, and what of it stands in the train. */
const pages: readonly (readonly [says: string, page: string, items: readonly string[], train: Shown])[] = [
  [
    "a branch by git's own command, from the branch it is cut from",
    "- [ ] Cut the release branch from the `main` branch\n  ```\n  git checkout -b stable-vX.Y.Z main\n  ```\n",
    ["cut-branch"],
    { repository: { main: "main", branch: "stable-v{version}" } },
  ],
  [
    "a branch in prose, with two numbers",
    "Work happens on `rel-<major>.<minor>`.\n\n- [ ] Create the release branch\n",
    ["cut-branch"],
    { repository: { branch: "rel-{version}" } },
  ],
  [
    "a tag with its message",
    '- [ ] Tag it: `git tag -s -m "App vX.Y.Z" vX.Y.Z`\n- [ ] Push the tag\n',
    ["tag-release", "tag-release"],
    { repository: { tag: "v{version}", tagMessage: "App v{version}" } },
  ],
  [
    "a tag by a script of the project's own",
    "- [ ] Run `./tag_release.sh <vX.Y.Z>`\n",
    ["tag-release"],
    { repository: { tag: "v{version}" } },
  ],
  [
    "a tag of a candidate, of an image and of a library, which are not the release's",
    "- [ ] Tag a release candidate\n- [ ] Update the image tag\n- [ ] Tag the library\n",
    ["tag-a-release-candidate", "update-the-image-tag", "tag-the-library"],
    {},
  ],
  [
    "only fixes board",
    "After the freeze only bugfixes are merged.\n\n- [ ] Rest\n",
    ["rest"],
    { freeze: { admits: ["fix", "revert"], label: "release-blocker", context: "signalbox/freeze" } },
  ],
  [
    "a changelog and a version file with their messages",
    '- [ ] Write `docs/CHANGES.md`\n  ```\n  git commit -m "docs: changes of 1.2.3"\n  ```\n- [ ] Bump the version in `package.json` and `VERSION`\n',
    ["write-changelog", "bump-version"],
    {
      changelog: { file: "docs/CHANGES.md", message: "docs: changes of {version}" },
      versionFiles: [expect.objectContaining({ file: "package.json", place: { is: "at", path: "version" } })],
    },
  ],
  [
    "the minimum version of something else",
    "- [ ] Bump the minimum python version in `pyproject.toml`\n",
    ["bump-the-minimum-python-version-in-pypro"],
    { versionFiles: [] },
  ],
  ["a list of commits", "- [ ] See what changed: `git log v1.2.2..HEAD`\n", ["collect-changes"], {}],
  [
    "images by name, candidate, moving tag and variant",
    "The branch's push builds and pushes the Docker image `v{version}-rc`.\n\n- [ ] Tag vX.Y.Z. This builds and pushes the container images `v{version}` and `latest`, for both standard and slim.\n- [ ] Check the image on [Quay](https://quay.io/repository/acme/app)\n",
    ["tag-release", "publish-images"],
    {
      images: [
        { name: "quay.io/acme/app", by: "ci", candidate: "v{version}-rc", release: ["v{version}", "latest"] },
        { name: "quay.io/acme/app-slim", by: "ci", candidate: undefined, release: ["v{version}", "latest"] },
      ],
    },
  ],
  [
    "environments whose address the page gives, and one whose it does not",
    "We have a staging area (stage.example.com).\n\n- [ ] Deploy to staging\n- [ ] Deploy the demo on Heroku, [here](https://demo.example.com/)\n- [ ] Deploy the moon\n",
    ["deploy-staging", "deploy-demo", "own-deploy-the-moon"],
    {
      environments: [
        expect.objectContaining({ name: "staging", url: "https://stage.example.com", proves: "version" }),
        expect.objectContaining({ name: "demo", url: "https://demo.example.com", proves: "commit", deploy: { is: "heroku", app: "demo" } }),
      ],
    },
  ],
  ["a session", "- [ ] Hold the bug bash session\n", ["break-the-release"], { session: { minutes: 60, on: [] } }],
  [
    "a post in the site's repository, and a tweet that is nobody's",
    "- [ ] Draft the [blog post](https://github.com/acme/site.example)\n- [ ] Publish tweet and blog post\n",
    ["write-post", "publish-tweet-and-blog-post"],
    { post: expect.objectContaining({ repository: "acme/site.example" }) },
  ],
  [
    "a chart with its files, its label and its branch",
    "- [ ] Update the [chart](https://github.com/acme/charts/tree/trunk/app/values.yaml):\n  - Set `appVersion`\n  - Change the tag in [values](https://github.com/acme/charts/blob/trunk/app/values.yaml) to `v1.2.3`\n  - Add the `release: minor` label\n",
    ["edit-chart"],
    {
      chart: expect.objectContaining({
        repository: "acme/charts",
        main: "trunk",
        raise: { is: "label", label: "release: minor" },
        edits: [
          { file: "app/Chart.yaml", place: { is: "at", path: "appVersion" }, to: "{version}" },
          { file: "app/values.yaml", place: { is: "at", path: "image.tag" }, to: "v{version}" },
        ],
      }),
    },
  ],
  [
    "the way back to main, the feed, and the cache in front of it",
    "- [ ] Cherry-pick the changelog to `main` (branch `merge-[version]`)\n- [ ] Add the release date to `feed.json`: apps are notified\n- [ ] Invalidate `/feed.json` in Cloudfront E1234567890ABC\n",
    ["sync-main", "publish-feed", "refresh-cdn"],
    {
      sync: { branch: "merge-{version}", title: "Sync {version}" },
      updateFeed: expect.objectContaining({ file: "feed.json", in: "sync" }),
      cdn: { distribution: "E1234567890ABC", paths: ["/feed.json"] },
    },
  ],
  [
    "a release page",
    "- [ ] Draft a new release on GitHub\n",
    ["publish-release-page"],
    { releasePage: expect.objectContaining({ title: "{version}" }) },
  ],
  [
    "Slack with a channel, and a list nobody of ours writes to",
    "- [ ] Announce it on [our Slack](https://acme.slack.com/archives/C12345678)\n- [ ] Announce it on the mailing list\n",
    ["post-to-slack", "announce-it-on-the-mailing-list"],
    { slack: [expect.objectContaining({ workspace: "acme", channel: "C12345678", at: "announce" })] },
  ],
  [
    "a newsletter through Mailchimp",
    "- [ ] Send the newsletter, with Mailchimp\n",
    ["send-newsletter"],
    { newsletter: expect.objectContaining({ within: 0.1 }) },
  ],
  [
    "a rhythm in words",
    "Monthly, on the second Tuesday; the freeze is three business days before.\n\n- [ ] Rest\n",
    ["rest"],
    { zone: "UTC" },
  ],
];

test.each(pages)("%s", (_, page, items, train) => {
  const found = read(page);
  expect(found.items).toEqual(items);
  expect(found.train).toMatchObject(train);
});

test("a rhythm that is said becomes the schedule, by the rules that check knows", () => {
  const { train } = read("Monthly, on the second Tuesday. The freeze is three business days before.\n\n- [ ] Rest\n");
  expect(train.schedule.rhythms).toMatchObject([
    { cadence: { is: "months", every: 1, on: { is: "nth-weekday", nth: 2, weekday: "tuesday" } }, freeze: { is: "business-days" } },
  ]);
});

test("what is likely wrong is told: two numbers, a label, another release's number, every tag, small head, force, weeks without a day", () => {
  const { doubts } = read(
    [
      "One release every 6 weeks, on `rel-<major>.<minor>`.",
      "",
      "- [ ] Update the [chart](https://github.com/acme/charts), with the `bump-it` label",
      "- [ ] Write `CHANGELOG.md`",
      "  ```",
      '  git commit -m "Changes of 1.2.3"',
      "  git log 1.2.2..head",
      "  git push --force origin main --tags",
      "  ```",
    ].join("\n"),
  );
  expect(doubts.map((each) => each.split(/[;,(:]/)[0])).toEqual([
    expect.stringContaining("every 6 weeks"),
    expect.stringContaining("two numbers"),
    expect.stringContaining('"bump-it" is taken'),
    expect.stringContaining("names one version"),
    expect.stringContaining("`head` in small letters"),
    expect.stringContaining("`--tags` pushes every tag"),
    expect.stringContaining("a push by force"),
  ]);
});
