import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collectChanges } from "./change.ts";
import { draftChangelog } from "./changelog.ts";
import { findDate, formatDate } from "./date-form.ts";
import { mergeDraft } from "./merge-draft.ts";
import { readChangelog } from "./past-sections.ts";
import { dateOfDayNumber, plainDate } from "./plain-date.ts";
import { parseVersion, type Version } from "./version.ts";

const known = (text: string): Version => {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`not a version: ${text}`);
  return version;
};

const email = "7+ana-example@users.noreply.github.com";
const changesOf = (...subjects: string[]) =>
  collectChanges(
    subjects.map((subject, at) => ({
      id: at.toString(16).padStart(40, "0"),
      parents: [(at + 1).toString(16).padStart(40, "0")],
      author: { name: "Ana Example", email },
      date: 0,
      commitDate: 0,
      subject,
      body: "",
    })),
  );
const subjects = ["feat(paths): compare two paths (#12)", "fix: open the <b>door</b> (#11)", "chore: tidy (#10)", "Speed up lists (#9)"];
const draftOf = (changelog: string | undefined, from: readonly string[] = subjects, date = "2021-11-05") =>
  draftChangelog({
    changes: changesOf(...from),
    people: [],
    version: known("1.30.0"),
    previous: known("1.29.0"),
    date: date === "" ? undefined : plainDate(date),
    changelog,
    repositoryUrl: "https://github.com/example/app",
    escape: (text) => text.replaceAll("<", "&lt;"),
  });
const following = (changelog: string | undefined, from?: readonly string[]) => draftOf(changelog, from).section;

describe("dates", () => {
  test.each([
    ["Thursday 21 October 2021", "Friday 5 November 2021"],
    ["Thursday, 21 October 2021", "Friday, 5 November 2021"],
    ["2021-10-21", "2021-11-05"],
    ["October 21, 2021", "November 5, 2021"],
    ["Oct 21st, 2021", "Nov 5th, 2021"],
    ["28.05.2024", "05.11.2021"],
    ["28.05.24", "05.11.21"],
    ["2021/10/21", "2021/11/05"],
    ["2021 10 21", "2021 11 05"],
    ["21/10/2021", "05/11/2021"],
    ["01 May 2021", "05 November 2021"],
  ])("as in %s", (before, after) => {
    const found = findDate(`### 1.29.0 - ${before}`);
    expect(found?.text).toBe(before);
    expect(formatDate(plainDate("2021-11-05"), found?.form ?? "")).toBe(after);
  });

  test("a day that was written is found again", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.constantFrom("dddd D MMMM YYYY", "YYYY-MM-DD", "MMMM D, YYYY", "DD.MM.YYYY", "MMM Do, YYYY"),
        (day, form) => {
          const date = dateOfDayNumber(day);
          const found = findDate(formatDate(date, form));
          expect(found?.text).toBe(formatDate(date, form));
        },
      ),
    ));

  test("no date in a version", () => expect(findDate("## 1.29.0")).toBeUndefined());
});

