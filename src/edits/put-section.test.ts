import { describe, expect, test } from "vitest";
import { cpuTime } from "../testing/cpu-time.ts";
import { applyEdit } from "./apply-edit.ts";

/** A changelog of 20 MB with 18,000 releases, or what else somebody may call one. */
const large = 20_000_000;
const past = (ending: string): string => {
  const lines = Array.from({ length: 20 }, (_, at) => `- Thing ${at} of many, done by ana (#${at})`);
  const sections = ["# Changelog", "", "## [Unreleased]", ""];
  for (let [minor, size] = [20_000, 0]; size < large; minor -= 1) {
    sections.push(`## [1.${minor}.0] - 2021-01-02`, "", "### Added", "", ...lines, "");
    size += 900;
  }
  return sections.join(ending);
};

describe("a changelog of 20 MB", () => {
  test.each<[string, string, string]>([
    ["with 20,000 releases", past("\n"), "## [Unreleased]\n\n## 1.20001.0\n\n- new\n\n## [1.20000.0]"],
    ["with CRLF", past("\r\n"), "## [Unreleased]\r\n\r\n## 1.20001.0\r\n\r\n- new\r\n\r\n## [1.20000.0]"],
    ["with no heading", "- a thing\n".repeat(large / 10), "## 1.20001.0\n\n- new\n"],
    ["of one line", "x".repeat(large), "## 1.20001.0\n\n- new"],
    ["of nothing but fences", "```\n".repeat(large / 4), "## 1.20001.0\n\n- new\n"],
  ])("%s takes a section at its place, and nothing else changes", (_, changelog, around) => {
    const started = cpuTime();
    const result = applyEdit(changelog, { is: "section", file: "CHANGELOG.md", version: "1.20001.0", text: "## 1.20001.0\n\n- new\n" });
    if (result.is !== "edited") throw new Error(JSON.stringify(result));
    expect(result.text.split(around)).toHaveLength(2);
    expect(result.text.length - changelog.length).toBeLessThan(40);
    expect(cpuTime() - started).toBeLessThan(20_000);
  });

  test("with two million times the same heading is refused, not read for hours", () => {
    const changelog = "## 1.0.0\n".repeat(2_000_000);
    const edit = { is: "section", file: "CHANGELOG.md", version: "1.0.0", text: "## 1.0.0\n\n- new\n" } as const;
    const started = cpuTime();
    expect(applyEdit(changelog, edit)).toMatchObject({ is: "refused" });
    expect(cpuTime() - started).toBeLessThan(60_000);
  });
}, 120_000);
