import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkShape } from "../../config/check-shape.ts";
import { parseConfig } from "../../config/parse-config.ts";
import { readYaml } from "../../config/read-yaml.ts";
import { sectionTexts } from "../../config/section-texts.ts";
import { runtimeZones } from "../../host/zones.ts";
import { generatedConfiguration } from "../../testing/generated-configuration.ts";
import { hasHiddenCharacters } from "../../texts/show-hidden.ts";
import { readBeside } from "../../wiring/read-beside.ts";
import { draftTrain } from "../init-train.ts";
import { trainFromPage } from "../page/train-from-page.ts";
import { writeHandbook } from "./write-handbook.ts";

const zones = runtimeZones();
const examples = join(import.meta.dirname, "../../../examples");
const nothingShown = draftTrain({
  origin: undefined,
  folder: "x",
  defaultBranch: undefined,
  branches: [],
  tags: [],
  files: [],
  contents: {},
  commits: [],
});
const parse = (yaml: string, file = "/nowhere/signalbox.yaml") => parseConfig(yaml, readBeside(file), zones.isZone, zones.names);
const wordsOf = (yaml: string) => {
  const { value, places } = readYaml(yaml);
  return checkShape(value, places).words;
};
const back = (page: string) => trainFromPage({ name: "page.md", text: page, section: undefined }, nothingShown);

const printed = (yaml: string, file?: string): string => {
  const parsed = parse(yaml, file);
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return writeHandbook(parsed.train, sectionTexts(yaml));
};

describe("there and back", () => {
  test("whatever a configuration holds, its page gives the same configuration again", () => {
    let taken = 0;
    fc.assert(
      fc.property(generatedConfiguration(), (yaml) => {
        const parsed = parse(yaml);
        fc.pre(parsed.is === "train");
        taken += 1;
        const page = writeHandbook(parsed.train, sectionTexts(yaml));
        const { yaml: again, page: report } = back(page);
        expect(wordsOf(again)).toEqual(wordsOf(yaml));
        expect(parse(again)).toMatchObject({ is: "train", train: parsed.train });
        expect(report.lines.every(({ as }) => as === "typed")).toBe(true);
        expect(hasHiddenCharacters(page, { lines: true })).toBe(false);
        expect(
          sectionTexts(again)
            .map(({ name }) => name)
            .toSorted(),
        ).toEqual(
          sectionTexts(yaml)
            .map(({ name }) => name)
            .toSorted(),
        );
      }),
      { numRuns: 80 },
    );
    expect(taken).toBeGreaterThan(60);
  }, 60_000);

  test.each(["posthog", "promote"])("the example %s comes back with its comments", (name) => {
    const file = join(examples, name, "signalbox.yaml");
    const yaml = readFileSync(file, "utf8");
    const again = back(printed(yaml, file)).yaml;
    expect(parse(again, file)).toEqual({ ...parse(yaml, file), ...(parse(yaml, file).is === "train" ? { warnings: [] } : {}) });
    expect(wordsOf(again)).toEqual(wordsOf(yaml));
    const comment = /# (?:runs the published image|who may be asked)[^\n]*/.exec(yaml)?.[0] ?? "#";
    expect(again).toContain(comment);
  });
});

