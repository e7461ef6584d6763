import { interlockContext } from "../../domain/interlock.ts";
import { factOf } from "../../domain/known.ts";
import { chartEdits, chartVersionSteps } from "../chart-edits.ts";
import { diffOf } from "../diff-of.ts";
import { type Item, step } from "../item.ts";
import { findBranchHead } from "../steps/find-branch-head.ts";
import { labelPullRequest } from "../steps/label-pull-request.ts";
import { openPullRequest } from "../steps/open-pull-request.ts";
import { pushCommits } from "../steps/push-commits.ts";
import { setStatus } from "../steps/set-status.ts";

/** The chart's pull request, prepared early and held by a status until the image it names exists. */
export const editChart: Item = {
  id: "edit-chart",
  title: () => "Edit the Helm chart",
  phase: "launch",
  rows: [12],
  access: ["GITHUB_TOKEN"],
  after: ["bump-version", "await-candidate-image", "break-the-release"],
  onceBegun: "stays",
  when: ({ train }) => train.chart !== undefined,
  steps: (at) => {
    const { chart, repository } = at.train;
    if (chart === undefined) return [];
    const base = factOf("edit-chart/find-branch-head", "commit");
    const made = chartEdits(at, "edit-chart");
    const commit = factOf("edit-chart/push-commits", "commit");
    const number = factOf("edit-chart/open-pull-request", "number");
    return [
      step(findBranchHead, { repository: chart.repository, branch: chart.main }),
      ...chartVersionSteps(at, chart, base),
      step(
        pushCommits,
        {
          repository: chart.repository,
          branch: at.fill(chart.branch),
          base,
          create: "yes",
          commits: [{ message: at.fill(chart.title), edits: made }],
          by: repository.committer,
        },
        { preview: diffOf(at.survey.chart?.files ?? {}, made) },
      ),
      step(
        setStatus,
        {
          repository: chart.repository,
          commit,
          context: interlockContext,
          state: "pending",
          until: "success",
          description: "Waits for the release's images",
        },
        { name: "hold" },
      ),
      step(openPullRequest, {
        repository: chart.repository,
        head: at.fill(chart.branch),
        base: chart.main,
        title: at.fill(chart.title),
        body: at.fill("Points the chart to {version}. Merged by the release once every image of {version} exists, not before."),
      }),
      ...(chart.raise.is === "label" ? [step(labelPullRequest, { repository: chart.repository, number, label: chart.raise.label })] : []),
    ];
  },
};
