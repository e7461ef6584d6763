import { describe, expect, test } from "vitest";
import { collectChanges, entries } from "./change.ts";
import type { RawCommit } from "./commit.ts";
import { corrected, findCredited, findEntry } from "./correction.ts";
import { creditedPeople } from "./credited.ts";
import { peopleOf } from "./head-count.ts";

const ids = ["a1", "b2", "c3", "d4"].map((each) => each.repeat(20));
const commit = (at: number, name: string, subject: string, body = "", parents: readonly string[] = []): RawCommit => ({
  id: ids[at] ?? "",
  parents,
  author: { name, email: `${name.toLowerCase()}@example.com` },
  date: 0,
  commitDate: 0,
  subject,
  body,
});
const commits = [
  commit(0, "Dora", "feat: colour weekends (#12)", "Co-authored-by: Emli <emil@example.com>", [ids[1] ?? ""]),
  commit(1, "Dora", "Merge pull request #13 from dora/exports", "exports of everything", [ids[3] ?? "", ids[2] ?? ""]),
  commit(2, "Dora", "export rows", "", [ids[3] ?? ""]),
  commit(3, "Emil", "fix: a tpyo"),
];
const changes = collectChanges(commits);
const facts = { changes, people: peopleOf(changes, { staffDomains: [], staffLogins: [], bots: [] }), notes: ["kept"] };
const told = (of: typeof facts): readonly string[] => entries(of.changes).map((each) => each.summary);

describe("a correction", () => {
  test("of a name reaches everybody's list, authors and co-authors, and nothing else", () => {
    const found = corrected(facts, [{ is: "name", emails: ["emil@example.com"], from: "Emil", to: "Émile" }]);
    expect(creditedPeople(found.people).map((each) => each.spelled)).toEqual(["Dora", "Émile"]);
    expect(found.changes.flatMap((each) => [each.author, ...each.coAuthors]).filter((each) => each.name.startsWith("Em"))).toEqual([]);
    expect(told(found)).toEqual(told(facts));
    expect(found.notes).toEqual(["kept"]);
  });

  test("of a summary replaces it, by pull request or by commit; the newest word counts", () => {
    const found = corrected(facts, [
      { is: "summary", entry: "#12", from: "colour weekends", to: "Weekends are grey" },
      { is: "summary", entry: ids[3] ?? "", from: "a tpyo", to: "a typo" },
      { is: "summary", entry: "#12", from: "Weekends are grey", to: "Weekends are blue" },
    ]);
    expect(told(found)).toEqual(["Weekends are blue", "exports of everything", "a typo"]);
  });

  test("that leaves out a pull request leaves out what it brought", () => {
    expect(told(corrected(facts, [{ is: "left-out", entry: "#13", from: "exports of everything" }]))).toEqual([
      "colour weekends",
      "a tpyo",
    ]);
  });
});

describe("what is meant by what was typed", () => {
  test.each([
    ["#12", "colour weekends"],
    [" 13 ", "exports of everything"],
    ["d4d4d4d", "a tpyo"],
  ])("the entry %s", (words, summary) => expect(findEntry(facts, words)).toMatchObject({ summary }));

  test.each([
    ["#1", ["#12", "#13"]],
    ["c3c3c3c", []],
    ["d4", []],
    ["", []],
  ])("%j is no entry", (words, near) => expect(findEntry(facts, words)).toEqual({ near }));

  test.each([["dora"], ["DORA@example.com"], ["@Dora"]])("the person %s", (words) =>
    expect(findCredited(facts, words)).toMatchObject({ spelled: "Dora", emails: ["dora@example.com"] }),
  );

  test("nobody, with who is near; and two of one name, told apart by their addresses", () => {
    expect(findCredited(facts, "Dara")).toEqual({ near: ["Dora"] });
    const sams = ["sam1", "sam2"].map((handle) => ({
      name: "Sam",
      email: `${handle}@users.noreply.github.com`,
      handle,
      kind: "external" as const,
      newcomer: "known" as const,
      commits: 1,
      together: 0,
    }));
    expect(findCredited({ changes: [], people: sams }, "Sam")).toEqual({ near: sams.map((each) => each.email) });
    expect(findCredited({ changes: [], people: sams }, "Sam (sam2)")).toMatchObject({ handle: "sam2" });
  });
});
