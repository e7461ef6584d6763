import fc from "fast-check";
import { expect, test } from "vitest";
import { checklist } from "../../checklist/index.ts";
import { parseConfig } from "../../config/parse-config.ts";
import { sections } from "../../config/sections/index.ts";
import { ReleaseError } from "../../domain/errors.ts";
import { rankOf } from "../../domain/item-order.ts";
import { runtimeZones } from "../../host/zones.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { hasHiddenCharacters } from "../../texts/show-hidden.ts";
import { draftTrain } from "../init-train.ts";
import { interlockOf, isItemId } from "./anchors.ts";
import { trainFromPage } from "./train-from-page.ts";
import { sectionNames } from "./values-on-page.ts";

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

/** Lines as checklists have them, and what makes them strange. */
const fragments = [
  "# Release v1.2.3\n",
  "## Launch\n",
  "- [ ] Create the `release-<major>.<minor>` branch from `main`\n",
  '- [ ] `git tag -a [version] -m "It\'s [version] {x}"`\n',
  "  - [x] Update `VERSION` and `src/version.py` **before** the tag\n",
  "1. Bump the version in `pyproject.toml`\n",
  "- [ ] Update [chart](https://github.com/a/charts/blob/main/c/values.yaml) with label `bump: it`\n",
  "- [ ] Deploy app to staging (staging.example.com)\n",
  "- [ ] Deploy the demo from the image on Heroku\n",
  "Builds push the Docker image `v{version}-rc` and `latest`, for both base & slim.\n\n",
  "- [ ] Post on the [Slack](https://x.slack.com/archives/C12345678) channel\n",
  "- [ ] Send the newsletter with Mailchimp\n",
  "- [ ] Write the blog post\n",
  "- [ ] Publish the GitHub release\n",
  "- [ ] Update `versions.json`: users are notified. **Do not merge before all is there!**\n",
  "- [ ] Invalidate `/*` of Cloudfront E123456789ABCD\n",
  "- [ ] Cherry-pick the changelog into `main` (branch `{version}-sync`)\n",
  "We release monthly on the last Tuesday; the code freeze is 1 day before. Only bugfixes are merged.\n\n",
  "Code freeze on the week before, on Friday.\n\n",
  "Break the release session!\n",
  "```sh\ngit push origin head --tags\n```\n",
  "<ul><li><input type='checkbox'> one</li></ul>\n\n",
  "> **Never** do it.\n\n",
  "| a | b |\n|---|---|\n| c | d |\n\n",
  "    ",
  "- [ ] ",
  "**",
];

const pages = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...fragments) }, fc.constantFrom(...hostileTexts), fc.string()), {
  maxLength: 25,
});

test("whatever a page holds, it becomes a train that check accepts, or is refused by name", () => {
  fc.assert(
    fc.property(pages, (parts) => {
      const text = parts.join("");
      try {
        const { yaml, page } = trainFromPage({ name: "page.md", text, section: undefined }, nothingShown);
        const parsed = parseConfig(yaml, () => undefined, zones.isZone, zones.names);
        expect(parsed.is === "refused" ? [parsed.problems, yaml] : []).toEqual([]);
        expect(hasHiddenCharacters(yaml, { lines: true })).toBe(false);
        for (const { items, as } of page.lines) expect(items.length === 0).toBe(as === "group");
      } catch (error) {
        if (!(error instanceof ReleaseError)) throw error;
        expect(error.code).toBe("PAGE_NOT_TAKEN");
      }
    }),
    { numRuns: 150 },
  );
}, 30_000);

test("every line to do is accounted for: no line of a page is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,4}$/), { minLength: 1, maxLength: 20 }), (texts) => {
      const text = texts.map((each, at) => `${"  ".repeat(at % 3)}- [ ] ${each}`).join("\n");
      const { yaml, page } = trainFromPage({ name: "page.md", text, section: undefined }, nothingShown);
      expect(page.lines.map(({ says }) => says)).toEqual(texts);
      const parsed = parseConfig(yaml, () => undefined, zones.isZone, zones.names);
      const titles = parsed.is === "train" ? parsed.train.extra.map(({ title }) => title) : [];
      for (const { says, as } of page.lines) if (as === "manual") expect(titles.some((each) => each.endsWith(says))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("a block of a page may hold every section that a configuration has, in its order", () => {
  expect(sectionNames).toEqual(Object.keys(sections));
});

test("items that lines become stand in the order of the checklist, and the interlocks that warnings rest on are there", () => {
  const items = checklist(sampleTrain);
  const ranks = items.map(({ id }) => rankOf(id)).filter((rank) => rank >= 0);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  for (const { id } of items) {
    expect(isItemId(id), id).toBe(true);
    const holder = interlockOf(id);
    if (holder !== undefined) expect(items.find((each) => each.id === holder)?.interlock, holder).toBeDefined();
  }
});
