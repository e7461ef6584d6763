import type { Train } from "../../domain/train.ts";
import { chartWorkflow } from "./chart-workflow.ts";
import { imageWorkflow } from "./image-workflow.ts";
import { tickWorkflow } from "./tick-workflow.ts";

/** A workflow of a repository of the train. */
export interface WorkflowFile {
  /** `owner/name`. */
  readonly repository: string;
  readonly path: string;
  readonly text: string;
  readonly about: string;
}

const head = `# Written by \`signalbox init --workflows\` from signalbox.yaml; yours to change. Actions are pinned to commits, and each job may do what it must.
`;

/** The workflows that a train's process needs, each for its repository; `action` is the Signalbox that drives it, as a job names it. */
export const workflowsOf = (train: Train, action: string): readonly WorkflowFile[] => {
  const { name } = train.repository;
  const bump = train.chart === undefined ? undefined : chartWorkflow(train.chart);
  return [
    ...(train.images.length === 0
      ? []
      : [
          {
            repository: name,
            path: ".github/workflows/images.yml",
            text: head + imageWorkflow(train),
            about: "builds the images of the release branch and of the tag, labelled with their commit",
          },
        ]),
    {
      repository: name,
      path: ".github/workflows/signalbox.yml",
      text: head + tickWorkflow(train, action),
      about: "drives the releases under way on a schedule, on events, and on ticks in the checklist's issue",
    },
    ...(bump === undefined || train.chart === undefined
      ? []
      : [
          {
            repository: train.chart.repository,
            path: ".github/workflows/chart-version.yml",
            text: head + bump,
            about: "raises the chart's version after a merge with the label",
          },
        ]),
  ];
};
