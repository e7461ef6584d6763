import { failure, well } from "../../domain/diagnosis.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly repository: string };
type Seen = { readonly push: boolean; readonly archived: boolean } | undefined;

/** Every repository that a release writes to. */
export const forgePush: Preflight<"access", Input, Seen> = {
  name: "forge-push",
  title: "may push",
  needs: ["access"],
  atLaunch: true,
  serves: ["tag-release", "sync-main", "merge-chart", "publish-feed"],
  inputs: ({ train: { repository, chart, post } }) =>
    [
      ...new Set([repository.name, ...(chart === undefined ? [] : [chart.repository]), ...(post === undefined ? [] : [post.repository])]),
    ].map((each) => ({ repository: each })),
  about: ({ repository }) => repository,
  look: ({ access }, { repository }) => access.may(repository),
  mend: ({ repository }) => `https://github.com/${repository}/settings/access`,
  judge: ({ repository }, seen) => {
    if (seen === undefined)
      return failure({
        says: `${repository} is not there, or the token does not see it`,
        why: "A release writes to it.",
        fix: `Spell it in signalbox.yaml as GitHub does, or let the token's account see https://github.com/${repository}.`,
      });
    if (seen.archived)
      return failure({
        says: `${repository} is archived`,
        why: "Nothing can be pushed to an archived repository.",
        fix: `https://github.com/${repository}/settings, "Unarchive this repository"; or name its successor in signalbox.yaml.`,
      });
    if (!seen.push)
      return failure({
        says: `the token may only read ${repository}`,
        why: "A release pushes branches there and opens pull requests.",
        fix: `Give its account the role Write at https://github.com/${repository}/settings/access.`,
      });
    return well(`the token may push to ${repository}`);
  },
};
