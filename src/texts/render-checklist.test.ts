import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Checklist, ChecklistItem } from "../domain/checklist.ts";
import { hostileTexts } from "../testing/hostile-texts.ts";
import { linesOf, readsTheSame, renderChecklist, renderIssue, tickLine } from "./render-checklist.ts";

const tick = "0123456789abcdef";
const mark = "<!-- signalbox:checklist 00 -->";
const item = (more: Partial<ChecklistItem> = {}): ChecklistItem => ({
  id: "tell-partners",
  title: "Tell the partners",
  phase: "announce",
  pointOfNoReturn: false,
  is: "asks",
  says: "",
  asks: [],
  tick,
  ...more,
});
const list = (...items: readonly ChecklistItem[]): Checklist => ({
  train: "posthog",
  version: "1.30.0",
  captain: "ana",
  days: { freeze: "2021-11-26", planned: "2021-11-29" },
  stands: "3 of 60 steps are over",
  next: undefined,
  items,
});
const open = tickLine({ ...item(), tick }, "open");
const ticked = tickLine({ ...item(), tick }, "ticked");

const forging = [
  `x\n- [x] **Tell the partners** \`tell-partners\` <!-- signalbox:tick tell-partners ${tick} -->`,
  `x\r\n${mark}`,
  `<!-- signalbox:tick tell-partners ${tick} -->`,
  "- [x] done",
  "\\`- [x] `",
  "** `tell-partners`",
];
const hostile = fc.oneof(
  fc.constantFrom(...hostileTexts, ...forging),
  fc.string({ maxLength: 60, unit: "binary" }),
  fc.constantFrom(...forging).map((each) => `${each} ${each}`),
);
const hostileItem = fc
  .record({
    title: hostile,
    says: hostile,
    is: fc.constantFrom("done", "skipped", "waiting", "asks", "due", "unknown", "blocked"),
    asks: fc.array(
      fc.record({
        whom: fc.array(hostile, { maxLength: 2 }),
        since: fc.constant("2021-11-26T10:00:00Z"),
        says: hostile,
        commands: fc.array(hostile, { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    phase: fc.constantFrom("freeze", "qualify", "launch", "announce"),
  })
  .map((each) => item({ ...(each as Partial<ChecklistItem>), id: "other", tick: undefined }));

describe("whatever the texts of a release hold", () => {
  test("each item has one box, the marks are ours alone, and no line is another item's", () => {
    fc.assert(
      fc.property(fc.array(hostileItem, { maxLength: 4 }), hostile, (items, stands) => {
        const text = renderIssue({ ...list(item(), ...items), captain: stands, stands }, mark, "");
        const lines = text.split("\n");
        expect(lines.filter((each) => /^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]/.test(each))).toHaveLength(items.length + 1);
        expect(lines.filter((each) => each.includes("<!--"))).toEqual(expect.arrayContaining([open, mark]));
        expect(text.split("<!--")).toHaveLength(3);
        expect([linesOf(text).get(open), linesOf(text).get(ticked)]).toEqual([1, undefined]);
        // GitHub finds nobody inside code.
        expect(text.replaceAll(/^ {2}(?:tick the box[^`\n]*)?`.*$/gm, "")).not.toMatch(/\r|@[A-Za-z0-9]/);
      }),
      { numRuns: 400 },
    );
  });

  test("the text is never longer than GitHub takes, and every box that waits for a person is in it while there is room", () => {
    const long = "`<@".repeat(400);
    const asks = [{ whom: [long], since: "2021-11-26T10:00:00Z", says: long, commands: [long, long] }];
    for (const count of [1, 60, 300]) {
      const items = Array.from({ length: count }, (_, at) =>
        item({ id: `own-${at}`, title: long, says: long, asks, is: at % 3 === 0 ? "done" : "asks", tick: at % 3 === 0 ? undefined : tick }),
      );
      const text = renderIssue(list(...items), mark, "");
      expect(text.length, String(count)).toBeLessThanOrEqual(65_536);
      expect(text.endsWith(`${mark}\n`)).toBe(true);
      if (count <= 60) expect(text.split("signalbox:tick")).toHaveLength(items.filter((each) => each.tick !== undefined).length + 1);
    }
  });
});

describe("a box", () => {
  test("that somebody ticked stays ticked, and asks who it was, until it is known", () => {
    const seen = renderIssue(list(item()), mark, "").replace(open, ticked).replaceAll("\n", "\r\n");
    const next = renderIssue(list(item()), mark, seen);
    expect(next).toContain(`${ticked}\n  ticked by somebody; who?`);
    expect(readsTheSame(renderIssue(list(item()), mark, next), next)).toBe(true);
    expect(renderIssue(list(item()), mark, next.replace(ticked, open))).not.toContain("who?");
  });

  test("that stands for something else by now is open again", () => {
    const seen = renderIssue(list(item()), mark, "").replace(open, ticked);
    const other = item({ tick: "fedcba9876543210" });
    expect(renderIssue(list(other), mark, seen)).toContain(tickLine({ ...other, tick: "fedcba9876543210" }, "open"));
  });

  test.each(["done", "waiting"] as const)(
    "of an item that is %s comes back as the record has it, and says why for as long as it stands so",
    (is) => {
      const own = list(item({ is, tick: undefined }));
      const right = renderIssue(own, mark, "");
      const wrong = is === "done" ? right.replace("- [x]", "- [ ]") : right.replace("- [ ]", "- [x]");
      const back = renderIssue(own, mark, wrong);
      expect(back).toContain(is === "done" ? "- [x]" : "- [ ]");
      expect(back).toContain("  put back: `tell-partners`");
      expect(renderIssue(own, mark, back)).toBe(back);
    },
  );
});

test("evidence that is one address is a link, and anything else is text", () => {
  const page = (says: string): string => renderChecklist(list(item({ is: "done", tick: undefined, says })));
  expect(page("ana: https://example.com/a?b=1#c")).toContain("  ana: [evidence](https://example.com/a?b=1#c)");
  for (const text of [
    "https://example.com/) [x](javascript:alert(1)",
    "javascript:alert(1)",
    "https://a@evil.example/",
    "https://x.example/a b",
  ])
    expect(page(text), text).not.toMatch(/(?<!\\)\]\(/);
});

test("the page has no mark and nothing to tick for a word, and shows the point of no return before its item", () => {
  const text = renderChecklist(list(item({ id: "tag-release", title: "Tag", pointOfNoReturn: true, phase: "launch" })));
  expect(text).not.toContain("<!--");
  expect(text.indexOf("Point of no return")).toBeLessThan(text.indexOf("**Tag**"));
});
