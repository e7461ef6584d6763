import { describe, expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import type { Labels, Members } from "../domain/ports/forge.ts";
import type { History } from "../domain/ports/git.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Train } from "../domain/train.ts";
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

const signed = (at: number, email: string) => ({
  id: String(at).padStart(40, "a"),
  parents: [],
  author: { name: `Writer ${at}`, email },
  date: 0,
  commitDate: 0,
  subject: `fix: repair part ${at}`,
  body: "",
});

const byAccount = (count: number) => Array.from({ length: count }, (_, at) => signed(at, `${at}+writer-${at}@users.noreply.github.com`));

const peopleAmong = (
  isMember: Members["isMember"],
  made: Parameters<typeof contributionsOf>[1],
  more: Partial<Train["contributors"]> = { githubOrganisation: "acme" },
  exists: Members["exists"] = async () => true,
) => {
  const history = only<History>({ authors: async () => ({ emails: new Set(), names: new Set() }) });
  const ports = { history, members: only<Members>({ isMember, exists }) } as unknown as Ports;
  const contributors = { ...toyTrain.contributors, ...more };
  const train = { ...toyTrain, post: undefined, contributors };
  return contributionsOf(toyApp({ journal: openMemoryJournal(), world: openToyWorld() }, "ana", { ports, train }), made, "0");
};

test("an organisation that is not there is no answer about anybody, and is only asked for where nobody belongs to it", async () => {
  const writers = byAccount(2);
  const gone = await peopleAmong(
    async () => false,
    writers,
    { githubOrganisation: "acmee" },
    async () => false,
  );
  expect(gone.people.map((each) => each.kind)).toEqual(["external", "external"]);
  expect(gone.notes).toContain("There is no organisation acmee at GitHub, so its members may be thanked as from outside.");
  const there = await peopleAmong(async () => false, writers, { githubOrganisation: "acme" });
  expect(there.notes.join()).not.toContain("organisation");
  const unasked = await peopleAmong(
    async () => true,
    writers,
    { githubOrganisation: "acme" },
    () => Promise.reject(new Error("asked")),
  );
  expect(unasked.people.map((each) => each.kind)).toEqual(["staff", "staff"]);
});

describe("the organisation's members", () => {
  const mixed = [
    signed(1, "1+Inside@users.noreply.github.com"),
    signed(2, "2+outside@users.noreply.github.com"),
    signed(3, "somebody@example.com"),
    signed(4, "ana@posthog.com"),
    signed(5, "5+renovate[bot]@users.noreply.github.com"),
  ];

  test("are staff, and only outsiders whose account is known are asked about, each once", async () => {
    const heard: string[] = [];
    const found = await peopleAmong(
      async (organisation, login) => {
        heard.push(`${organisation}/${login}`);
        return login === "inside";
      },
      [...mixed, signed(6, "inside@users.noreply.github.com")],
    );
    expect(heard).toEqual(["acme/inside", "acme/outside"]);
    expect(Object.fromEntries(found.people.map(({ email, kind }) => [email, kind]))).toEqual({
      "1+inside@users.noreply.github.com": "staff",
      "2+outside@users.noreply.github.com": "external",
      "somebody@example.com": "external",
      "ana@posthog.com": "staff",
      "5+renovate[bot]@users.noreply.github.com": "bot",
      "inside@users.noreply.github.com": "staff",
    });
    expect(found.notes).toEqual([]);
  });

  test("are not asked for without an organisation, nor when nobody is in question", async () => {
    const nobody = () => Promise.reject(new Error("asked"));
    expect((await peopleAmong(nobody, [signed(3, "somebody@example.com")])).notes).toEqual([]);
    expect((await peopleAmong(nobody, mixed, { githubOrganisation: undefined })).notes).toEqual([]);
  });

  test.each([
    ["no credential", explain("TOKEN_MISSING", { system: "GitHub", variable: "GITHUB_TOKEN" })],
    ["one that is not told", explain("TOKEN_REFUSED", { system: "GitHub", request: "GET orgs/acme/members/inside" })],
  ])("are not required: %s leaves everybody as they are after one question, and the plan says why", async (_, error) => {
    let questions = 0;
    const found = await peopleAmong(async () => {
      questions += 1;
      throw error;
    }, byAccount(30));
    expect(questions).toBe(1);
    expect(found.people.every(({ kind }) => kind === "external")).toBe(true);
    expect(found.notes).toEqual([
      `Who belongs to acme is not known, so its members may be thanked as from outside: ${error.explanation.what}`,
    ]);
  });

  test("of a forge that only does not answer are waited for", async () => {
    const error = explain("NO_ANSWER", { ...asked, reason: "no route" });
    await expect(peopleAmong(async () => Promise.reject(error), mixed)).rejects.toBe(error);
  });

  test("are looked up for 200 accounts at most, eight at once, and the plan says how many are left", async () => {
    let [questions, open, most] = [0, 0, 0];
    const found = await peopleAmong(async () => {
      questions += 1;
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return true;
    }, byAccount(205));
    expect([questions, most]).toEqual([200, 8]);
    expect(found.people.filter(({ kind }) => kind === "staff")).toHaveLength(200);
    expect(found.notes).toEqual(["5 accounts were not looked up in acme, which is done for 200 of a release."]);
  });
});
