import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Change, collectChanges, entries, highlights } from "./change.ts";
import type { RawCommit } from "./commit.ts";
import { readMessage } from "./commit-message.ts";

const idOf = (number: number): string => createHash("sha1").update(String(number)).digest("hex");

/** Commits given oldest first as [number, subject, body, parents]; without parents each stands on the one before. */
type Line = readonly [number, string, string?, (readonly number[])?];
const history = (...lines: readonly Line[]): RawCommit[] =>
  lines
    .map(([number, subject, body = "", parents], at) => ({
      id: idOf(number),
      parents: (parents ?? [lines[at - 1]?.[0] ?? 0]).map(idOf),
      author: { name: "Ana Example", email: "ana@example.com" },
      date: number,
      commitDate: number,
      subject,
      body,
    }))
    .toReversed();

const told = (changes: readonly Change[]): string[] => entries(changes).map((change) => change.summary);

test("what a machine says in a plain sentence is the project's own work, but not a fix, a type, or what it carries for somebody", () => {
  const bot = { name: "example[bot]", email: "1+example[bot]@users.noreply.github.com" };
  const said = (subject: string, body = "", author = bot) =>
    collectChanges(history([1, subject, body]).map((commit) => ({ ...commit, author })))[0]?.category;
  expect(said("New translations (#1)")).toBe("internal");
  expect(said("Update images (#1)")).toBe("internal");
  expect(said("Fix a door (#1)")).toBe("fix");
  expect(said("feat: doors (#1)")).toBe("feature");
  expect(said("New doors (#1)", "(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)")).toBe("feature");
  expect(said("New translations (#1)", "", { name: "Ana Example", email: "ana@example.com" })).toBe("feature");
});

