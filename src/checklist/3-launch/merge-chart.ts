import { interlockContext } from "../../domain/interlock.ts";
import { factOf } from "../../domain/known.ts";
import type { Writing } from "../../domain/train.ts";
import { chartEditsAtMerge, chartVersionSteps } from "../chart-edits.ts";
import { chartImage } from "../guards/guard-chart-image.ts";
import { guardLabel } from "../guards/guard-label.ts";
import { pullRequests } from "../guards/guard-pull-requests.ts";
import { guardedIn } from "../guards/index.ts";
import { type Item, step } from "../item.ts";
import { awaitChartVersion } from "../steps/await-chart-version.ts";
import { awaitStatuses } from "../steps/await-statuses.ts";
import { findBranchHead } from "../steps/find-branch-head.ts";
import { mergePullRequest } from "../steps/merge-pull-request.ts";
import { refreshBranch } from "../steps/refresh-branch.ts";
import { setStatus } from "../steps/set-status.ts";

/** Only when every image the chart names exists. The chart's own CI then moves its version, which proves that the label was right. */
export const mergeChart: Item = {
  id: "merge-chart",
  title: () => "Merge the Helm chart",
  phase: "launch",
  rows: [12],
  access: ["GITHUB_TOKEN"],
  after: ["edit-chart", "publish-images"],
  interlock: "Do not merge until the latest version is built.",
  when: ({ train }) => train.chart !== undefined,
  steps: (at) => {
    const { chart } = at.train;
    if (chart === undefined) return [];
    const { repository, main, version } = chart;
    const base = factOf("merge-chart/find-branch-head", "commit");
    const commit = factOf("merge-chart/refresh-branch", "commit");
    const checks = guardedIn("merge-chart", {
      "guard-chart-image": chartImage(at, commit, "yes"),
      "guard-label": guardLabel.input(at),
      "guard-pull-requests": pullRequests(at, ["chart"]),
    });
    return [
      step(findBranchHead, { repository, branch: main }),
      ...chartVersionSteps(at, chart, base),
      // Another release may have changed the same lines since the draft was opened: a patch that overtook this one, say.
      step(refreshBranch, {
        repository,
        branch: at.fill(chart.branch),
        head: factOf("edit-chart/push-commits", "commit"),
        onto: base,
        message: at.fill(chart.title),
        edits: chartEditsAtMerge(at, "merge-chart"),
        by: at.train.repository.committer,
      }),
      ...checks.steps,
      step(
        setStatus,
        { repository, commit, context: interlockContext, state: "success", description: "Every image of the release exists" },
        { name: "release-hold" },
      ),
      step(awaitStatuses, { repository, branch: main, commit }),
      step(
        mergePullRequest,
        { repository, number: factOf("edit-chart/open-pull-request", "number"), sha: commit, method: "merge" },
        { guardedBy: checks.ids },
      ),
      step(awaitChartVersion, {
        repository,
        branch: main,
        file: version.file,
        at: version.at,
        before: base,
        values: chart.edits.map(placeIn),
      }),
    ];
  },
};

/** A place as plain data: a step's input is hashed, and what it does not need is left out. */
const placeIn = ({ file, place }: Writing) => (place.is === "at" ? { file, at: place.path } : { file, ...place });
