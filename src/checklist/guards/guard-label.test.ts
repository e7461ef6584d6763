import fc from "fast-check";
import { expect, test } from "vitest";
import type { Labels } from "../../domain/ports/forge.ts";
import type { Refs } from "../../domain/ports/git.ts";
import { candidate, filesAt, guarding } from "../../testing/guard-bench.ts";
import { only } from "../../testing/step-bench.ts";
import { chartWorkflow } from "../../twins/git/side-files.ts";
import { guardLabel } from "./guard-label.ts";

const input = (label = "bump minor", number = "«known after edit-chart/open-pull-request»") => ({
  version: "1.30.0",
  candidate,
  repository: "acme/charts",
  main: "main",
  label,
  number,
});

const world = ({
  known = ["bump minor"],
  carried = ["bump minor"],
  workflows = { "bump-version.yml": chartWorkflow },
}: {
  readonly known?: readonly string[];
  readonly carried?: readonly string[];
  readonly workflows?: Readonly<Record<string, string>>;
} = {}) => ({
  refs: only<Refs>({ look: async (_, ref) => ({ ref, object: "head", commit: "head" }) }),
  objects: filesAt(Object.fromEntries(Object.entries(workflows).map(([file, text]) => [`head .github/workflows/${file}`, text]))),
  labels: only<Labels>({ known: async () => known, of: async () => carried }),
});

test("the label that a workflow of the chart compares is right, and the expression says so", async () => {
  expect(await guarding(guardLabel, world(), input())).toEqual({
    holds: "bump-version.yml listens to it: contains(github.event.pull_request.labels.*.name, 'bump minor')",
  });
});

test("the page's spelling is wrong, even in a repository that has both", async () => {
  expect(await guarding(guardLabel, world({ known: ["bump minor", "bump-minor"] }), input("bump-minor"))).toEqual({
    asks: 'LABEL_MISSPELT: The label is "bump-minor", but bump-version.yml compares "bump minor": contains(github.event.pull_request.labels.*.name, \'bump minor\')',
    answers: ["retry", "accept"],
  });
});

test("a label that the repository does not have is wrong, whatever its workflows say", async () => {
  expect(await guarding(guardLabel, world(), input("bump-minor"))).toMatchObject({
    asks: 'LABEL_MISSPELT: acme/charts has no label "bump-minor"; it has bump minor',
  });
});

test("a pull request from which somebody took the label is wrong", async () => {
  expect(await guarding(guardLabel, world({ carried: ["docs"] }), input("bump minor", "12"))).toMatchObject({
    asks: 'LABEL_MISSPELT: #12 of acme/charts does not carry "bump minor"',
  });
  expect(await guarding(guardLabel, world(), input("bump minor", "12"))).toMatchObject({ holds: expect.any(String) });
});

test.each([
  ["there is no workflow", {}],
  ["a script compares the labels", { "bump.yml": "on: pull_request\njobs:\n  a:\n    steps:\n      - run: ./bump.sh\n" }],
  [
    "nothing like it is compared",
    { "skip.yml": "on: pull_request\njobs:\n  a:\n    if: contains(github.event.pull_request.labels.*.name, 'documentation only')\n" },
  ],
  ["the workflow is cut off", { "bump.yml": chartWorkflow.slice(0, 100) }],
  ["it is no workflow", { "bump.json": chartWorkflow }],
])("when %s, only the chart's version will tell", async (_, workflows) => {
  expect(await guarding(guardLabel, world({ workflows: workflows as unknown as Record<string, string> }), input())).toEqual({
    holds: 'not known before merge-chart/await-chart-version: no workflow is seen to listen to "bump minor"',
  });
});

test("upper and lower case are one to GitHub's comparison, and the repository's own spelling is asked for", () => {
  const tests = [{ is: "whole", text: "bump minor", expression: "x" }] as const;
  const workflows = [{ file: ".github/workflows/bump.yml", tests }];
  fc.assert(
    fc.property(fc.mixedCase(fc.constant("bump minor")), (label) => {
      expect(guardLabel.judge(input(label), { known: [label], carried: undefined, workflows }).is).toBe("ok");
      expect(guardLabel.judge(input(label), { known: ["bump minor"], carried: undefined, workflows }).is).toBe(
        label === "bump minor" ? "ok" : "violated",
      );
    }),
  );
});
