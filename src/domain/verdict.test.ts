import { expect, test } from "vitest";
import { judge } from "./verdict.ts";
import type { Finding } from "./word.ts";

const freeze = { admits: ["fix", "revert"], label: "release-1.30.0", context: "signalbox/boards" };

const finding = (id: string, closed = false): Finding => ({
  id,
  severity: "blocker",
  text: "it breaks",
  owner: "ana",
  raisedBy: "ben",
  raisedOn: "c1",
  closed: closed ? { resolution: "mended", by: "ana", candidate: "c1" } : undefined,
});

const asking = (title: string, more: { readonly body?: string; readonly labels?: readonly string[] } = {}) => ({
  title,
  body: more.body ?? "",
  labels: more.labels ?? [],
});

test.each([
  ["fix: a crash", "admitted"],
  ["fix(web): a crash", "admitted"],
  ["fix!: a crash", "admitted"],
  ["fix(web)!: a crash", "admitted"],
  ["Fix: a crash", "admitted"],
  ["revert: feat: a toy", "admitted"],
  ['Revert "feat: a toy"', "admitted"],
  ["feat: a toy", "refused"],
  ["feat: fix: a toy", "refused"],
  ["fixes a crash", "refused"],
  ["fix a crash", "refused"],
  [" fix: a crash", "refused"],
  ["prefix: a crash", "refused"],
  ["Reverting everything", "refused"],
  ["", "refused"],
  ["fix\u200b: a crash", "refused"],
  ["release-1.30.0", "refused"],
] as const)("%j is %s", (title, verdict) => {
  expect(judge(asking(title), freeze, []).verdict).toBe(verdict);
});

test("the label admits whatever the title says, and only as it is spelt", () => {
  expect(judge(asking("feat: a toy", { labels: ["x", "release-1.30.0"] }), freeze, []).reason).toContain("label release-1.30.0");
  expect(judge(asking("feat: a toy", { labels: ["release-1.30.00", "RELEASE-1.30.0"] }), freeze, []).verdict).toBe("refused");
});

test.each([
  ["mends F1", "admitted"],
  ["(F1)", "admitted"],
  ["F1", "admitted"],
  ["F12", "refused"],
  ["XF1", "refused"],
  ["F1x", "refused"],
  ["f1", "refused"],
] as const)("a change that speaks of %j while F1 is open is %s", (body, verdict) => {
  expect(judge(asking("chore: mend", { body }), freeze, [finding("F1")]).verdict).toBe(verdict);
});

test("a closed finding admits nothing any more", () => {
  expect(judge(asking("chore: F1"), freeze, [finding("F1", true)]).verdict).toBe("refused");
});

test("the reason tells who asks what would board", () => {
  expect(judge(asking("feat: a toy"), freeze, []).reason).toBe(
    "The branch is frozen: feat must wait; only fix, revert or the label release-1.30.0 boards.",
  );
  expect(judge(asking("a toy"), freeze, []).reason).toContain("this change must wait");
});

test("a hostile title is judged in no time", () => {
  const started = process.hrtime.bigint();
  judge(asking(`${"a".repeat(100_000)}(${"b".repeat(100_000)}`), freeze, [finding("F1")]);
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(500);
});
