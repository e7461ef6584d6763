import { interlockContext } from "../../domain/interlock.ts";
import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";

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
  steps: ({ train }) => {
    if (train.chart === undefined) return [];
    const { repository, main, version } = train.chart;
    const commit = factOf("edit-chart/push-commits", "commit");
    return [
      step(
        "set-status",
        { repository, commit, context: interlockContext, state: "success", description: "Every image of the release exists" },
        { name: "release-hold" },
      ),
      step("await-statuses", { repository, branch: main, commit }),
      step("merge-pull-request", { repository, number: factOf("edit-chart/open-pull-request", "number"), sha: commit, method: "merge" }),
      step("await-chart-version", {
        repository,
        branch: main,
        file: version.file,
        at: version.at,
        before: factOf("edit-chart/find-branch-head", "commit"),
      }),
    ];
  },
};
