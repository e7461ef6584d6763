import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runBuilt } from "../src/testing/built-program.ts";
import { plainGit } from "../src/testing/git-world.ts";
import {
  type MakingRepository,
  makeRepository,
  merges,
  packages,
  shop,
  shopConfiguration,
  underlined,
} from "../src/testing/odd-repositories.ts";
import { readRehearsed } from "../src/testing/rehearsed.ts";

vi.setConfig({ testTimeout: 90_000 });

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-odd-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every name and byte below a folder, `.git` included. */
const printOf = (root: string): string => {
  const hash = createHash("sha256");
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }).sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))) {
    hash.update(`${pathOf(entry)}\0`);
    if (entry.isFile()) hash.update(readFileSync(pathOf(entry)));
    if (entry.isSymbolicLink()) hash.update(readlinkSync(pathOf(entry)));
  }
  return hash.digest("hex");
};
const pathOf = (entry: { readonly parentPath: string; readonly name: string }): string => join(entry.parentPath, entry.name);

/** Rehearses on a repository from a folder beside it, and sees that its every byte stayed. */
const rehearseOn = async (repository: string, ...more: readonly string[]) => {
  const before = printOf(repository);
  const cwd = mkdtempSync(join(folder, "at-"));
  const ran = await runBuilt({ cwd, environment: { TMPDIR: cwd } }, "rehearse", "--repository", repository, ...more);
  expect(printOf(repository)).toBe(before);
  expect(readdirSync(cwd)).toEqual(ran.code === 0 ? ["report"] : []);
  return ran;
};

