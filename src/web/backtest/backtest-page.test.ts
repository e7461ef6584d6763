import { createHash } from "node:crypto";
import { parse } from "parse5";
import { expect, test } from "vitest";
import type { Backtest } from "../../app/backtest/backtest.ts";
import { plainDate } from "../../domain/plain-date.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { elementsIn, skeletonOf, textIn } from "../../testing/read-page.ts";
import { backtestPage } from "./backtest-page.ts";

/** A backtest of one release, with this text wherever a foreign one can stand. */
const told = (text: string): Backtest => {
  const commit = "a".repeat(40);
  const once = { same: 1, differs: 0, unknown: 0, none: 0 };
  const why = [`It says ${text}.`];
  return {
    train: text,
    place: text,
    name: text,
    pattern: text,
    counted: { tags: 3, releases: 2 },
    releases: [
      {
        version: text,
        tag: text,
        commit,
        day: plainDate("2021-11-29"),
        range: {
          is: "differs",
          facts: {
            previous: { version: text, tag: text },
            commits: 3,
            merges: 1,
            pulls: 2,
            changes: 2,
            references: { listed: 1, outside: [9] },
            comparedWith: { tag: text, isPreRelease: false },
          },
          why,
        },
        people: {
          is: "same",
          facts: { authors: 2, external: 1, staff: 1, bots: 0, firstTime: 1, doubtful: 0, thanked: { accounts: 1, unknown: [text] } },
          why: [],
        },
        files: { is: "differs", facts: { files: [{ path: text, is: "differs", broughtBy: commit }], forgotten: [text] }, why },
        changelog: { is: "differs", facts: { file: text, heading: { theirs: text, draft: text } }, why },
        branch: { is: "unknown", facts: { leftAt: commit, configured: text, branches: [text] }, why },
        date: { is: "none", facts: undefined, why: [] },
        notes: [text],
      },
    ],
    tally: { range: once, people: once, files: once, changelog: once, branch: once, date: once },
    notes: [text],
  };
};

test("the page has a row for each release, its parts, and a sentence for each difference", () => {
  const page = parse(backtestPage(told("1.1.0"), { isGuessed: false }));
  const body = textIn(page);
  expect(body).toContain("Backtest of 1.1.0, by the configuration of 1.1.0");
  expect(body).toContain("1 release of 2");
  expect(body).toContain("It says 1.1.0.");
  expect(body).toContain("since 1.1.0: 3 commits (1 merge), 2 pull requests, 2 changes to tell; the section refers to 1 number.");
  const cells = elementsIn(page).filter(({ tagName, attrs }) => tagName === "td" && attrs.some(({ value }) => value.startsWith("sign ")));
  expect(cells.map(textIn)).toEqual(["≠", "✓", "≠", "≠", "?", "–"]);
  expect(textIn(parse(backtestPage(told("1.1.0"), { isGuessed: true })))).toContain("as init would configure it");
});

test("every link leads to a release of the page, and what differs is open", () => {
  const all = elementsIn(parse(backtestPage(told("1.1.0"), { isGuessed: false })));
  const ids = all.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "id").map(({ value }) => `#${value}`));
  const links = all.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "href").map(({ value }) => value));
  expect(links).toEqual(ids);
  expect(all.filter(({ tagName, attrs }) => tagName === "details" && attrs.some(({ name }) => name === "open"))).toHaveLength(1);
});

test.each(hostileTexts)("foreign text adds no element and no attribute, and hides nothing: %j", (text) => {
  const page = backtestPage(told(text), { isGuessed: false });
  expect(skeletonOf(page)).toEqual(skeletonOf(backtestPage(told("plain"), { isGuessed: false })));
  expect(page).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u);
});

test("the page allows its own stylesheet by its hash, and nothing else", () => {
  const page = backtestPage(told("plain"), { isGuessed: false });
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  const policies = elementsIn(parse(page))
    .filter(({ attrs }) => attrs.some(({ value }) => value === "Content-Security-Policy"))
    .flatMap(({ attrs }) => attrs.filter(({ name }) => name === "content").map(({ value }) => value));
  expect(policies).toEqual([`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`]);
  expect(page).not.toMatch(/<script|\ssrc=|\son\w+=|https?:/);
});
