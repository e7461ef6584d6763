import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collectChanges } from "./change.ts";
import { changelogEntries } from "./changelog-entry.ts";
import type { RawCommit } from "./commit.ts";
import { readChangelog } from "./past-sections.ts";
import { rankEntries } from "./rank-entries.ts";

const idOf = (number: number): string => number.toString(16).padStart(40, "0");
const commit = (number: number, subject: string, parents: readonly number[] = [number - 1]): RawCommit => ({
  id: idOf(number),
  parents: parents.map(idOf),
  author: { name: "Ana", email: "ana@example.com" },
  date: number,
  commitDate: number,
  subject,
  body: "",
});
/** A line of commits, given oldest first as people write them. */
const line = (...subjects: readonly string[]) => collectChanges(subjects.map((subject, at) => commit(at + 1, subject)).toReversed());
const order = (changes: ReturnType<typeof line>, changelog = "", begun: readonly number[] = []) =>
  rankEntries(changes, { past: readChangelog(changelog).sections, begun }).map(({ change }) => change.pull);

describe("candidates for a changelog", () => {
  test("come by what people look for: features and fixes before chores, dependencies last", () =>
    expect(
      order(line("chore: tidy (#1)", "Bump a from 1 to 2 (#2)", "feat: paths (#3)", "fix: a door (#4)", "feat!: drop the old API (#5)")),
    ).toEqual([5, 3, 4, 1, 2]));

  test("that people began to tell come first, what an earlier section told comes last", () =>
    expect(order(line("feat: one (#1)", "fix: two (#2)", "docs: three (#3)"), "## 1.0.0\n\n- One (#1)\n", [3])).toEqual([3, 2, 1]));

  test("that came after the last pre-release come first", () =>
    expect(order(line("feat: one (#1)", "release: v2.0.0-rc.1", "chore: two (#2)")).filter((number) => number !== undefined)).toEqual([
      2, 1,
    ]));

  test("that were taken back inside the release come last, the pair of them, also where an earlier section told one", () => {
    const changes = line("feat: one (#1)", "feat: two (#2)", 'Revert "feat: one" (#3)', "docs: four (#4)");
    expect(order(changes, "## 1.0.0\n\n- Four (#4)\n", [1])).toEqual([2, 4, 1, 3]);
  });

  test("that speak like the entries before come before those that do not", () =>
    expect(
      order(
        line("Widget: smooth edges (#1)", "Storage: keep blocks shorter (#2)"),
        "## 1.0.0\n\n- Storage: blocks of two hours (#90)\n- Storage: keep what is read (#91)\n",
      ),
    ).toEqual([2, 1]));

  test("that bring a new version of what an earlier section told one of come before other upgrades and before tests", () =>
    expect(
      order(
        line(
          "Bump hinge to 2 (#1)",
          "chore: update shelf (#2)",
          "Door: a test for the lock (#3)",
          "Bump shelf (#4)",
          "docs: explain doors (#5)",
        ),
        "## 1.0.0\n\n- Bump shelf to 0.9 (#90)\n",
      ).slice(0, 2),
    ).toEqual([4, 2]));

  test("that an earlier section, or one of a pre-release, told in the same words come before other chores and dependencies", () => {
    const changes = line(
      "chore: oil the door (#1)",
      "fix(deps): update all minor hinges (#2)",
      "chore: oil the hinges (#3)",
      "Bump a (#4)",
    );
    const said = "* **deps:** update all minor hinges ([#90](https://github.com/example/app/issues/90))\n";
    expect(order(changes)[0]).not.toBe(2);
    expect(order(changes, `## 1.0.0\n\n${said}`)[0]).toBe(2);
    const { sections, preReleases } = readChangelog(`## 1.0.0-beta.1\n\n${said}`);
    expect(rankEntries(changes, { past: sections, preReleases, begun: [] })[0]?.change.pull).toBe(2);
  });

  test("that name no number come late where every entry has one, but for what somebody has to see", () => {
    const changes = line("docs: doors (#1)", "feat: a window", "security: lock the door", "fix: hinges (#4)");
    const { sections } = readChangelog("## 1.0.0\n\n- a wall (#90)\n");
    const told = (referred: boolean) => rankEntries(changes, { past: sections, referred, begun: [] }).map(({ summary }) => summary);
    expect(told(true)).toEqual(["lock the door", "hinges", "doors", "a window"]);
    expect(told(false).at(-1)).toBe("doors");
  });

  test("are what their work is, and not the documentation that came along with it", () => {
    const changes = collectChanges([
      commit(7, "Merge pull request #8 from cleo/shapes", [6, 5]),
      commit(6, "Widget: shades (#7)", [1]),
      commit(5, "docs: name the shapes", [4]),
      commit(4, "Merge branch 'main' into shapes", [3]),
      commit(3, "Widget: shapes keep their edges", [2]),
      commit(2, "deps: paint 2", [1]),
    ]);
    const merged = rankEntries(changes, { past: [], begun: [] }).find(({ change }) => change.pull === 8);
    expect(merged?.category).toBe("other");
    const only = collectChanges([
      commit(7, "Merge pull request #8 from cleo/words", [6, 5]),
      commit(5, "docs: name the shapes", [4]),
      commit(4, "chore: sort the words", [3]),
    ]);
    expect(rankEntries(only, { past: [], begun: [] })[0]?.category).toBe("docs");
  });

  test("that mark and merge things are no release work; what marks a version and merges branches is", () =>
    expect(
      order(
        line(
          "Mark 1.3 as in progress (#1)",
          "Mark doors as open (#2)",
          "Merge two lists into one (#3)",
          "Merge release 1.2 into main (#4)",
          "Typo (#5)",
        ),
      ),
    ).toEqual([3, 2, 5, 4, 1]));

  test("whose author wrote a changelog entry come early", () => {
    const changes = collectChanges([
      commit(6, "Merge pull request #8 from cleo/shapes", [5, 4]),
      commit(5, "Widget: shades (#7)", [1]),
      commit(4, "Add changelog entry", [3]),
      commit(3, "Widget: shapes", [1]),
    ]);
    expect(order(changes)).toEqual([8, 7]);
  });

  test("are the same entries, each once, whatever the subjects are", () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom("fix: a (#1)", 'Revert "x"', "Merge branch 'a'", "v1.0.0-rc.1"))),
        (subjects) => {
          const changes = line(...subjects);
          const ids = (some: readonly { readonly change: { readonly commit: string } }[]) =>
            some.map(({ change }) => change.commit).toSorted();
          const ranked = rankEntries(changes, { past: [], begun: [] });
          expect(ids(ranked.filter(({ isTakenBack }) => !isTakenBack))).toEqual(ids(changelogEntries(changes)));
          expect(new Set(ids(ranked)).size).toBe(ranked.length);
        },
      ),
    ));
});