describe("following the previous section", () => {
  test("plain sentences with a kind in front, weekday and month in words", () =>
    expect(
      following(
        "# Changelog\n\n### 1.29.0 - Thursday 21 October 2021\n\n-   New feature. Paths (#1).\n-   Improvement. Flags (#2).\n-   Bug fix. A door (#3).\n\n### 1.28.1 - Monday 27 September 2021\n\n-   Bug fix. Login (#4).\n",
      ),
    ).toBe(
      "### 1.30.0 - Friday 5 November 2021\n\n-   New feature. Compare two paths (#12).\n-   Improvement. Speed up lists (#9).\n-   Bug fix. Open the &lt;b>door&lt;/b> (#11).\n",
    ));

  test("upper-case words in brackets, number behind", () =>
    expect(following("## 1.29.0 / 2021-10-21\n\n* [FEATURE] Paths. #1\n* [ENHANCEMENT] Flags. #2\n* [BUGFIX] Door. #3\n")).toBe(
      "## 1.30.0 / 2021-11-05\n\n* [FEATURE] Compare two paths. #12\n* [ENHANCEMENT] Speed up lists. #9\n* [BUGFIX] Open the &lt;b>door&lt;/b>. #11\n",
    ));

  test("groups in the project's order, links in front, version linked, date with dots", () =>
    expect(
      following(
        "# Changelog\n\n## Unreleased\n\n### Fixed\n\n## [v1.29.0](https://github.com/example/app/tree/release-1.29) - 21.10.2021\n\n### Fixed\n\n- [#3](https://github.com/example/app/pull/3) Door: opens\n\n### Added\n\n- [#1](https://github.com/example/app/pull/1) Paths\n\n### Changed\n\n### Removed\n",
      ),
    ).toBe(
      "## [v1.30.0](https://github.com/example/app/tree/release-1.30) - 05.11.2021\n\n### Fixed\n\n- [#11](https://github.com/example/app/pull/11) Open the &lt;b>door&lt;/b>\n\n### Added\n\n- [#12](https://github.com/example/app/pull/12) Compare two paths\n\n### Changed\n\n- [#9](https://github.com/example/app/pull/9) Speed up lists\n\n### Removed\n",
    ));

  test("everything with subjects and mentions where the project lists everything", () =>
    expect(
      following(
        "## 1.29.0\n\n### Various fixes & improvements\n\n- feat: paths (#1) by @cleo\n- chore: tidy (#2) by @cleo\n- Set minimum (#3) by @ben\n",
      ),
    ).toBe(
      "## 1.30.0\n\n### Various fixes & improvements\n\n- feat(paths): compare two paths (#12) by @ana-example\n- fix: open the &lt;b>door&lt;/b> (#11) by @ana-example\n- chore: tidy (#10) by @ana-example\n- Speed up lists (#9) by @ana-example\n",
    ));

  test("the usual form where there is nothing to follow", () =>
    expect(following("# Changelog\n\nNothing yet.\n")).toBe(
      "## 1.30.0 - 2021-11-05\n\n### Features\n\n- Compare two paths (#12)\n\n### Bug fixes\n\n- Open the &lt;b>door&lt;/b> (#11)\n\n### Performance\n\n- Speed up lists (#9)\n",
    ));

  test("a text of its own with everything where the project has no changelog", () =>
    expect(following(undefined)).toBe(
      `# 1.30.0\n\n${[
        ["feat(paths): compare two paths", 12],
        ["fix: open the &lt;b>door&lt;/b>", 11],
        ["chore: tidy", 10],
        ["Speed up lists", 9],
      ]
        .map(([text, number]) => `* ${text} by @ana-example in https://github.com/example/app/pull/${number}\n`)
        .join("")}`,
    ));

  test("an entry without pull request has no empty brackets, and braces in a subject stay", () =>
    expect(following("", ["feat: show {version} and {text} $& $1"])).toContain("\n- Show {version} and {text} $& $1\n"));

  test("pull request, commit and issue in one entry, as conventional tools write them", () => {
    const id = "0".repeat(40);
    expect(
      following(
        `## <small>1.29.1 (2021-10-30)</small>\n\n* fix: a door (#3) ([${"a".repeat(7)}](https://github.com/example/app/commit/${"a".repeat(40)})), closes [#3](https://github.com/example/app/issues/3)\n* fix!: no number ([${"b".repeat(7)}](https://github.com/example/app/commit/${"b".repeat(40)}))\n`,
        ["fix: a window (#4)"],
      ),
    ).toBe(
      `## 1.30.0 (2021-11-05)\n\n* fix: a window (#4) ([${id.slice(0, 7)}](https://github.com/example/app/commit/${id})), closes [#4](https://github.com/example/app/issues/4)\n`,
    );
  });

  test("a number that a subject quotes is linked where a tool wrote the entries, and left where people did", () => {
    const link = (number: number): string => `[#${number}](https://github.com/example/app/issues/${number})`;
    const commit = `([${"a".repeat(7)}](https://github.com/example/app/commit/${"a".repeat(40)}))`;
    const quoting = ['revert: "fix: a window (#4)" (#5)'];
    expect(following(`## 1.29.0\n\n* fix: a door (${link(3)}) ${commit}\n`, quoting)).toContain(
      `"fix: a window (${link(4)})" (${link(5)})`,
    );
    expect(following(`## 1.29.0\n\n* fix: a door (${link(3)})\n`, quoting)).toContain(`"fix: a window (#4)" (${link(5)})`);
  });

  test("a heading compares with the release before, also where the one before it did not compare with the section below", () => {
    const compared = (from: string, to: string): string =>
      `## [${to}](https://github.com/example/app/compare/v${from}...v${to}) (2021-10-21)`;
    const odd = `${compared("1.27.0", "1.29.0")}\n\n- a (#2)\n\n${compared("1.27.0", "1.28.0")}\n\n- b (#1)\n`;
    expect(following(odd)).toContain("compare/v1.29.0...v1.30.0)");
  });

  const compared = (from: string, to: string): string =>
    `## [${to}](https://github.com/example/app/compare/v${from}...v${to}) (2021-10-21)\n\n- fix: a (#2)\n`;
  const cut = ["fix: a window (#13)", "release: v1.30.0-beta.4", "release: v1.30.0-beta.3", "fix: a door (#12)"];

  test("a heading that compares with a pre-release of its own does so with the newest one, or with the release before where none was cut", () => {
    const before = compared("1.29.0-beta.2", "1.29.0");
    expect(following(before, cut)).toContain("compare/v1.30.0-beta.4...v1.30.0)");
    expect(following(before)).toContain("compare/v1.29.0...v1.30.0)");
    expect(following(compared("1.28.0", "1.29.0"), cut)).toContain("compare/v1.29.0...v1.30.0)");
  });

  test("a heading compares with the last pre-release where their sections stay, unless a release with pre-releases did otherwise", () => {
    const patches = `${compared("1.29.0", "1.29.1")}\n${compared("1.29.0-beta.0", "1.29.0")}\n${compared("1.28.0", "1.29.0-beta.0")}`;
    expect(following(`${compared("1.28.0", "1.29.0")}\n${compared("1.27.0", "1.28.0")}\n## 1.28.0-beta.0\n\n- b (#3)\n`, cut)).toContain(
      "compare/v1.30.0-beta.4...v1.30.0)",
    );
    expect(following(`${compared("1.28.0", "1.29.0")}\n## 1.29.0-beta.0\n\n- b (#3)\n`, cut)).toContain("compare/v1.29.0...v1.30.0)");
    expect(following(patches, cut)).toContain("compare/v1.30.0-beta.4...v1.30.0)");
  });

  test("a heading compares with the last pre-release, and tells what is newer, where only patches are known", () => {
    const patches = `${compared("1.29.1", "1.29.2")}\n${compared("1.29.0", "1.29.1")}`;
    const drafted = following(patches, cut);
    expect(drafted).toContain("compare/v1.30.0-beta.4...v1.30.0)");
    expect(drafted).toContain("(#13)");
    expect(drafted).not.toContain("(#12)");
    expect(following(patches)).toContain("compare/v1.29.0...v1.30.0)");
    const plain = following("## 1.29.1 (2021-10-21)\n\n- fix: a (#2)\n", cut);
    expect(plain).toContain("(#12)");
  });

  /** The heading of a patch that follows these sections. */
  const patchAfter = (...sections: readonly string[]): string =>
    draftChangelog({
      changes: changesOf(...subjects),
      people: [],
      version: known("1.29.1"),
      previous: known("1.29.0"),
      date: plainDate("2021-11-05"),
      changelog: sections.join("\n\n"),
      repositoryUrl: "https://github.com/example/app",
      escape: (text) => text,
    }).section.split("\n")[0] ?? "";

  test("a patch follows its series where patches are written like first releases, and other patches where they are not", () => {
    const section = (heading: string): string => `${heading} (2021-10-21)\n\n- a (#1)`;
    const patched = (...headings: readonly string[]): string => patchAfter(...headings.map(section));
    expect(patched("### 1.29.0", "## 1.28.1", "## 1.28.0")).toBe("### 1.29.1 (2021-11-05)");
    expect(patched("## 1.29.0", "### 1.28.1", "## 1.28.0")).toBe("### 1.29.1 (2021-11-05)");
    expect(patched("## 1.29.0", "## <small>1.28.1</small>", "## 1.28.0")).toBe("## <small>1.29.1</small> (2021-11-05)");
  });

  test("a patch is written small after sections that a conventional tool made, unless a patch is known that is not", () => {
    const entry = `* fix: a door ([${"a1".repeat(3)}b](https://github.com/example/app/commit/${"a1".repeat(20)}))`;
    const made = `## 1.29.0 (2021-10-21)\n\n${entry}`;
    expect(patchAfter(made)).toBe("## <small>1.29.1 (2021-11-05)</small>");
    expect(patchAfter(made, `## 1.28.1 (2021-10-20)\n\n${entry}`)).toBe("## 1.29.1 (2021-11-05)");
    expect(patchAfter("## 1.29.0 (2021-10-21)\n\n* a door (#1)")).toBe("## 1.29.1 (2021-11-05)");
    expect(patchAfter(`## v1.29.0 (2021-10-21)\n\n${entry}`)).toBe("## v1.29.1 (2021-11-05)");
    const linked = (to: string, from: string): string => `[${to}](https://github.com/example/app/compare/v${from}...v${to})`;
    const other = `## ${linked("1.29.0", "1.28.0")} (2021-10-21)`;
    expect(patchAfter(`${other}\n### Fixes\n\n${entry}`)).toBe(`## <small>${linked("1.29.1", "1.29.0")} (2021-11-05)</small>`);
    expect(patchAfter(`${other}\n\n### Fixes\n\n${entry}`)).toBe(`## ${linked("1.29.1", "1.29.0")} (2021-11-05)`);
  });

  test("a heading with another version's number left in it was a slip", () =>
    expect(
      following(
        ["## 1.29.0 (see release-29.0)", "## 1.28.0 (see release-1.28)", "## 1.27.0 (see release-1.27)"]
          .map((heading) => `${heading} - 2021-10-21\n\n- a (#1)\n`)
          .join("\n"),
      ),
    ).toContain("## 1.30.0 (see release-1.30) - 2021-11-05\n"));

  const dated = (level: string, version: string, date: string): string => `${level} ${version} - ${date}\n\n- a (#1)\n`;

  test("the day is spelt as in the version's own series, else as three sections in a row do, else as most do", () => {
    const of = (...dates: readonly string[]): string => dates.map((date, at) => dated("##", `1.${29 - at}.0`, date)).join("\n");
    expect(following(of("03.11.21", "21.10.2021", "21.09.2021"))).toContain("## 1.30.0 - 05.11.2021\n");
    expect(following(of("2021 10 21", "2021 10 20", "2021 10 19", "21.09.2021", "21.08.2021", "21.07.2021", "21.06.2021"))).toContain(
      "## 1.30.0 - 2021 11 05\n",
    );
    const patch = draftChangelog({
      changes: changesOf(...subjects),
      people: [],
      version: known("1.29.1"),
      previous: known("1.29.0"),
      date: plainDate("2021-11-05"),
      changelog: of("03.11.21", "21.10.2021", "21.09.2021"),
      repositoryUrl: "https://github.com/example/app",
      escape: (text) => text,
    });
    expect(patch.section).toContain("## 1.29.1 - 05.11.21\n");
  });

  test("a heading of another level than those of its kind was a slip; two of them are a habit, and patches have a level of their own", () => {
    const some = [
      dated("###", "1.29.1", "2021-10-28"),
      dated("###", "1.29.0", "2021-10-21"),
      dated("##", "1.28.0", "2021-09-21"),
      dated("##", "1.27.0", "2021-08-21"),
    ];
    expect(following(some.join("\n")).startsWith("## ")).toBe(true);
    expect(following([dated("###", "1.29.0", "2021-10-21"), ...some.slice(2, 3)].join("\n")).startsWith("### ")).toBe(true);
    expect(
      following(
        [
          dated("###", "1.29.0", "2021-10-21"),
          dated("###", "1.28.1", "2021-10-20"),
          dated("###", "1.28.0", "2021-10-01"),
          ...some.slice(3),
        ].join("\n"),
      ).startsWith("### "),
    ).toBe(true);
  });

  test("a group that few sections have takes what no usual one would, rather than a group of another name", () => {
    const patch = (version: string): string => `## ${version}\n\n### Bug Fixes\n\n- a (#1)\n- b (#2)\n\n`;
    const rare = "## 1.29.0\n\n### Features / Enhancements\n\n- a (#1)\n\n### Bug Fixes\n\n- b (#2)\n\n### Odd Changes\n\n- c (#3)\n";
    const section = following(["1.29.3", "1.29.2", "1.29.1"].map(patch).join("") + rare);
    expect(section).toContain("### Features / Enhancements\n\n- compare two paths (#12)\n- Speed up lists (#9)\n\n### Bug Fixes\n");
    expect(section).not.toContain("Odd");
  });

  test("chores and dependencies are listed where they have a heading, though no type is written before them", () => {
    const listing = "## 1.29.0\n\n### Features\n\n* a (#1)\n\n### Miscellaneous Chores\n\n* **deps:** update all (#2)\n* tidy (#3)\n";
    expect(following(listing)).toBe(
      "## 1.30.0\n\n### Features\n\n* compare two paths (#12)\n* Speed up lists (#9)\n\n### Bug Fixes\n\n* open the &lt;b>door&lt;/b> (#11)\n\n### Miscellaneous Chores\n\n* tidy (#10)\n",
    );
    expect(following("## 1.29.0\n\n### Features\n\n* a (#1)\n")).not.toContain("tidy");
  });

  test("the issue that was closed where the project lists issues", () =>
    expect(
      following(
        "## v1.29.0 (2021-10-21)\n\n### Enhancements\n\n* [#7](https://github.com/example/app/issues/7) - Paths\n* [#8](https://github.com/example/app/issues/8) - Doors\n",
        ["Closes #17: Open windows (#40)"],
      ),
    ).toContain("\n* [#17](https://github.com/example/app/issues/17) - "));

  test("a second list of everything, folded, where the project has one", () =>
    expect(
      following(
        "## app 1.29.0\n\n### Bug Fixes\n\n-   Fix: a door ([#3](https://github.com/example/app/pull/3))\n-   Chore(deps): Bump a from 1 to 2 ([#4](https://github.com/example/app/pull/4))\n\n### All App Changes\n\n<details>\n<summary>1 change</summary>\n\n-   Fix: a door ([#3](https://github.com/example/app/pull/3))\n</details>\n",
        ["Fix: a window (#5)"],
      ),
    ).toBe(
      "## app 1.30.0\n\n### Bug Fixes\n\n-   Fix: a window ([#5](https://github.com/example/app/pull/5))\n\n### All App Changes\n\n<details>\n<summary>1 change</summary>\n\n-   Fix: a window ([#5](https://github.com/example/app/pull/5))\n</details>\n",
    ));

  test("the form of the version before, where each has a file of its own", () => {
    const { section } = draftChangelog({
      changes: changesOf(...subjects),
      people: [],
      version: known("1.30.0"),
      previous: known("1.29.0"),
      date: plainDate("2021-11-05"),
      changelog: undefined,
      model: "# v1.29.0 / 2021-10-21\n\n+ #3 Door: opens\n+ #4 Paths\n",
      repositoryUrl: "https://github.com/example/app",
      escape: (text) => text,
    });
    expect(section).toBe("# v1.30.0 / 2021-11-05\n\n+ #12 Compare two paths\n+ #11 Open the <b>door</b>\n+ #9 Speed up lists\n");
  });

  test("no day given, no day written, and nothing left of where it stood", () =>
    expect(draftOf("## [v1.29.0](https://example.com/x) - 2021-10-21\n\n- a (#1)\n", subjects, "").section).toMatch(
      /^## \[v1\.30\.0\]\(https:\/\/example\.com\/x\)\n/,
    ));

  test("headings in code are text, and CRLF is read", () =>
    expect(
      readChangelog("## 1.2.0\r\n\r\n```\r\n## 9.9.9\r\n```\r\n\r\n## 1.1.0\r\n").sections.map(({ version }) => version.minor),
    ).toEqual([2, 1]));

  test("no text stops the reading", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "## 1.2.3",
            "# [v1.2.3] - 2021-10-21",
            "- a (#1)",
            "* [X] y",
            "```",
            "### Fixed",
            "",
            "{version}",
            "- [#1](x) @a",
          ),
        ),
        (lines) => {
          expect(following(lines.join("\n")).split("\n")[0]).toContain("1.30.0");
        },
      ),
    ));
});

