import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
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

const init = (force = false) => initTrain({ repository: ".", file: "signalbox.yaml", force, cwd: folder, environment });

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