describe("an entry of a changelog", () => {
  const only = (...commits: readonly RawCommit[]) => changelogEntries(collectChanges(commits))[0];

  test("of a merge that says nothing speaks with the commit that is like its branch", () =>
    expect(
      only(
        commit(9, "Merge pull request #5 from cleo/fix/slow-start", [1, 8]),
        commit(8, "lint", [7]),
        commit(7, "Scheduler: avoid a slow start", [6]),
        commit(6, "add failing test", [1]),
      ),
    ).toMatchObject({ summary: "Scheduler: avoid a slow start", category: "fix", numbers: [5] }));

  test("of a merge that brought a fix and prepared a release speaks with the fix", () =>
    expect(
      changelogEntries(
        collectChanges([
          commit(9, "Merge pull request #7 from ana/1.2.1", [1, 8]),
          commit(8, "[BUGFIX] Door: open it before the wall", [7]),
          commit(7, "chore: bump hinge to 2", [6]),
          commit(6, "Prepare 1.2.1", [1]),
        ]),
      ).map(({ summary, category }) => [summary, category]),
    ).toEqual([["Door: open it before the wall", "fix"]]));

  test("takes the word that its author put before it, and keeps a part's name that is no type", () => {
    expect(only(commit(1, "[BUGFIX] Scraping: skip it (#3)"))).toMatchObject({ summary: "Scraping: skip it", category: "fix" });
    expect(only(commit(1, "Query: use less memory (#3)"))).toMatchObject({ summary: "Query: use less memory", category: "improvement" });
    expect(only(commit(1, "feat(x): y (#3)"))).toMatchObject({ summary: "y", title: "feat(x): y", category: "feature" });
  });

  test("names the issue that it closes apart from its own number", () =>
    expect(only(commit(1, "Fixes #17: open the door (#40)"))).toMatchObject({ closes: 17, numbers: [40, 17] }));
});