describe("headings that are underlined", () => {
  const past = (unreleased: string): string =>
    `${unreleased}1.29.0 / 2021-10-05\n===================\n\n  * Lists (#5)\n\n1.28.0 / 2021-09-05\n===================\n\n  * Doors (#4)\n`;

  test("are underlined in the draft, as long as they are", () => {
    expect(following(past(""), ["Speed up lists (#9)"])).toBe("1.30.0 / 2021-11-05\n===================\n\n  * Speed up lists (#9)\n");
  });

  test("keep the length that their underline always had", () => {
    const sloppy = past("").replaceAll("===================", "=====");
    expect(following(sloppy, ["Speed up lists (#9)"])).toMatch(/^1\.30\.0 \/ 2021-11-05\n=====\n\n/);
  });

  test.each(["unreleased\n==========\n\n  * Begun by hand (#8)\n\n", "# Unreleased Changes\n\n  * Begun by hand (#8)\n\n"])(
    "take over what people began below %j, underline and all, once",
    (begun) => {
      const first = draftOf(past(begun), ["Speed up lists (#9)"]);
      expect(first).toMatchObject({
        takes: ["unreleased"],
        section: expect.stringMatching(/^1\.30\.0 \/ 2021-11-05\n=+\n\n {2}\* Begun by hand \(#8\)\n$/),
      });
    },
  );
});

describe("what people began", () => {
  const before = "## 1.29.0 / 2021-10-21\n\n* [FEATURE] Paths. #1\n* [BUGFIX] Door. #2\n";

  test("below Unreleased becomes the section, and what it does not name is left aside", () => {
    const { section, aside, takes } = draftOf(`## Unreleased\n\n* [FEATURE] Two paths, side by side. #12\n\n${before}`);
    expect(section).toBe("## 1.30.0 / 2021-11-05\n\n* [FEATURE] Two paths, side by side. #12\n");
    expect(aside.map(({ change }) => change.pull)).toEqual([11, 9, 10]);
    expect(takes).toEqual(["unreleased"]);
  });

  test("for pre-releases becomes the section, newest first, and Unreleased is about the version after", () => {
    const { section, takes } = draftOf(
      `## Unreleased\n\n* [FEATURE] Later. #99\n\n## 1.30.0-rc.1 / 2021-11-02\n\n* [BUGFIX] Two. #11\n\n## 1.30.0-rc.0 / 2021-11-01\n\n* [FEATURE] One. #12\n* [BUGFIX] Two. #11\n\n${before}`,
    );
    expect(section).toBe("## 1.30.0 / 2021-11-05\n\n* [BUGFIX] Two. #11\n* [FEATURE] One. #12\n");
    expect(takes).toEqual(["1.30.0-rc.1", "1.30.0-rc.0"]);
  });

  test("for pre-releases stays where the project keeps such sections, and only what is newer is told", () => {
    const kept = `## 1.30.0-beta.1 (2021-11-02)\n\n* feat(paths): compare two paths (#12)\n\n## 1.29.0 (2021-10-21)\n\n* chore: a (#1)\n\n## 1.29.0-beta.0 (2021-10-01)\n\n* fix: b (#2)\n`;
    const { section, takes } = draftOf(kept, ["fix: a window (#13)", "release: v1.30.0-beta.1", "feat(paths): compare two paths (#12)"]);
    expect(section).toBe("## 1.30.0 (2021-11-05)\n\n* fix: a window (#13)\n");
    expect(takes).toEqual([]);
  });

  test("a form to fill in below Unreleased says nothing", () => {
    const { section, takes } = draftOf(`## Unreleased\n\n### Fixed\n\n### Added\n\n<!-- - like this -->\n\n${before}`);
    expect(section).toContain("Compare two paths");
    expect(takes).toEqual([]);
  });

  test("a pair that cancels is told nowhere, and offered last", () => {
    const { section, aside } = draftOf(before, [
      "fix: a window (#13)",
      'Revert "feat: a wall" (#12)',
      "feat: a wall (#11)",
      "chore: tidy (#10)",
    ]);
    expect(section).toBe("## 1.30.0 / 2021-11-05\n\n* [BUGFIX] A window. #13\n");
    expect(aside.map(({ change }) => change.pull)).toEqual([10, 11, 12]);
  });
});

describe("edits survive a newer draft", () => {
  const previousDraft = "## 1.30.0 - 2021-11-05\n\n### Features\n\n- One (#1)\n- Two (#2)\n\n### Fixes\n\n- Three (#3)\n";
  const newDraft =
    "## 1.30.0 - 2021-11-05\n\n### Features\n\n- Five (#5)\n- One (#1)\n- Two (#2)\n\n### Fixes\n\n- Three (#3)\n- Four (#4)\n\n### Other changes\n\n- Six\n";

  test("what was written stays, what was deleted stays deleted, what is new is added", () => {
    const edited =
      "## 1.30.0 - 2021-11-05\n\nThe best one yet.\n\n### Features\n\n- One, at last (#1)\n\n### Fixes\n\n- Three, and **Four** (#3, #4)\n";
    expect(mergeDraft({ previousDraft, edited, newDraft })).toBe(
      "## 1.30.0 - 2021-11-05\n\nThe best one yet.\n\n### Features\n\n- One, at last (#1)\n- Five (#5)\n\n### Fixes\n\n- Three, and **Four** (#3, #4)\n\n### Other changes\n\n- Six\n",
    );
  });

  test("nobody edited: the newer draft as it is", () =>
    expect(mergeDraft({ previousDraft, edited: previousDraft, newDraft })).toBe(newDraft));

  test("an untouched heading follows the draft, an edited one does not", () => {
    const moved = newDraft.replace("2021-11-05", "2021-11-12");
    const edited = previousDraft.replace("One", "1");
    expect(mergeDraft({ previousDraft, edited, newDraft: moved })).toMatch(/^## 1\.30\.0 - 2021-11-12\n/);
    expect(mergeDraft({ previousDraft, edited: edited.replace("## 1.30.0", "## Release 1.30.0"), newDraft: moved })).toMatch(
      /^## Release 1\.30\.0 - 2021-11-05\n/,
    );
  });

  test("line ends of the edited text are kept", () =>
    expect(mergeDraft({ previousDraft, edited: previousDraft.replace("One", "1").replaceAll("\n", "\r\n"), newDraft })).toMatch(
      /^(?:[^\n]*\r\n)+$/,
    ));

  test("merging twice adds nothing, and no edited line is lost", () =>
    fc.assert(
      fc.property(
        fc.subarray(["- a (#1)", "- b (#2)", "- c", "- d (#4)"]),
        fc.subarray(["- a (#1)", "- mine", "text", "- c"]),
        fc.subarray(["- a (#1)", "- b (#2)", "- c", "- e (#5)"]),
        (one, two, three) => {
          const text = (lines: string[]) => `## 1.30.0\n\n${lines.join("\n")}\n`;
          const merged = mergeDraft({ previousDraft: text(one), edited: text(two), newDraft: text(three) });
          if (text(one) !== text(two)) for (const line of two) expect(merged.split("\n")).toContain(line);
          expect(mergeDraft({ previousDraft: text(three), edited: merged, newDraft: text(three) })).toBe(merged);
        },
      ),
    ));
});
