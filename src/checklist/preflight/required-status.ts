import { failure, well } from "../../domain/diagnosis.ts";
import { interlockContext } from "../../domain/interlock.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly repository: string; readonly branch: string; readonly context: string };

/** A verdict that no rule requires stops nobody. */
export const requiredStatus: Preflight<"statuses", Input, readonly string[]> = {
  name: "required-status",
  title: "the rules require our status",
  needs: ["statuses"],
  atLaunch: false,
  serves: ["guard-branch", "merge-chart"],
  inputs: ({ train, release }) => [
    ...(train.freeze === undefined || release === undefined || release.branch === ""
      ? []
      : [{ repository: train.repository.name, branch: release.branch, context: train.freeze.context }]),
    ...(train.chart === undefined ? [] : [{ repository: train.chart.repository, branch: train.chart.main, context: interlockContext }]),
  ],
  about: ({ repository, branch }) => `${repository} ${branch}`,
  look: ({ statuses }, { repository, branch }) => statuses.required(repository, branch),
  mend: ({ repository }) => `https://github.com/${repository}/settings/rules`,
  judge: ({ repository, branch, context }, required) =>
    required.includes(context)
      ? well(`${branch} of ${repository} requires ${context}`)
      : failure({
          says: `${branch} of ${repository} requires ${required.join(", ") || "no status"}, but not ${context}`,
          why: "What Signalbox says of a change would be shown and stop nobody.",
          fix: `Add a rule for ${branch} that requires the status ${context}: https://github.com/${repository}/settings/rules/new?target=branch`,
        }),
};
