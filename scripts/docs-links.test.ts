import { expect, test } from "vitest";
import { findingsIn, type Known, programCommands } from "./docs-links.ts";

const known: Known = {
  exists: (path) => ["docs/here.md", "README.md", "docs/pictures/a.png"].includes(path),
  read: () => "# Here\n\n## What a crash can, and cannot do\n",
  scripts: ["rehearse", "signalbox", "check"],
  commands: programCommands,
};

const inPage = (...lines: readonly string[]) => findingsIn({ path: "docs/page.md", text: lines.join("\n") }, known);

test("a link must lead to a file, and to a heading of it", () => {
  expect(
    inPage("[a](here.md) [b](../README.md) ![c](pictures/a.png) [d](here.md#what-a-crash-can-and-cannot-do) [e](https://example.com)"),
  ).toEqual([]);
  expect(inPage("fine", "[a](gone.md) and [b](here.md#nowhere)")).toEqual([
    "docs/page.md:2: a link to gone.md, which is not there",
    "docs/page.md:2: a link to here.md#nowhere, but docs/here.md has no such heading",
  ]);
});

test("links in code are no links", () => {
  expect(inPage("`[a](gone.md)`", "```", "[a](gone.md)", "```")).toEqual([]);
});

test("commands and their options must exist, in spans and in blocks", () => {
  expect(
    inPage(
      "`npm run check`",
      "```",
      "signalbox approve launch --as ben",
      "npm run rehearse -- --keep",
      "```",
      "`signalbox session open 1.2.0`",
    ),
  ).toEqual([]);
  expect(
    inPage(
      "`npm run chekc`",
      "`signalbox plna`",
      "```sh",
      "npm run --silent signalbox -- hold --raeson x",
      "npm run rehearse -- --kep",
      "```",
    ),
  ).toEqual([
    "docs/page.md:1: npm run chekc: package.json has no such script",
    "docs/page.md:2: signalbox plna: no such command",
    "docs/page.md:4: signalbox hold: no option --raeson",
    "docs/page.md:5: signalbox rehearse: no option --kep",
  ]);
});

test("prose, addresses and files of that name are no commands", () => {
  expect(
    inPage("signalbox conducts trains", "`signalbox.yaml`", "`signalbox COMMAND`", "`signalbox --help`", "`signalbox session`"),
  ).toEqual([]);
});
