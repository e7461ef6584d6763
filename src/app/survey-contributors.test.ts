import { describe, expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import type { Labels } from "../domain/ports/forge.ts";
import type { History } from "../domain/ports/git.ts";
import type { Ports } from "../domain/ports/index.ts";
import { openMemoryJournal } from "../testing/memory-journal.ts";
import { only } from "../testing/step-bench.ts";
import { toyApp, toyTrain } from "../testing/toy-app.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { contributionsOf } from "./survey-contributors.ts";

const commits = [
  {
    id: "a1".repeat(20),
    parents: [],
    author: { name: "Dora", email: "dora@example.com" },
    date: 0,
    commitDate: 0,
    subject: "feat: colour weekends (#12)",
    body: "",
  },
];

const contributions = (carrying: Labels["carrying"], train = toyTrain) => {
  const history = only<History>({ authors: async () => ({ emails: new Set(), names: new Set() }) });
  const ports = { history, labels: only<Labels>({ carrying }) } as unknown as Ports;
  return contributionsOf(toyApp({ journal: openMemoryJournal(), world: openToyWorld() }, "ana", { ports, train }), commits, "0");
};

const asked = { system: "GitHub", request: "GET /repos/PostHog/posthog/issues" };

describe("labels from the forge", () => {
  test("mark the highlights", async () => {
    const found = await contributions(async () => ["12"]);
    expect(found).toMatchObject({ changes: [{ labels: ["highlight"] }], notes: [] });
  });

  test("that nobody carries leave the texts without highlights, and the plan says so", async () => {
    const found = await contributions(async () => []);
    expect(found.notes).toEqual(["No pull request of this release carries the label highlight, so the texts have no highlights."]);
  });

  test.each([
    ["no credential", explain("TOKEN_MISSING", { system: "GitHub", variable: "GITHUB_TOKEN" })],
    ["one that may not look", explain("TOKEN_REFUSED", asked)],
    ["a repository that is not there", explain("NOT_FOUND", asked)],
  ])("are not required: %s leaves them unknown, and the plan says why", async (_, error) => {
    const found = await contributions(async () => Promise.reject(error));
    expect(found).toMatchObject({
      changes: [{ summary: "colour weekends", labels: [] }],
      people: [{ name: "Dora", newcomer: "first-time" }],
      notes: [`Labels are not known, so the texts have no highlights: ${error.explanation.what}`],
    });
  });

  test.each([
    ["does not answer", explain("NO_ANSWER", { ...asked, reason: "no route" })],
    ["asks to wait", explain("RATE_LIMITED", asked)],
  ])("of a forge that only %s are waited for", async (_, error) => {
    await expect(contributions(async () => Promise.reject(error))).rejects.toBe(error);
  });

  test("are not asked for when the train has no label for highlights", async () => {
    const found = await contributions(() => Promise.reject(new Error("asked")), { ...toyTrain, post: undefined });
    expect(found.notes).toEqual([]);
  });
});
