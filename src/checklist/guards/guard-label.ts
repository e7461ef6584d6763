import { closest } from "../../domain/closest.ts";
import { type Judged, ok, unknownUntil, violated } from "../../domain/guard.ts";
import { factOf } from "../../domain/known.ts";
import { type LabelTest, labelTests, matches } from "../../edits/workflow-labels.ts";
import { candidateCommit } from "../release-edits.ts";
import { unknownLabel } from "../steps/label-pull-request.ts";
import type { Guard, Guarded } from "./guard.ts";

type Input = Guarded & {
  readonly repository: string;
  readonly main: string;
  readonly label: string;
  /** Of the chart's pull request; no number until it is opened. */
  readonly number: string;
};

type Seen = {
  /** Names of all labels that the repository has. */
  readonly known: readonly string[];
  /** Labels of the pull request, once there is one. */
  readonly carried: readonly string[] | undefined;
  readonly workflows: readonly { readonly file: string; readonly tests: readonly LabelTest[] }[];
};

const folder = ".github/workflows/";
const mostWorkflows = 100;

/** GitHub makes a misspelt label without a word, and a workflow that compares another spelling does nothing without a word. */
export const guardLabel: Guard<"refs" | "objects" | "labels", Input, Seen> = {
  name: "guard-label",
  needs: ["refs", "objects", "labels"],
  looksAt: "the labels of the chart's repository and of its pull request, and what its workflows compare labels with",
  input: (at) =>
    at.train.chart?.raise.is !== "label" || !at.has("edit-chart")
      ? undefined
      : {
          version: at.release.version,
          candidate: candidateCommit(at),
          repository: at.train.chart.repository,
          main: at.train.chart.main,
          label: at.train.chart.raise.label,
          number: factOf("edit-chart/open-pull-request", "number"),
        },
  describe: ({ repository, label }) => `a workflow of ${repository} listens to the label ${JSON.stringify(label)}`,
  look: async ({ refs, objects, labels }, { repository, main, number }) => {
    const [head, known, carried] = await Promise.all([
      refs.look(repository, `refs/heads/${main}`),
      labels.known(repository),
      /^\d+$/.test(number) ? labels.of(repository, number) : undefined,
    ]);
    if (head === undefined) return { known, carried, workflows: [] };
    const files = (await objects.files(repository, head.commit, folder)).filter((file) => /\.ya?ml$/.test(file)).slice(0, mostWorkflows);
    const texts = files.map(async (file) => ({ file, tests: labelTests((await objects.file(repository, head.commit, file)) ?? "") }));
    return { known, carried, workflows: await Promise.all(texts) };
  },
  judge: ({ repository, label, number }, { known, carried, workflows }) => {
    if (!known.includes(label)) return violated(unknownLabel(repository, label, known));
    if (carried !== undefined && !carried.includes(label))
      return violated(`#${number} of ${repository} does not carry ${JSON.stringify(label)}`);
    return judgeSpelling(label, workflows);
  },
};

/** A label that nothing compares, where nothing like it is compared either, may be read by a script: only the chart's version will tell. */
const judgeSpelling = (label: string, workflows: Seen["workflows"]): Judged => {
  const tests = workflows.flatMap(({ file, tests }) => tests.map((test) => ({ file: file.slice(folder.length), test })));
  const listening = tests.find(({ test }) => matches(test, label));
  if (listening !== undefined) return ok(`${listening.file} listens to it: ${listening.test.expression.slice(0, 200)}`);
  const [meant] = closest(
    label,
    tests.map(({ test }) => test.text),
  );
  const near = tests.find(({ test }) => test.text === meant);
  if (near !== undefined)
    return violated(
      `The label is ${JSON.stringify(label)}, but ${near.file} compares ${JSON.stringify(near.test.text)}: ${near.test.expression.slice(0, 200)}`,
    );
  return unknownUntil("merge-chart/await-chart-version", `no workflow is seen to listen to ${JSON.stringify(label)}`);
};
