import { describe, expect, test } from "vitest";
import { collectChanges } from "./change.ts";
import type { RawCommit } from "./commit.ts";
import { peopleOf } from "./head-count.ts";
import { botTest, creditsOf, handleOf } from "./person.ts";

const rules = { staffDomains: ["example.com"], staffLogins: ["ben-example"], bots: ["*[bot]", "release-bot"] };

const commit = (name: string, email: string, body = ""): RawCommit => ({
  id: `${name}${email}`.length.toString(16).padStart(40, "0"),
  parents: [],
  author: { name, email },
  date: 0,
  commitDate: 0,
  subject: "fix: it",
  body,
});
const kinds = (...commits: RawCommit[]) =>
  Object.fromEntries(peopleOf(collectChanges(commits), rules).map(({ email, kind }) => [email, kind]));

describe("who took part", () => {
  test("staff by domain or account, bots by pattern, others from outside", () =>
    expect(
      kinds(
        commit("Ana", "Ana@Example.com"),
        commit("Cleo", "cleo@mail.example.com"),
        commit("Ben", "12+ben-example@users.noreply.github.com"),
        commit("Eve", "eve@notexample.com"),
        commit("updater[bot]", "1+updater[bot]@users.noreply.github.com"),
        commit("workflows", "2+workflows[bot]@users.noreply.github.com"),
        commit("release-bot", "x@example.com"),
        commit("bot", "bot@example.org"),
        commit("Talbot", "talbot@example.org"),
      ),
    ).toEqual({
      "ana@example.com": "staff",
      "cleo@mail.example.com": "staff",
      "12+ben-example@users.noreply.github.com": "staff",
      "eve@notexample.com": "external",
      "1+updater[bot]@users.noreply.github.com": "bot",
      "2+workflows[bot]@users.noreply.github.com": "bot",
      "x@example.com": "bot",
      "bot@example.org": "bot",
      "talbot@example.org": "external",
    }));

  test("a pattern after ! says that somebody with a bot's name is a person", () =>
    expect(
      peopleOf(collectChanges([commit("Jan Bot", "jan@example.net")]), { ...rules, bots: ["*[bot]", "!Jan Bot"] }).map(({ kind }) => kind),
    ).toEqual(["external"]));

  test("first-time needs a new e-mail and a new name; one of both is doubtful", () => {
    const known = { emails: new Set(["old@example.org", "shared@example.org"]), names: new Set(["Old Hand", "Moved House"]) };
    const people = peopleOf(
      collectChanges([
        commit("Old Hand", "old@example.org"),
        commit("Moved House", "new@example.org"),
        commit("Other Name", "shared@example.org"),
        commit("Brand New", "brand@example.org"),
        commit("new[bot]", "9+new[bot]@users.noreply.github.com"),
      ]),
      rules,
      known,
    );
    expect(Object.fromEntries(people.map((person) => [person.name, person.newcomer]))).toEqual({
      "Old Hand": "known",
      "Moved House": "doubtful",
      "Other Name": "doubtful",
      "Brand New": "first-time",
      "new[bot]": "known",
    });
  });

  test("whoever has one known name or e-mail among several is not new", () => {
    const known = { emails: new Set(["old@example.org"]), names: new Set(["Old Hand"]) };
    const renamed = [commit("O. Hand", "old@example.org"), commit("Old Hand", "old@example.org")];
    expect(peopleOf(collectChanges(renamed), rules, known).map(({ newcomer }) => newcomer)).toEqual(["known"]);
    const mapped = { ...commit("Old Hand", "old@example.org"), mapped: { name: "Married", email: "new@example.org" } };
    expect(peopleOf(collectChanges([mapped]), rules, known)).toMatchObject([
      { name: "Married", email: "new@example.org", newcomer: "known" },
    ]);
  });

  test("somebody unknown who is only named as co-author is doubtful: no list of authors tells of earlier times", () => {
    const changes = collectChanges([commit("Ana", "ana@example.com", "Co-authored-by: Zoë <zoe@example.org>")]);
    const people = peopleOf(changes, rules, { emails: new Set(), names: new Set() });
    expect(people.map(({ email, newcomer }) => [email, newcomer])).toEqual([
      ["ana@example.com", "first-time"],
      ["zoe@example.org", "doubtful"],
    ]);
  });

  test("a bot that carried a commit to another branch passes the credit on to its author", () => {
    const picked = commit("picker[bot]", "picker[bot]@example.org");
    const originals = new Map([[picked.id, { name: "Zoë", email: "zoe@example.org" }]]);
    const changes = collectChanges([picked], { compared: { originals } });
    expect(changes.flatMap((change) => creditsOf(change, botTest(rules.bots))).map((who) => who.name)).toEqual(["Zoë"]);
    const byHand = commit("Ana", "ana@example.com");
    const own = collectChanges([byHand], { compared: { originals: new Map([[byHand.id, { name: "Zoë", email: "zoe@example.org" }]]) } });
    expect(own.flatMap((change) => creditsOf(change, botTest(rules.bots))).map((who) => who.name)).toEqual(["Ana"]);
  });

  test("co-authors are people too, and a bot gives its credit away", () => {
    const changes = collectChanges([
      commit("picker[bot]", "picker[bot]@example.org", "Co-authored-by: Ana <ana@example.com>\nCo-authored-by: Ana <ANA@example.com>"),
    ]);
    expect(peopleOf(changes, rules).find((person) => person.email === "ana@example.com")).toMatchObject({
      commits: 0,
      together: 2,
      kind: "staff",
    });
    expect(changes.flatMap((change) => creditsOf(change, botTest(rules.bots))).map((who) => who.name)).toEqual(["Ana"]);
  });

  test.each([
    ["12345+login@users.noreply.github.com", "login"],
    ["login@users.noreply.github.com", "login"],
    ["49699333+dependabot[bot]@users.noreply.github.com", "dependabot[bot]"],
    ["12345+lo<gin@users.noreply.github.com", undefined],
    ["login@users.noreply.github.com.example.org", undefined],
    ["ana@example.com", undefined],
  ])("the account of %s is %s", (email, handle) => expect(handleOf(email)).toBe(handle));
});
