import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { chartWorkflow } from "../twins/git/side-files.ts";
import { initTrain } from "./init-train.ts";
import { loadTrain } from "./load-train.ts";

let folder = "";

const environment = { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };

const git = (...argv: readonly string[]): void => {
  execFileSync("git", ["-C", folder, "-c", "user.name=ana", "-c", "user.email=ana@example.com", ...argv], {
    env: environment,
    stdio: "ignore",
  });
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-init-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  git("init", "--quiet", "--initial-branch=trunk");
});

const init = (force = false, chart?: string) =>
  initTrain({ repository: ".", chart, page: undefined, section: undefined, file: "signalbox.yaml", force, cwd: folder, environment });

test("what init writes from a repository is a train that check accepts", async () => {
  writeFileSync(join(folder, "CHANGELOG.md"), "# Changelog\n\n## 1.2.0\n\n- First\n");
  writeFileSync(join(folder, "package.json"), '{ "name": "x", "version": "1.2.0" }\n');
  git("remote", "add", "origin", "https://github.com/example/app.git");
  git("add", ".");
  git("commit", "--quiet", "-m", "feat: first \u001b[2J");
  git("tag", "v1.2.0");
  const { guesses } = await init();
  expect(Object.fromEntries(guesses.map((each) => [each.key, each.value]))).toMatchObject({
    "repository.github": "example/app",
    "repository.main": "trunk",
    "repository.tag": "v{version}",
    "changelog.file": "CHANGELOG.md",
    "version-files": "package.json",
  });
  const { train } = await loadTrain(join(folder, "signalbox.yaml"));
  expect(train.repository).toMatchObject({ name: "example/app", main: "trunk", tag: "v{version}" });
});

test("files that hold the version under any name are found by what stands in them", async () => {
  mkdirSync(join(folder, "ui/src/environments"), { recursive: true });
  mkdirSync(join(folder, "deploy/-x"), { recursive: true });
  writeFileSync(join(folder, "VERSION"), "2.4.0-rc.1\n");
  writeFileSync(join(folder, "ui/src/environments/environment.prod.ts"), "export const x = {\n  version: '2.4.0-rc.1',\n};\n");
  writeFileSync(join(folder, "deploy/-x/install.yaml"), "image: example/app:v2.4.0-rc.1\n---\nimage: example/app:v2.4.0-rc.1\n");
  writeFileSync(join(folder, "deploy/binary"), "\u0000version: '2.4.0-rc.1'");
  git("remote", "add", "origin", "https://github.com/example/app.git");
  git("add", ".");
  git("commit", "--quiet", "-m", "feat: first");
  git("tag", "v2.3.1");
  await init();
  const { train } = await loadTrain(join(folder, "signalbox.yaml"));
  expect(train.versionFiles.map(({ file, to, place }) => [file, to, place.is])).toEqual([
    ["VERSION", "{version}", "whole"],
    ["deploy/-x/install.yaml", "{version}", "pattern"],
    ["ui/src/environments/environment.prod.ts", "{version}", "pattern"],
  ]);
});

test("with a clone of the chart's repository the chart is written as well", async () => {
  const charts = join(folder, "charts");
  mkdirSync(join(charts, "charts/app/templates"), { recursive: true });
  mkdirSync(join(charts, ".github/workflows"), { recursive: true });
  writeFileSync(join(charts, "charts/app/Chart.yaml"), "name: app\nversion: 0.4.0\nappVersion: 1.2.0\n");
  writeFileSync(join(charts, "charts/app/values.yaml"), "# A tag, e.g. v1.2.0\nimage:\n  tag: v1.2.0\n");
  writeFileSync(join(charts, "charts/app/templates/a.yaml"), "image: app:v1.2.0\n");
  writeFileSync(join(charts, ".github/workflows/bump.yml"), chartWorkflow);
  const inCharts = (...argv: readonly string[]) => git("-C", charts, ...argv);
  inCharts("init", "--quiet", "--initial-branch=main");
  inCharts("remote", "add", "origin", "https://github.com/example/charts.git");
  inCharts("add", ".");
  inCharts("commit", "--quiet", "-m", "chart");
  git("commit", "--quiet", "--allow-empty", "-m", "feat: first");
  git("tag", "v1.2.0");
  const { guesses } = await init(false, "charts");
  expect(guesses.find((each) => each.key === "chart.label")?.value).toBe("bump minor");
  const { train } = await loadTrain(join(folder, "signalbox.yaml"));
  expect(train.chart).toMatchObject({
    repository: "example/charts",
    main: "main",
    raise: { is: "label", label: "bump minor" },
    version: { file: "charts/app/Chart.yaml", at: "version" },
    edits: [
      { file: "charts/app/Chart.yaml", place: { is: "at", path: "appVersion" } },
      { file: "charts/app/values.yaml", place: { is: "pattern" } },
      { file: "charts/app/values.yaml", place: { is: "at", path: "image.tag" }, to: "v{version}" },
    ],
  });
});

test("a repository without a commit is enough", async () => {
  await init();
  expect((await loadTrain(join(folder, "signalbox.yaml"))).train.repository.tag).toBe("v{version}");
});

test("a configuration that is there is replaced only on request", async () => {
  writeFileSync(join(folder, "signalbox.yaml"), "mine");
  await expect(init()).rejects.toMatchObject({ code: "USAGE" });
  expect(readFileSync(join(folder, "signalbox.yaml"), "utf8")).toBe("mine");
  await init(true);
  expect(readFileSync(join(folder, "signalbox.yaml"), "utf8")).toContain("repository:");
});

test("a folder that is no repository is named", async () => {
  rmSync(join(folder, ".git"), { recursive: true });
  await expect(init()).rejects.toMatchObject({ code: "NOT_A_REPOSITORY" });
});
