import { createHash } from "node:crypto";
import fc from "fast-check";
import { parse } from "parse5";
import { expect, test } from "vitest";
import type { Rehearsal } from "../../app/rehearse/rehearsal.ts";
import { guardTable } from "../../domain/guard.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { elementsIn, skeletonOf, textIn } from "../../testing/read-page.ts";
import { sampleRehearsal } from "../../testing/sample-rehearsal.ts";
import { soiled } from "../../testing/soiled.ts";
import { rehearsalPage } from "./rehearsal-page.ts";

const sample = sampleRehearsal();

/** What no report has: nothing in it runs, loads or leads away. */
const forbidden =
  /^(script|iframe|object|embed|link|img|image|base|form|input|button|template|foreignobject|animate|set|use|video|audio)$|^\S+ on| style$|^\S+ (src|srcset|xlink:href)/i;

test("a page runs nothing and loads nothing, and all its links stay on it", () => {
  const skeleton = [...skeletonOf(rehearsalPage(sample))];
  expect(skeleton.filter((each) => forbidden.test(each))).toEqual([]);
  expect(skeleton.filter((each) => / href=/.test(each) && !/ href=#[a-z]+(-N)?$/.test(each))).toEqual([]);
});

test("the policy in the page allows its own stylesheet by hash, and nothing else", () => {
  const elements = elementsIn(parse(rehearsalPage(sample)));
  const styles = elements.filter(({ tagName }) => tagName === "style").map(textIn);
  const policy = elements
    .flatMap(({ attrs }) => attrs)
    .find(({ name, value }) => name === "content" && value.startsWith("default-src"))?.value;
  const hash = createHash("sha256")
    .update(styles[0] ?? "")
    .digest("base64");
  expect(styles).toHaveLength(1);
  expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
});

test("no hostile text in any field becomes an element, an attribute or a link", () => {
  // A text that is made long is folded away, so the innocent sample is made long as well.
  const clean = new Set(
    ["", "x".repeat(300), "\nx".repeat(20)].flatMap((text) => [...skeletonOf(rehearsalPage(soiled(sample, text, () => true)))]),
  );
  fc.assert(
    fc.property(fc.constantFrom(...hostileTexts), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 7 }), (text, from, every) => {
      const page = rehearsalPage(soiled(sample, text, (place) => place % every === from % every));
      expect([...skeletonOf(page)].filter((each) => !clean.has(each))).toEqual([]);
      expect(page).not.toMatch(hidden);
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** Characters that turn the reading direction, clear a terminal or are not there to see; the page's own newlines and tabs are none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/;

test("hostile texts are still there to read, character by character", () => {
  const page = rehearsalPage(soiled(sample, "<script>alert(1)</script>", () => true));
  const body = textIn(parse(page));
  expect(body.split("<script>alert(1)</script>").length).toBeGreaterThan(300);
});

test("a rehearsal with differences says so at once and names each", () => {
  const differences = [
    { step: "publish-images/image-posthog/posthog", found: "digest is sha256:aaa; the record says sha256:bbb" },
    { step: "edit-chart/label-pull-request", found: "the label <b>bump minor</b> is gone" },
    { step: "refresh-cdn/await-edge", found: "the edge serves other bytes" },
  ];
  const page = rehearsalPage({ ...sample, differences });
  const tree = parse(page);
  const heading = elementsIn(tree).find((each) => each.tagName === "h1");
  expect(heading === undefined ? "" : textIn(heading)).toBe("Differs");
  for (const { step, found } of differences) {
    expect(textIn(tree)).toContain(step);
    expect(textIn(tree)).toContain(found);
  }
});

test("a release that did not finish is not called finished", () => {
  expect(headingOf({ ...sample, finished: false })).toBe("Not finished");
  expect(headingOf(sample)).toBe("Finished");
});

test("what users were told too early and what was applied twice stands out", () => {
  const [applied] = sample.applied;
  if (applied === undefined) throw new Error("the sample applies something");
  const notices = [{ version: "1.30.0", at: "2021-10-26T11:04:00Z", missing: ["image posthog/posthog-foss:release-1.30.0"] }];
  const text = textIn(parse(rehearsalPage({ ...sample, notices, applied: [...sample.applied, applied] })));
  expect(text).toContain("1.30.0 was told before it was there: image posthog/posthog-foss:release-1.30.0");
  expect(text).toContain("1 more than once");
});

test("the point of no return is drawn once for each release, just before the tag", () => {
  const page = rehearsalPage(sample);
  expect(page.split("Point of no return</span>").length - 1).toBe(sample.releases.length);
  expect(page).toMatch(/Point of no return<\/span>[^\n]*\n?[^\n]*<\/li><li class="item">\s*<h4>Tag 1\.29\.1/);
});

test("every check of every release is shown with its evidence, and one that is violated stands out", () => {
  const section = (rehearsal: Rehearsal): string => {
    const found = elementsIn(parse(rehearsalPage(rehearsal))).find(({ attrs }) => attrs.some(({ value }) => value === "checks"));
    return found === undefined ? "" : textIn(found);
  };
  const all = section(sample);
  expect(all).toContain("none violated");
  for (const { title } of Object.values(guardTable))
    expect(all.split(title).length - 1, title).toBeGreaterThanOrEqual(sample.releases.length);
  const question = { code: "TAG_TWICE", what: "", why: "", next: "", answers: [] };
  const releases = sample.releases.map((each) => ({
    ...each,
    steps: each.steps.map((step) =>
      step.kind === "guard-tags" ? { ...step, is: "asks" as const, says: "v1.30.0 is there", question } : step,
    ),
  }));
  const violated = section({ ...sample, releases });
  expect(violated).toContain(`${sample.releases.length} not right`);
  expect(violated).toMatch(/violated\s*v1\.30\.0 is there/);
});

test("every id is there once, and every link leads to one", () => {
  const elements = elementsIn(parse(rehearsalPage(sample)));
  const ids = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "id").map(({ value }) => value));
  const targets = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "href").map(({ value }) => value.slice(1)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
});

const headingOf = (rehearsal: Rehearsal): string => {
  const heading = elementsIn(parse(rehearsalPage(rehearsal))).find((each) => each.tagName === "h1");
  return heading === undefined ? "" : textIn(heading);
};