describe("reading a message", () => {
  test("a conventional squash merge", () =>
    expect(readMessage("feat(api)!: page the list (#12)", "")).toMatchObject({
      type: "feat",
      scope: "api",
      breaking: true,
      summary: "page the list",
      pull: 12,
    }));

  test("a breaking footer, co-authors and a pick", () => {
    const body =
      "Lists were whole.\n\nBREAKING CHANGE: lists come in pages\nCo-authored-by: Zoë <zoe@example.com>\nco-authored-by: Ben<ben@example.com>\n(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)";
    expect(readMessage("Page the list", body)).toMatchObject({
      breaking: true,
      breakingNote: "lists come in pages",
      coAuthors: [
        { name: "Zoë", email: "zoe@example.com" },
        { name: "Ben", email: "ben@example.com" },
      ],
      pickedFrom: ["0123456789abcdef0123456789abcdef01234567"],
    });
  });

  test("issues it closes are no pull request", () =>
    expect(readMessage("fix: open the door, fixes #3 (#12)", "Closes: #4, #5\nFixes other/app#6")).toMatchObject({
      pull: 12,
      issues: [3, 4, 5],
    }));

  test.each([
    ["[BUGFIX] Rules: keep order (#1)", "bugfix", "Rules: keep order"],
    ["[release-1.2] keep order (#1)", undefined, "[release-1.2] keep order"],
  ])("a type in brackets: %j", (subject, type, summary) => {
    const read = readMessage(subject, "");
    expect([read.type, read.summary]).toEqual([type, summary]);
  });

  test("a merge takes its title from the body", () =>
    expect(readMessage("Merge pull request #77 from ana/branch", "fix: open the door")).toMatchObject({
      pull: 77,
      type: "fix",
      summary: "open the door",
    }));

  test("the number of a backport is the last one", () =>
    expect(readMessage("fix: open the door (#12) (#15)", "")).toMatchObject({ pull: 15, references: [12, 15], summary: "open the door" }));

  test.each(["Bump left from 1.0.0 to 1.0.1 (#4)", "build(deps-dev): bump left from 1 to 2", "chore(deps): update dependency left to v2"])(
    "%j only raises a dependency",
    (subject) => expect(readMessage(subject, "").dependency).toBe(true),
  );

  test("no trailer comes from a subject", () => expect(readMessage("Co-authored-by: Eve <eve@example.com>", "").coAuthors).toEqual([]));

  test("no text is too strange or too long to read", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (subject, body) => {
        expect(readMessage(subject, body).summary.length).toBeLessThanOrEqual(1000);
      }),
    );
    const started = performance.now();
    for (const part of ["(#1) ", "a(", 'Revert "', " ", "(#", "co-authored-by: <", "\n"])
      readMessage(part.repeat(300_000), part.repeat(300_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("what changed", () => {
  test("a revert and what it reverts cancel, by id, by subject and by number", () => {
    const changes = collectChanges(
      history(
        [1, "feat: one (#1)"],
        [2, "feat: two (#2)"],
        [3, "feat: three (#3)"],
        [4, 'Revert "feat: one (#1)" (#4)', `This reverts commit ${idOf(1)}.`],
        [5, 'Revert "feat: two (#2)"'],
        [6, "Take three back (#6)", "Reverts example/app#3"],
        [7, "fix: stays (#7)"],
      ),
    );
    expect(told(changes)).toEqual(["stays"]);
    expect(changes.at(-1)?.standing).toEqual({ is: "reverted", by: idOf(4) });
  });

  test("a reverted revert brings the change back", () => {
    const changes = collectChanges(
      history(
        [1, "feat: one (#1)"],
        [2, 'Revert "feat: one (#1)"', `This reverts commit ${idOf(1)}.`],
        [3, 'Reapply "feat: one (#1)" (#3)', `This reverts commit ${idOf(2)}.`],
      ),
    );
    expect(told(changes)).toEqual(["one"]);
  });

  test("of a chain of reverts every second one counts", () => {
    const commits = history(
      [1, "feat: one"],
      [2, "back", `This reverts commit ${idOf(1)}.`],
      [3, "back again", `This reverts commit ${idOf(2)}.`],
      [4, "back once more", `This reverts commit ${idOf(3)}.`],
    );
    expect(collectChanges(commits).map(({ standing }) => standing)).toEqual([
      { is: "reverts", of: idOf(3) },
      { is: "reverted", by: idOf(4) },
      { is: "reverts", of: idOf(1) },
      { is: "reverted", by: idOf(2) },
    ]);
    expect(told(collectChanges(commits.slice(1)))).toEqual(["one"]);
  });

  test("of two reverts of one commit the first one counts", () => {
    const back = `This reverts commit ${idOf(1)}.`;
    expect(told(collectChanges(history([1, "feat: one"], [2, "first", back], [3, "second", back])))).toEqual(["second"]);
  });

  test("the revert of something older is a change of this release", () => {
    const changes = collectChanges(
      history([1, "feat: one (#1)"], [2, 'Revert "feat: one (#1)" (#2)', `This reverts commit ${"f".repeat(40)}.`]),
    );
    expect(told(changes)).toEqual(['Revert "feat: one (#1)"', "one"]);
  });

  test("a merged pull request is told once, with what it brought", () => {
    const changes = collectChanges(
      history(
        [1, "feat: base (#1)"],
        [2, "wip", "", [1]],
        [3, "wip again", "", [2]],
        [4, "fix: meanwhile (#4)", "", [1]],
        [5, "Merge pull request #5 from x/y", "feat: whole", [4, 3]],
        [6, "plain"],
      ),
    );
    expect(told(changes)).toEqual(["plain", "whole", "meanwhile", "base"]);
    expect(changes.filter((change) => change.partOf === idOf(5)).map((change) => change.summary)).toEqual(["wip again", "wip"]);
  });

  test("a reverted merge takes with it what it brought", () => {
    const changes = collectChanges(
      history(
        [1, "base"],
        [2, "wip", "", [1]],
        [3, "Merge pull request #5 from x/y", "feat: whole", [1, 2]],
        [4, 'Revert "Merge pull request #5 from x/y"', `This reverts commit ${idOf(3)}, reversing\nchanges made to ${idOf(1)}.`],
      ),
    );
    expect(told(changes)).toEqual(["base"]);
  });

  test("numbered changes of a merged release branch stay changes of their own", () => {
    const changes = collectChanges(
      history(
        [1, "base"],
        [2, "fix: backported (#2)", "", [1]],
        [3, "Merge branch 'release-1' into main", "", [1, 2]],
        [4, "alone", "", [3]],
      ),
    );
    expect(told(changes)).toEqual(["alone", "backported", "base"]);
  });

  test("a pick whose original is in the range is told once", () => {
    const changes = collectChanges(history([1, "fix: door"], [2, "fix: door", `(cherry picked from commit ${idOf(1)})`]));
    expect(told(changes)).toEqual(["door"]);
  });

  test("a pick that names nobody is known by what it changes, and a change made anew after its revert is not", () => {
    const commits = history(
      [1, "fix: door (#1)"],
      [2, "fix: the door (#2)"],
      [3, "feat: window (#3)"],
      [4, 'Revert "feat: window (#3)" (#4)', `This reverts commit ${idOf(3)}.`],
      [5, "feat: window again (#5)"],
    );
    const patches = new Map([
      [idOf(1), "door"],
      [idOf(2), "door"],
      [idOf(3), "window"],
      [idOf(5), "window"],
    ]);
    const changes = collectChanges(commits, { compared: { patches } });
    expect(told(changes)).toEqual(["window again", "door"]);
    expect(changes.find((change) => change.pull === 2)?.standing).toEqual({ is: "duplicate", of: idOf(1) });
  });

  test("what the last release holds already is marked and stays", () => {
    const changes = collectChanges(history([1, "fix: door (#1)"], [2, "fix: window (#2)"]), { compared: { released: new Set([idOf(1)]) } });
    expect(entries(changes).map(({ pull, released }) => [pull, released])).toEqual([
      [2, undefined],
      [1, true],
    ]);
  });

  test("a conventional revert without an id names its target by the subject, number or not", () =>
    expect(told(collectChanges(history([1, "feat: one (#1)"], [2, "fix: two"], [3, "revert: feat: one (#3)"])))).toEqual(["two"]));

  test("reverts are settled by the graph although the clocks of the log lie", () => {
    const commits = history([1, "feat: one"], [2, 'Revert "feat: one"', `This reverts commit ${idOf(1)}.`], [3, "fix: two"]);
    expect(told(collectChanges([commits[0], commits[2], commits[1]].flatMap((each) => each ?? [])))).toEqual(["two"]);
  });

  test("labels decide categories and highlights, and are not needed", () => {
    const commits = history([1, "feat: one (#1)"], [2, "Correct two (#2)"], [3, "three"]);
    const labels = new Map([[1, ["highlight", "Security"]]]);
    const changes = collectChanges(commits, { labels, categories: { types: {}, labels: { security: "security" } } });
    expect(changes.map((change) => change.category)).toEqual(["other", "fix", "security"]);
    expect(highlights(changes, "highlight").map((change) => change.pull)).toEqual([1]);
    expect(highlights(collectChanges(commits), "highlight")).toEqual([]);
  });

  test("every commit becomes one change, in order, whatever the graph", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat({ max: 60 }),
            fc.nat({ max: 60 }),
            fc.constantFrom("feat: a (#1)", 'Revert "feat: a (#1)"', "Merge pull request #9 from a/b"),
          ),
        ),
        (lines) => {
          const commits = history(
            ...lines.map(([first, second, subject], at): Line => [at + 1, subject, "", [first % (at + 1), second % (at + 1)]]),
          );
          const changes = collectChanges(commits);
          expect(changes.map((change) => change.commit)).toEqual(commits.map((commit) => commit.id));
          expect(entries(changes).every((change) => change.standing.is === "stands")).toBe(true);
        },
      ),
    ));

  test("a long chain of merges is settled without deep recursion", () => {
    const lines = Array.from({ length: 30_000 }, (_, at): Line => [at + 1, "Merge branch", "", at === 0 ? [0] : [at, Math.max(1, at - 1)]]);
    expect(collectChanges(history(...lines)).length).toBe(30_000);
  });
});
