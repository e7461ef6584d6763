import { expect, test } from "vitest";
import { act, paste, repeat, run } from "../domain/by-hand.ts";
import type { Runbook } from "../domain/runbook.ts";
import { variable } from "../domain/shell-word.ts";
import { blocksOf } from "../testing/by-hand.ts";
import { renderRunbook } from "./render-runbook.ts";

const runbook = (acts: Runbook["items"][number]["steps"][number]["acts"], more: Partial<Runbook["items"][number]> = {}): Runbook => ({
  train: "toy",
  version: "1.30.0",
  captain: "ana",
  entry: 7,
  launched: false,
  repositories: ["toy/app"],
  programs: ["git"],
  credentials: ["GITHUB_TOKEN"],
  items: [
    {
      id: "tag-release",
      title: "Tag 1.30.0",
      phase: "launch",
      owner: ["captain"],
      access: [],
      by: "signalbox",
      waitsFor: ["Approve the launch"],
      warning: "Tag once the release is completely ready.",
      pointOfNoReturn: true,
      steps: [{ id: "tag-release/push-tag", does: "tag it", lookFirst: "the remote's tag", acts }],
      ...more,
    },
  ],
});

test("warnings, the point of no return and what may have happened stand before the commands", () => {
  const page = renderRunbook(runbook([act(`Look at ${variable("fact_a")}: https://github.com/toy/app.`), run("git push")]));
  const places = ["**Point of no return.**", "### 1. Tag 1.30.0", "> **Tag once", "**It may have happened already.**", "git push"];
  const found = places.map((each) => page.indexOf(each));
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(found).not.toContain(-1);
  expect(page).toContain("after: Approve the launch");
  expect(page).toContain("Look at $fact_a: <https://github.com/toy/app>.");
});

test("a text cannot end its block, and brings no control character along", () => {
  const text = "before\n```\n```sh\nrm -rf /\n```\n\u001b[2J";
  const page = renderRunbook(runbook([paste("a channel", text), repeat(`printf '%s' '${"````"}\n${"```sh"}'`)]));
  expect(page).not.toContain("\u001b");
  expect(blocksOf(page)).toEqual([
    {
      item: "",
      step: "",
      repeat: false,
      commands: "set -euo pipefail\ngit clone --quiet --no-checkout https://github.com/toy/app.git toy/app",
    },
    { item: "tag-release", step: "tag-release/push-tag", repeat: true, commands: "printf '%s' '````\n```sh'" },
  ]);
});

test("outside words are no markup", () => {
  const page = renderRunbook(runbook([act("<img src=x onerror=alert(1)> `x` [a](javascript:b)")], { title: "# Tag\n\n```sh\nid" }));
  expect(page).not.toContain("<img");
  expect(blocksOf(page)).toHaveLength(1);
});

test("where nothing is left, the page says so", () => {
  expect(renderRunbook({ ...runbook([]), items: [] })).toContain("Nothing is left to do.");
});
