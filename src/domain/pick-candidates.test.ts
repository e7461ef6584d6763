import { expect, test } from "vitest";
import { keepCommit } from "./change.ts";
import { pickCandidates, pickCandidatesWithin } from "./pick-candidates.ts";

const kept = (id: string, subject: string, { date = 0, email = "ana@example.com", parents = ["p"] as readonly string[], body = "" } = {}) =>
  keepCommit({ id, parents, author: { name: "Ana", email }, date, commitDate: 0, subject, body });

test("a pick keeps the author's date, the title, or a number", () => {
  const original = kept("o", "fix: open the door (#12)", { date: 1 });
  const alike = [
    kept("date", "another title", { date: 1 }),
    kept("title", "[release-1] fix: open the door (cherry-pick #99) (#15)", { date: 2, email: "ben@example.com" }),
    kept("number", "Backport #12", { date: 3 }),
  ];
  const other = kept("no", "fix: close the window (#13)", { date: 4 });
  for (const one of alike) {
    expect(pickCandidates([one], [original])).toEqual([[one.id, "o"]]);
    expect(pickCandidatesWithin([one, original, other])).toEqual([["o", one.id]]);
  }
  expect(pickCandidates([other], [original])).toEqual([]);
});

test("merges and reverts are no picks, and everybody's title costs no more than a few looks", () => {
  const original = kept("o", "update");
  expect(pickCandidates([kept("m", "update", { parents: ["a", "b"] })], [original])).toEqual([]);
  expect(pickCandidates([kept("r", "update", { body: "This reverts commit 0123456." })], [original])).toEqual([]);
  const many = Array.from({ length: 5000 }, (_, at) => kept(`c${at}`, "update"));
  expect(pickCandidatesWithin(many).length).toBeLessThanOrEqual(200);
});
