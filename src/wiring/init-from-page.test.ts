import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { checkShape } from "../config/check-shape.ts";
import { readYaml } from "../config/read-yaml.ts";
import { testWith } from "../testing/test-with.ts";
import { largestPage } from "../texts/page/read-page.ts";
import { hasHiddenCharacters } from "../texts/show-hidden.ts";
import { initTrain } from "./init-train.ts";
import { loadTrain } from "./load-train.ts";

const root = join(import.meta.dirname, "../..");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-page-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const environment = { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };

const initFrom = (page: string, section?: string) =>
  initTrain({ repository: ".", chart: undefined, page, section, file: "signalbox.yaml", force: true, cwd: folder, environment });

const initFromText = (text: string, section?: string) => {
  writeFileSync(join(folder, "page.md"), text);
  return initFrom("page.md", section);
};

/** Every value of a configuration with its path, defaults included. */
const valuesOf = (file: string): ReadonlyMap<string, unknown> => {
  const { value, places } = readYaml(readFileSync(file, "utf8"));
  const found = new Map<string, unknown>();
  const walk = (each: unknown, path: string): void => {
    if (each === undefined) return;
    if (each === null || typeof each !== "object" || (Array.isArray(each) && each.every((one) => typeof one !== "object"))) {
      found.set(path, JSON.stringify(each));
      return;
    }
    for (const [key, inner] of Object.entries(each))
      walk(inner, Array.isArray(each) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
  };
  walk(checkShape(value, places).words, "");
  return found;
};

describe("the handbook's page", () => {
  testWith(
    ["../shared/handbook"],
    "becomes the example's configuration, up to values that the page does not contain or gets wrong, and each of those is named",
    async () => {
      const { guesses, page } = await initFrom(join(root, "../shared/handbook/releasing-a-new-version.md"));
      const [made, example] = [join(folder, "signalbox.yaml"), join(root, "examples/posthog/signalbox.yaml")].map(valuesOf);
      if (made === undefined || example === undefined || page === undefined) throw new Error("two configurations and a report");
      const differing = [...new Set([...made.keys(), ...example.keys()])]
        .filter((path) => made.get(path) !== example.get(path) && !sameByDefault.includes(path))
        .toSorted();
      const trains = [await loadTrain(join(folder, "signalbox.yaml")), await loadTrain(join(root, "examples/posthog/signalbox.yaml"))].map(
        (each) => each.train,
      );
      expect(trains[0]?.chart?.version).toEqual(trains[1]?.chart?.version);
      expect(trains[0]?.session).toEqual(trains[1]?.session);

      const isPeople = (path: string) => /^(?:people|captains)\b/.test(path);
      expect(differing.filter((path) => !isPeople(path))).toEqual(notOnThePage.toSorted());

      const named = (path: string): boolean =>
        guesses.some(
          ({ key, confidence }) => confidence === "unsure" && (key === path || path.startsWith(`${key}.`) || path.startsWith(`${key}[`)),
        );
      const unnamed = differing.filter((path) => !isPeople(path) && !named(path));
      expect(unnamed.toSorted()).toEqual(namedOtherwise.toSorted());
      expect(guesses.find(({ key }) => key === "by")?.from).toMatch(/item by item/);

      expect(page.lines.every(({ as }) => as === "typed")).toBe(true);
      expect(page.lines.flatMap(({ items }) => items)).toEqual(theLines);
      expect(page.lines.flatMap(({ interlock }) => interlock?.item ?? [])).toEqual([
        "break-the-release",
        "merge-chart",
        "tag-release",
        "publish-feed",
      ]);
      expect(page.doubts.map(({ says }) => says.replace(/^the label.*$/, "the label"))).toEqual([
        expect.stringContaining("`head` in small letters"),
        expect.stringContaining("the message names one version"),
        "the label",
        expect.stringContaining("`head` in small letters"),
        expect.stringContaining("`--tags` pushes every tag"),
      ]);
      expect((await loadTrain(join(folder, "signalbox.yaml"))).warnings).toEqual([]);
    },
  );

  const theLines = [
    "cut-branch",
    "collect-changes",
    "write-changelog",
    "bump-version",
    "deploy-playground",
    "deploy-clickhouse-test",
    "break-the-release",
    "write-post",
    "edit-chart",
    "tag-release",
    "sync-main",
    "publish-feed",
    "refresh-cdn",
    "post-to-slack",
    "send-newsletter",
  ];

  /** Written in the example, told by the rest of the section in the other; what they come to is compared. */
  const sameByDefault: readonly string[] = ["chart.version.file", "session.on"];

  /** Differing values that no guess calls unsure: the label is a doubt, the channel is the page's own, the dial is told, the rest the example has besides the page. */
  const namedOtherwise = [
    "announce.slack[0].channel",
    "announce.slack[1].at",
    "announce.slack[1].channel",
    "announce.slack[1].message",
    "announce.slack[1].workspace",
    "by",
    "chart.edits[1].to",
    "chart.label",
    "contributors.staff.domains",
    "contributors.staff.github-org",
  ];

  const notOnThePage = [
    ...namedOtherwise,
    "announce.newsletter.access",
    "announce.newsletter.mailchimp-list",
    "announce.newsletter.subject",
    "announce.newsletter.template",
    "announce.newsletter.test",
    "announce.slack[0].message",
    "chart.edits[1].at",
    "contributors.bots",
    "environments.clickhouse-test.ask.digest",
    "environments.clickhouse-test.ask.path",
    "environments.playground.ask.path",
    "freeze.label",
    "gates.launch.approvals",
    "gates.launch.from",
    "post.branch",
    "post.file",
    "post.highlight",
    "post.main",
    "post.repository",
    "post.template",
    "post.title",
    "schedule.launch-at",
    "schedule.time-zone",
    "update-feed.edge",
  ];
});

describe("other pages", () => {
  test("what nothing recognises keeps its text, its place and its warning, and what is before the launch holds the gate", async () => {
    const { page } = await initFromText(
      [
        "# Releasing",
        "1. Create the `release-<version>` branch.",
        "2. Ask the translators, see [their page](https://example.com/t).",
        "3. Tag it:",
        "   ```sh",
        "   tag=v$(cat VERSION)",
        "   git tag -s $tag -m $tag",
        "   ```",
        "4. Update the mirrors. **Do not start before the tag is there.**",
      ].join("\n"),
    );
    expect(page?.lines.map(({ line, as, items }) => [line, as, ...items])).toEqual([
      [2, "typed", "cut-branch"],
      [3, "manual", "ask-the-translators-see-their-page"],
      [4, "typed", "tag-release"],
      [9, "manual", "update-the-mirrors-do-not-start-before-t"],
    ]);
    const { train } = await loadTrain(join(folder, "signalbox.yaml"));
    expect(train.repository).toMatchObject({ branch: "release-{version}", tag: "v{version}", tagMessage: "v{version}" });
    expect(train.extra).toMatchObject([
      {
        title: "Ask the translators, see their page.",
        text: "Ask the translators, see [their page](https://example.com/t).",
        after: ["cut-branch"],
        before: ["approve-launch"],
        interlock: undefined,
      },
      { after: ["tag-release"], before: [], interlock: "Do not start before the tag is there." },
    ]);
  });

  test("a box above others groups them, and a warning at an item without an interlock becomes an item before it", async () => {
    await initFromText(
      "- [ ] Cut the release branch\n- [ ] Check:\n  - [ ] the docs\n  - [ ] the demo\n- [ ] Update `CHANGELOG.md` **Do not write before all is merged.**\n",
    );
    const { train } = await loadTrain(join(folder, "signalbox.yaml"));
    expect(train.extra.map(({ title, after, before, interlock }) => [title, after, before, interlock])).toEqual([
      ["Check: the docs", ["cut-branch"], ["approve-launch"], undefined],
      ["Check: the demo", ["the-docs"], ["approve-launch"], undefined],
      ["Do not write before all is merged.", [], ["write-changelog"], "Do not write before all is merged."],
    ]);
  });

  test("a clone's own facts stand where they are sure, and what the page says otherwise is named", async () => {
    const { execFileSync } = await import("node:child_process");
    const git = (...argv: readonly string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=ana", "-c", "user.email=ana@example.com", ...argv], {
        env: environment,
        stdio: "ignore",
      });
    git("init", "--quiet", "--initial-branch=trunk");
    git("remote", "add", "origin", "https://github.com/example/app.git");
    git("commit", "--quiet", "--allow-empty", "-m", "feat: first");
    git("tag", "v1.2.0");
    const { page } = await initFromText("- [ ] `git tag X.Y.Z`\n");
    const { train } = await loadTrain(join(folder, "signalbox.yaml"));
    expect(train).toMatchObject({ name: "app", repository: { name: "example/app", main: "trunk", tag: "v{version}" } });
    expect(page?.doubts).toEqual([{ line: 1, says: expect.stringContaining("the page says {version}, the repository v{version}") }]);
  });
});