describe("the page", () => {
  const posthog = readFileSync(join(examples, "posthog/signalbox.yaml"), "utf8");
  const page = printed(posthog, join(examples, "posthog/signalbox.yaml"));

  test("shows every item in order with owner, order, warning and exact command, and the point of no return before the tag", () => {
    const ids = [...page.matchAll(/^- \[ \] .*\(`([a-z-]+)`\)$/gm)].map(([, id]) => id);
    expect(ids).toContain("deploy-clickhouse-test");
    expect(ids.indexOf("tag-release")).toBeGreaterThan(ids.indexOf("approve-launch"));
    expect(page.indexOf("From here on nothing can be undone.")).toBeLessThan(page.indexOf("(`tag-release`)"));
    for (const part of [
      "  Owner: `captain`; needs `GITHUB_TOKEN`; after `approve-launch`.",
      "  **Do not merge until the latest version is built.**",
      "  git tag -a '[version]' -m 'Version [version]' 'origin/release-[version]'".replaceAll(/'(\S+)'/g, "$1"),
      "  git push origin refs/tags/[version]",
      "  aws cloudfront create-invalidation --distribution-id EWXT9O7BVDC2O --paths '/*'",
      "--label 'bump minor'",
    ])
      expect(page).toContain(part);
    expect(page).not.toMatch(/--tags(?!\s*>)|\.\.head\b/);
  });

  test("a box that somebody adds becomes an item at its place, and a changed value is taken", () => {
    const edited = page
      .replace("- [ ] Edit the Helm chart", "- [ ] Warn the support team. **Do not launch before they know.**\n\n- [ ] Edit the Helm chart")
      .replace("label: bump minor", "label: bump major");
    const { yaml, page: report } = back(edited);
    const parsed = parse(yaml, join(examples, "posthog/signalbox.yaml"));
    if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.train.extra).toMatchObject([
      {
        title: "Warn the support team. Do not launch before they know.",
        after: ["write-post"],
        before: ["approve-launch"],
        interlock: "Do not launch before they know.",
      },
    ]);
    expect(parsed.train.chart?.raise).toEqual({ is: "label", label: "bump major" });
    expect(report.lines.filter(({ as }) => as === "manual")).toHaveLength(1);
  });

  test("what a release takes out of a file is told, and nothing is written there", () => {
    const marked = `train: example\npeople: { ana: { roles: [captain] } }\nrepository: { github: example/app }\nsync: {}\nversion-files:\n  - { file: release.yaml, pattern: '^version: .*((?:\\nstage: .*)?)$', to: "" }\n`;
    expect(printed(marked)).toContain(
      "Take what the brackets hold out of `release.yaml` where `^version: .*((?:\\nstage: .*)?)$` matches.",
    );
  });

  test("a second box joins the items that the page has already", () => {
    const once = printed(
      `${posthog}\nextra:\n  - { id: docs, manual: Write the docs, after: [tag-release] }\n`,
      join(examples, "posthog/signalbox.yaml"),
    );
    const { yaml } = back(once.replace("- [ ] Tell the community", "- [ ] Docs\n\n- [ ] Tell the community"));
    const parsed = parse(yaml, join(examples, "posthog/signalbox.yaml"));
    expect(parsed.is === "train" ? parsed.train.extra.map(({ id, after }) => [id, after]) : parsed.problems).toEqual([
      ["docs", ["tag-release"]],
      ["docs-2", ["refresh-cdn"]],
    ]);
  });

  test("a command and a request of the team's own stand there as people type them, for whichever release", () => {
    const own = [
      "extra:",
      '  - { id: docs, command: ["./docs.sh", "{version}"], credentials: [DOCS_TOKEN], after: [tag-release] }',
      "  - id: tell",
      `    request: { url: "https://status.example.com/\${HOOK_ID}", text: "{version} is out" }`,
      '    look: { url: "https://status.example.com/last", expect: "{version}" }',
      "    after: [docs]",
    ];
    const shown = printed(`${posthog}\n${own.join("\n")}\n`, join(examples, "posthog/signalbox.yaml"));
    for (const part of [
      "- [ ] Run ./docs.sh \\[version\\] (`docs`)",
      "  DOCS_TOKEN=\"$DOCS_TOKEN\" ./docs.sh '[version]'",
      "needs `DOCS_TOKEN`",
      "- [ ] Send a POST to status.example.com (`tell`)",
      "  if curl -sS --fail-with-body -g https://status.example.com/last | grep -qF -e '[version]'; then echo 'It is done already.'; else curl",
      "https://status.example.com/\"$HOOK_ID\" --data-raw '[version] is out'; fi",
    ])
      expect(shown).toContain(part);
  });

  test("two blocks of one section, and a line that says more of a section in a block, are told", () => {
    const { page: report } = back(`${page}\n\`\`\`yaml\nversion: { bump: major }\n\`\`\`\n\n- [ ] Invalidate Cloudfront E0000000000000\n`);
    expect(report.doubts.map(({ says }) => says)).toEqual([
      "a second block of version; the first one counts",
      "this says more of `cdn`, which a block of the page says already; change it there",
    ]);
  });
});