describe("a repository it has never seen", () => {
  const odd: readonly (readonly [name: string, make: (folder: string) => MakingRepository, version: string, tag: string, main: string])[] =
    [
      ["with v-tags, package.json and a changelog", shop, "1.1.0", "v1.1.0", "acme/shop"],
      ["with tags of packages, a trunk and a detached head", packages, "1.3.0", "v1.3.0", "owner/packages"],
      ["with underlined headings and branches named by a version alone", underlined, "1.1.0", "v1.1.0", "owner/underlined"],
      ["full of merges and names beyond ASCII", merges, "0.10.0", "0.10.0", "owner/merges"],
    ];

  test.each(odd)("%s is rehearsed, and each row says whether it was exercised, guessed or cannot", async (_, make, version, tag, name) => {
    const { code, out, error } = await rehearseOn(make(join(folder, make.name)).folder, "--json");
    expect({ code, error }).toMatchObject({ code: 0 });
    const { ok, rows, releases, holdings } = readRehearsed(out);
    expect(ok).toBe(true);
    expect(releases.map((each) => each.version)).toEqual([version]);
    expect(Object.keys(holdings.git.repositories[name]?.refs ?? {})).toContain(`refs/tags/${tag}`);
    expect(rows).toHaveLength(21);
    for (const { state, why, evidence } of rows) {
      expect(why).not.toBe("");
      if (state !== "cannot") expect(evidence.length, why).toBeGreaterThan(0);
    }
    expect(rows.filter((each) => each.state === "guessed").map((each) => each.row)).toEqual(expect.arrayContaining([1, 3, 4, 7, 9, 13]));
    expect(rows.filter((each) => each.state === "cannot").map((each) => each.row)).toEqual(
      expect.arrayContaining([5, 6, 12, 14, 17, 18, 19]),
    );
    expect(error).toMatch(/this is guessed:\n {2}\S+: .* \((sure|likely|unsure): /);
  });

  const refused: readonly (readonly [name: string, code: string, make: (folder: string) => void])[] = [
    ["no repository", "NOT_A_REPOSITORY", (at) => mkdirSync(at)],
    ["one without a tag", "NO_PREVIOUS_TAG", (at) => makeRepository(at, "main").commit("one", { x: "1\n" })],
    ["one without a commit", "NO_PREVIOUS_TAG", (at) => makeRepository(at, "main")],
    [
      "a partial clone",
      "PARTIAL_CLONE",
      (at) => {
        const whole = shop(join(folder, "whole"));
        whole.commit("fix: one of them again", { "src/1.js": "another\n" });
        whole.git("config", "uploadpack.allowFilter", "true");
        plainGit(["clone", "--quiet", "--filter=blob:none", `file://${whole.folder}`, at]);
      },
    ],
    [
      "a shallow clone",
      "SHALLOW_CLONE",
      (at) => plainGit(["clone", "--quiet", "--depth=1", `file://${shop(join(folder, "deep")).folder}`, at]),
    ],
  ];

  test.each(refused)("%s is refused with %s: what, why and what next", async (name, code, make) => {
    const at = join(folder, name.replaceAll(" ", "-"));
    make(at);
    const ran = await rehearseOn(at);
    expect(ran).toMatchObject({ code: 8, out: "" });
    expect(ran.error).toMatch(new RegExp(`^error ${code}: .+\\nwhy: {2}.+\\nnext: .+\\n`, "m"));
    const asked = await rehearseOn(at, "--json");
    expect(JSON.parse(asked.out)).toMatchObject({ error: { code, exit: 8 } });
  });
});

describe("a configuration of one's own", () => {
  const configuration = `${shopConfiguration}images:
  - { name: acme/shop, by: ci, candidate: "{version}-rc", release: ["{version}"] }
post: { repository: acme/site, main: main, file: "posts/{version-dashed}.md", branch: "post-{version}", title: "Shop {version}" }
chart:
  repository: acme/charts
  main: main
  branch: release-{version}
  title: Release {version}
  label: bump minor
  edits: [{ file: charts/shop/Chart.yaml, at: appVersion, to: "{version}" }]
  version: { file: charts/shop/Chart.yaml, at: version }
gates: { launch: { approvals: 1, from: [release-team] } }
`;

  test("rehearses with stand-ins for the site and the chart, or with a clone of one's own, which is only read", async () => {
    const repository = shop(join(folder, "own")).folder;
    const file = join(folder, "own.yaml");
    writeFileSync(file, configuration);
    const charts = makeRepository(join(folder, "charts"), "main");
    charts.commit("chart", { "charts/shop/Chart.yaml": "# ours\nappVersion: 1.0.0 # of the shop\nversion: 4.5.6\n" });
    const before = printOf(charts.folder);
    const { code, out, error } = await rehearseOn(repository, "--json", "--config", file, "--clone", `acme/charts=${charts.folder}`);
    expect({ code, error }).toMatchObject({ code: 0 });
    expect(printOf(charts.folder)).toBe(before);
    const { rows, commits, holdings } = readRehearsed(out);
    expect(rows.filter((each) => [5, 11, 12, 14].includes(each.row)).map((each) => each.state)).toEqual(Array(4).fill("exercised"));
    expect(rows.some((each) => each.state === "guessed")).toBe(false);
    expect(Object.keys(holdings.git.repositories).sort()).toEqual(["acme/charts", "acme/shop", "acme/site"]);
    expect(commits.map((each) => each.repository)).toEqual(expect.arrayContaining(["acme/charts", "acme/site"]));
    expect(rows.find((each) => each.row === 12)?.evidence.join("\n")).toContain("4.6.0");
  });

  const odd: readonly (readonly [name: string, more: string, scene: RegExp | undefined])[] = [
    ["that leaves all of it to people", "by: people\n", /ana: by hand: tag .* as v1\.1\.0/],
    ["that only prepares", "by: prepare\n", /ana: by hand: tag .* as v1\.1\.0/],
    [
      "with a feed and nothing in front of it",
      "sync: {}\nupdate-feed: { file: versions.json, in: sync, edge: https://update.example.com/versions }\n",
      undefined,
    ],
    ["with a CDN and no feed", "sync: {}\ncdn: { cloudfront: EXAMPLE1, paths: ['/*'] }\n", undefined],
  ];

  test.each(odd)("one %s is rehearsed to its end", async (name, more, scene) => {
    const made = shop(join(folder, name.replaceAll(" ", "-")));
    made.commit("feat: tell apps", { "versions.json": '[\n    { "version": "1.0.0", "release_date": "2020-09-13" }\n]\n' });
    const file = join(folder, `${name.replaceAll(" ", "-")}.yaml`);
    writeFileSync(file, `${configuration}${more}`);
    const { code, out, error } = await rehearseOn(made.folder, "--json", "--config", file);
    expect({ code, error }).toMatchObject({ code: 0 });
    const { scenes, differences } = readRehearsed(out);
    expect(differences).toEqual([]);
    expect(scenes.some(({ who, what }) => scene?.test(`${who}: ${what}`) ?? true)).toBe(true);
  });

  test("rehearses a version in every spelling, and main goes back to what it says between releases", async () => {
    const made = shop(join(folder, "spelt"));
    made.commit("feat: say the version everywhere (#7)", {
      ".env": "SHOP_IMAGE=acme/shop:nightly\nDB_IMAGE=acme/db:nightly\n",
      "k/a/k.yaml": "images:\n- name: acme/shop\n  newTag: v1.0.0\n",
      "k/b/k.yaml": "images:\n- name: redis\n  newTag: v7\n- name: acme/shop\n  newTag: v1.0.0\n",
      "shop.py": "VERSION = (1, 0, 0)\n",
    });
    const file = join(folder, "spelt.yaml");
    const files = `version-files:
  - { file: package.json, on-main: "{next-patch}-dev" }
  - { file: "k/**/k.yaml", at: 'images[name="acme/shop"].newTag', to: "v{version}" }
  - { file: shop.py, pattern: '^VERSION = \\((\\d+, \\d+, \\d+)\\)', to: "{major}, {minor}, {patch}" }
  - { file: .env, pattern: '_IMAGE=acme/\\w+:(\\S+)', every: true, on-main: nightly }
sync: {}
`;
    writeFileSync(
      file,
      configuration
        .replace('branch: "release-{version}", tag', 'branch: "release-{version-dashed}", tag')
        .replace("version-files: [{ file: package.json }]\n", () => files)
        .replace(/post:[\s\S]*?(?=gates:)/, ""),
    );
    const { code, out, error } = await rehearseOn(made.folder, "--json", "--config", file);
    expect({ code, error }).toMatchObject({ code: 0 });
    const page = readFileSync(readRehearsed(out).report, "utf8");
    const added = ["newTag: v1.1.0", "VERSION = (1, 1, 0)", "SHOP_IMAGE=acme/shop:1.1.0", "DB_IMAGE=acme/db:1.1.0", "1.1.1-dev"];
    expect(added.filter((text) => !page.includes(text))).toEqual([]);
    expect(page).toContain("-  newTag: v1.0.0");
    expect(page).not.toContain("-  newTag: v7");
  });

  test("rehearses a chart whose version the pull request raises, and which names the tested image by its digest", async () => {
    const repository = shop(join(folder, "raised")).folder;
    const file = join(folder, "raised.yaml");
    const edits = `version: { bump: minor }
  edits:
    - { file: charts/shop/Chart.yaml, at: appVersion }
    - { file: charts/shop/values.yaml, at: image.default, to: "@{digest.shop}" }
    - { file: charts/shop/values.yaml, pattern: '^  # -- A tag, e\\.g\\. v([\\w.-]+)$' }
    - { file: charts/shop/README.md, pattern: 'badge/Version-([\\w.-]+)-blue', to: "{chart-version}" }
`;
    const raised = configuration.replace("by: ci,", "by: signalbox,").replace(/label: bump minor[\s\S]*?(?=gates:)/, () => edits);
    writeFileSync(file, raised);
    const { code, out, error } = await rehearseOn(repository, "--json", "--config", file);
    expect({ code, error }).toMatchObject({ code: 0 });
    const page = readFileSync(readRehearsed(out).report, "utf8");
    expect(page).toContain("the chart went from 0.1.0 to 0.2.0");
    expect(page).toContain("e.g. v1.1.0");
    expect(page).toContain("badge/Version-0.2.0-blue");
    expect(page).not.toContain("label-pull-request");
  });

  test("a configuration that is not there, and an address that nobody answers, are refused without the token in it", async () => {
    const repository = shop(join(folder, "named")).folder;
    const absent = await rehearseOn(repository, "--config", join(folder, "absent.yaml"));
    expect(absent).toMatchObject({ code: 8, error: expect.stringContaining("CONFIG_MISSING") });
    const cwd = mkdtempSync(join(folder, "at-"));
    const silent = await runBuilt({ cwd }, "rehearse", "--repository", "https://x:very-secret@127.0.0.1:1/acme/shop.git");
    expect(silent).toMatchObject({
      code: 9,
      error: expect.stringContaining("error GIT_FAILED: git clone https://127.0.0.1:1/acme/shop.git"),
    });
    expect(silent.error).not.toContain("very-secret");
  });

  test.each([
    "http://x:very-secret@127.0.0.1:1/acme/shop.git",
    "git@example.com:acme/shop.git",
    "ssh://git@example.com/acme/shop",
    "file:///srv/shop",
    "ext::sh -c touch% pwned",
  ])("%s is no folder and not cloned, and says so", async (address) => {
    const cwd = mkdtempSync(join(folder, "at-"));
    const ran = await runBuilt({ cwd, environment: { TMPDIR: cwd } }, "rehearse", "--repository", address);
    expect(ran).toMatchObject({ code: 8, error: expect.stringContaining("error ADDRESS_NOT_CLONED: ") });
    expect(ran.error).not.toContain("very-secret");
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("a report that cannot be written is told before the release is played, not after", async () => {
    const cwd = mkdtempSync(join(folder, "at-"));
    writeFileSync(join(cwd, "file"), "in the way\n");
    for (const report of [".", "file/report.html"]) {
      const ran = await runBuilt({ cwd, environment: { TMPDIR: cwd } }, "rehearse", "--report", report);
      expect(ran).toMatchObject({ code: 69, out: "", error: expect.stringMatching(/^error REPORT_UNWRITABLE: /) });
    }
    expect(readdirSync(cwd)).toEqual(["file"]);
  });

  test("--clone that names nothing, or a folder that is no repository, is refused", async () => {
    const repository = shop(join(folder, "again")).folder;
    const file = join(folder, "own.yaml");
    writeFileSync(file, configuration);
    expect(await rehearseOn(repository, "--clone", "charts")).toMatchObject({ code: 2, error: expect.stringContaining("OWNER/NAME=PATH") });
    const ran = await rehearseOn(repository, "--config", file, "--clone", `acme/charts=${folder}`);
    expect(ran).toMatchObject({ code: 8, error: expect.stringContaining("NOT_A_REPOSITORY") });
  });
});