describe("bad pages", () => {
  test("a page with nothing to do is refused by name, and nothing is written", async () => {
    await expect(initFromText("# A poem\n\nRoses are red.\n")).rejects.toMatchObject({ code: "PAGE_NOT_TAKEN" });
    expect(() => readFileSync(join(folder, "signalbox.yaml"))).toThrow(/ENOENT/);
  });

  test("a page of five thousand lines to do is refused with their number, and one part of it is taken", async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => `- [ ] Look at part ${at}`);
    const text = `# All\n\n${lines.join("\n")}\n\n# Small part\n\n- [ ] Look once\n`;
    await expect(initFromText(text)).rejects.toMatchObject({
      code: "PAGE_NOT_TAKEN",
      message: expect.stringContaining("5001 lines to do"),
    });
    const { page } = await initFromText(text, "small");
    expect(page?.lines).toMatchObject([{ says: "Look once", as: "manual" }]);
  });

  test("two lists that both tag are told, and a part of the page is taken by its heading", async () => {
    const text = "## RC\n- [ ] Tag the candidate's release\n- [ ] Tag it\n\n## GA\n- [ ] Tag it, finally\n- [ ] Rejoice\n";
    const { page } = await initFromText(text);
    expect(page?.doubts).toMatchObject([{ line: 3, says: expect.stringContaining('"RC" at line 3, "GA" at line 6') }]);
    expect((await initFromText(text, "ga")).page?.lines.map(({ line }) => line)).toEqual([6, 7]);
    await expect(initFromText(text, "beta")).rejects.toMatchObject({
      code: "USAGE",
      explanation: { next: expect.stringContaining('"RC", "GA"') },
    });
  });

  test("HTML boxes are lines like others, and what a line hides is shown", async () => {
    await initFromText("<ul><li><input type=checkbox> Press <b>the\u202e button</b>\u001b[2J</li></ul>\n");
    const yaml = readFileSync(join(folder, "signalbox.yaml"), "utf8");
    expect(yaml).toContain("Press the\\\\u{{202e}} button");
    expect(hasHiddenCharacters(yaml, { lines: true })).toBe(false);
  });

  test("no file, a folder, too many bytes, a line without end and a file that is no text are each refused by name", async () => {
    await expect(initFrom("absent.md")).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining("absent.md is not there"),
    });
    await expect(initFrom(".")).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("no ordinary file") });
    await expect(initFromText("- [ ] x\n".repeat(largestPage / 8 + 1))).rejects.toMatchObject({ code: "PAGE_NOT_TAKEN" });
    await expect(initFromText(`- [ ] ${"x".repeat(30_000)}`)).rejects.toMatchObject({
      message: expect.stringContaining("line 1 is longer"),
    });
    await expect(initFromText("- [ ] x\0")).rejects.toMatchObject({ message: expect.stringContaining("it is no text") });
  });
});
