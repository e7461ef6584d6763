import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { candidate, filesAt, guarding } from "../../testing/guard-bench.ts";
import { testWith } from "../../testing/test-with.ts";
import { guardChangelog } from "./guard-changelog.ts";

const input = { version: "1.30.0", candidate, repository: "acme/shop", file: "CHANGELOG.md" };

const look = (text: string | undefined) =>
  guarding(guardChangelog, { objects: filesAt(text === undefined ? {} : { [`${candidate} CHANGELOG.md`]: text }) }, input);

const older = "### 1.29.0 - Monday 25 October 2021\n\n- Begins\n";

test.each([
  ["alone", "# Changelog\n\n### 1.30.0 - Monday 29 November 2021\n\n- Faster lists (#6120)\n"],
  ["with groups and a v", `## [v1.30.0] - 2021-11-29\n\n### Added\n\n- Lists\n\n${older}`],
  ["below an empty Unreleased", `## Unreleased\n\n## 1.30.0\n\n- Lists\n\n${older}`],
])("a section with something in it holds, %s", async (_, text) => {
  expect(await look(text)).toMatchObject({ holds: expect.stringMatching(/1\.30\.0.* in CHANGELOG\.md at ca4d00000000$/) });
});

test.each([
  ["the file is not there", undefined, "There is no CHANGELOG.md at ca4d00000000"],
  ["the newest section is the previous one", `# Changelog\n\n${older}`, "has no section of 1.30.0"],
  ["it is called Unreleased still", `## Unreleased\n\n- Lists\n\n${older}`, "has no section of 1.30.0"],
  ["only its candidate has one", `## 1.30.0-rc.1\n\n- Lists\n\n${older}`, "has no section of 1.30.0"],
  ["it is only mentioned in the code of another", `${older}\n\`\`\`\n## 1.30.0\n- Lists\n\`\`\`\n`, "has no section of 1.30.0"],
  ["there are two", `## 1.30.0\n\n- A\n\n## 1.30.0\n\n- B\n`, "has 2 sections of 1.30.0"],
  ["it is empty", `### 1.30.0 - Monday 29 November 2021\n\n${older}`, "The section of 1.30.0 in CHANGELOG.md at ca4d00000000 is empty"],
  ["it has groups and nothing in them", `## 1.30.0\n\n### Added\n\n### Fixed\n\n<!-- later -->\n`, "is empty"],
  [
    "something is still to be written",
    `## 1.30.0\n\n- Lists\n- TODO the rest\n\n${older}`,
    "is not written to its end: line 4, column 3: TODO",
  ],
])("the launch is held when %s", async (_, text, names) => {
  expect(await look(text)).toMatchObject({ asks: expect.stringContaining(names), answers: ["retry", "accept"] });
});

test("what stands in other sections makes no difference", () => {
  const section = fc.constantFrom("- TODO\n", "", "- Lists\n", "### Added\n\n- x\n");
  fc.assert(
    fc.property(section, section, fc.nat(20), (own, other, minor) => {
      const judge = (text: string) => guardChangelog.judge(input, { text }).is;
      const rest = Array.from({ length: minor }, (_, at) => `## 1.${29 - at}.0\n\n${other}\n`).join("");
      expect(judge(`# Changelog\n\n## 1.30.0\n\n${own}\n${rest}`)).toBe(judge(`## 1.30.0\n\n${own}\n`));
    }),
  );
});

testWith(["../shared/replay"], "no section that a finished release had is held to be empty or unfinished", () => {
  const cases = join(import.meta.dirname, "../../../../shared/replay");
  const sections = readdirSync(cases)
    .map((each) => join(cases, each, "expected/changelog_section.md"))
    .filter((file) => existsSync(file));
  expect(sections.length).toBeGreaterThan(20);
  for (const file of sections) {
    const [, ...body] = readFileSync(file, "utf8").split("\n");
    expect(guardChangelog.judge(input, { text: `## 1.30.0\n${body.join("\n").replaceAll(/^#{1,2} /gm, "### ")}` }), file).toMatchObject({
      is: "ok",
    });
  }
});
