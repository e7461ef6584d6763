import type { Train } from "../domain/train.ts";
import type { ImageJob, Workflow } from "../twins/github/actions/workflow.ts";

/** The workflows that the train's configuration says its repository has: candidates are built by the branch, releases by the tag. */
export const workflowsOf = ({ images, repository }: Train): readonly Workflow[] => [
  ...building(
    "Candidate images",
    "candidate.yml",
    `refs/heads/${repository.branch}`,
    images.flatMap(({ name, candidate }) => (candidate === undefined ? [] : [{ repository: name, tags: [candidate] }])),
    7,
  ),
  ...building(
    "Release images",
    "release.yml",
    `refs/tags/${repository.tag}`,
    images.flatMap(({ name, by, release }) => (by === "ci" ? [{ repository: name, tags: [...release] }] : [])),
    9,
  ),
];

/** The chart's own workflow: it raises the chart's version when a pull request with its label is merged. */
export const chartWorkflows = ({ chart }: Pick<Train, "chart">): readonly Workflow[] =>
  chart?.raise.is !== "label"
    ? []
    : [
        {
          name: "Bump chart version",
          file: ".github/workflows/bump-version.yml",
          on: [{ is: "merged", base: chart.main, label: chart.raise.label }],
          does: { is: "bump", file: chart.version.file, part: "minor", message: "Bump version to {version}" },
          minutes: 3,
        },
      ];

const building = (name: string, file: string, ref: string, images: readonly ImageJob[], minutes: number): readonly Workflow[] =>
  images.length === 0
    ? []
    : [{ name, file: `.github/workflows/${file}`, on: [{ is: "push", ref }], does: { is: "build", images }, minutes }];
