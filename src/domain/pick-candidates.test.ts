import { expect, test } from "vitest";
import { keepCommit } from "./change.ts";
import { carriedToo, pickCandidates, pickCandidatesWithin } from "./pick-candidates.ts";

const kept = (id: string, subject: string, { date = 0, email = "ana@example.com", parents = ["p"] as readonly string[], body = "" } = {}) =>
  keepCommit({ id, parents, author: { name: "Ana", email }, date, commitDate: 0, subject, body });

test("a pick keeps the author's date or the title", () => {
  const original = kept("o", "fix: open the door (#12)", { date: 1 });
  const alike = [
    kept("date", "another title", { date: 1 }),
    kept("title", "[release-1] fix: open the door (cherry-pick #99) (#15)", { date: 2, email: "ben@example.com" }),
  ];
  const other = kept("no", "fix: close the window (#13)", { date: 4 });
  for (const one of alike) {
    expect(pickCandidates([one], [original])).toEqual([[one.id, "o"]]);
    expect(pickCandidatesWithin([one, original, other])).toEqual([["o", one.id]]);
  }
  expect(pickCandidates([other], [original])).toEqual([]);
});

test("one pull request on both sides is known by its number, or by the one that a backport names", () => {
  const original = kept("o", "fix: open the door (#12)");
  for (const subject of ["fix: door (#12)", "chore: cherry pick #12 to release-3.1 (#15)", "Backport #12"]) {
    expect([...carriedToo([original], [kept("x", subject)])]).toEqual(["o"]);
    expect([...carriedToo([kept("x", subject)], [original])]).toEqual(["x"]);
  }
  expect(carriedToo([original], [kept("x", "fix: more about #12 (#15)")]).size).toBe(0);
});

test("merges and reverts are no picks, and everybody's title costs no more than a few looks", () => {
  const original = kept("o", "update");
  expect(pickCandidates([kept("m", "update", { parents: ["a", "b"] })], [original])).toEqual([]);
  expect(pickCandidates([kept("r", "update", { body: "This reverts commit 0123456." })], [original])).toEqual([]);
  const many = Array.from({ length: 5000 }, (_, at) => kept(`c${at}`, "update"));
  expect(pickCandidatesWithin(many).length).toBeLessThanOrEqual(200);
});
