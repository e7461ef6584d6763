import { expect, test } from "vitest";
import type { Rehearsal } from "../../app/rehearse/rehearsal.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { sampleRehearsal } from "../../testing/sample-rehearsal.ts";
import { soiled } from "../../testing/soiled.ts";
import { hasHiddenCharacters } from "../../texts/show-hidden.ts";
import { rehearsalSummary } from "./summary.ts";

// The figures and the evidence are written here, so that a new step of the checklist does not change what a summary looks like.
const sampled = sampleRehearsal();
const told = ["branch release-1.30.0 at b45e0c9f7e21", "tag 1.30.0 at ca4d0c9f7e21 with its message, pushed once"];
const sample: Rehearsal = {
  ...sampled,
  releases: sampled.releases.map((each) => ({ ...each, steps: each.steps.filter(({ step }) => step === "check-launch/guard-tags") })),
  rows: sampled.rows.map((row) => ({ ...row, evidence: told.slice(row.row % 2) })),
  applied: [
    { twin: "git", effect: "push", subject: "PostHog/posthog refs/tags/1.30.0", at: "2021-10-26T08:31:00Z" },
    { twin: "slack", effect: "chat.postMessage", subject: "community C0000000000", at: "2021-10-26T11:05:00Z" },
  ],
};

test("a rehearsal that went well, on a terminal of 100 columns", () => {
  expect(rehearsalSummary(sample, { colour: false, width: 100 })).toMatchSnapshot();
});

test("a rehearsal that differs names every difference whole, whatever the terminal's width", () => {
  const found = `digest is sha256:${"a".repeat(64)}; the record says sha256:${"b".repeat(64)}`;
  const rows = sample.rows.map((row) =>
    row.row === 19
      ? { ...row, state: "cannot" as const, why: "no newsletter is configured" }
      : row.row === 4
        ? { ...row, state: "guessed" as const, why: "guessed from the commits" }
        : row,
  );
  const notices = [{ version: "1.30.0", at: "2021-10-26T11:04:00Z", missing: ["the chart"] }];
  const summary = rehearsalSummary(
    { ...sample, rows, notices, differences: [{ step: "publish-images/await-release-image", found }] },
    { colour: false, width: 72 },
  );
  expect(summary).toContain(`publish-images/await-release-image: ${found}`);
  expect(summary).toMatchSnapshot();
});

test("a check that was accepted, or that never came to hold, is counted apart", () => {
  const [step] = sample.releases[0]?.steps ?? [];
  if (step === undefined) throw new Error("the sample has a check");
  const accepted = { ...step, facts: { accepted: "v1.30.0 beside 1.30.0" } };
  const releases = sample.releases.map((each, at) => ({
    ...each,
    steps: at === 0 ? [accepted, { ...step, is: "blocked" as const }] : each.steps,
  }));
  expect(rehearsalSummary({ ...sample, releases }, { colour: false, width: 100 })).toContain("1 check held, 1 accepted, 1 open\n");
});

test("no line of the 21 rows is wider than the terminal", () => {
  for (const width of [40, 60, 80, 140]) {
    const rows = rehearsalSummary(sample, { colour: false, width }).split("\n").slice(0, 21);
    expect(Math.max(...rows.map((row) => [...row].length))).toBeLessThanOrEqual(width);
  }
});

test("colours are only marks around the same words", () => {
  const coloured = rehearsalSummary(sample, { colour: true, width: 100 });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken away
  expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).toBe(rehearsalSummary(sample, { colour: false, width: 100 }));
});

test("no text of a rehearsal moves the cursor, breaks a line or hides", () => {
  const lines = rehearsalSummary(sample, { colour: false, width: 100 }).split("\n").length;
  for (const text of hostileTexts) {
    const summary = rehearsalSummary(
      soiled(sample, text, () => true),
      { colour: false, width: 100 },
    );
    expect(summary.split("\n").filter((line) => hasHiddenCharacters(line))).toEqual([]);
    expect(summary.split("\n")).toHaveLength(lines);
  }
});
