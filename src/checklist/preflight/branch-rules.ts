import { failure, unclear, well } from "../../domain/diagnosis.ts";
import type { RuleSet } from "../../domain/ports/forge.ts";
import type { Preflight } from "./preflight.ts";
import { covers } from "./rule-covers.ts";

type Input = { readonly repository: string; readonly branch: string };

/** Kinds of rules that refuse a push of ours, and what they want. */
const inTheWay: Readonly<Record<string, string>> = {
  creation: "only some may make such a branch",
  update: "only some may push to it",
  pull_request: "changes only come by pull requests",
  required_signatures: "every commit is signed",
};

/** The release branch is cut by a push, and changelog and version come onto it by pushes. */
export const branchRules: Preflight<"access", Input, readonly RuleSet[]> = {
  name: "branch-rules",
  title: "the rules let us push the release branch",
  needs: ["access"],
  atLaunch: false,
  serves: ["cut-branch"],
  inputs: ({ train, release }) =>
    release === undefined || release.branch === "" ? [] : [{ repository: train.repository.name, branch: release.branch }],
  about: ({ branch }) => branch,
  look: ({ access }, { repository }) => access.rules(repository, "branch"),
  mend: ({ repository }) => `https://github.com/${repository}/settings/rules`,
  judge: ({ repository, branch }, sets) => {
    const over = sets.filter((each) => covers(each, `refs/heads/${branch}`));
    const strict = over.flatMap((each) => each.rules.flatMap((rule) => (inTheWay[rule] === undefined ? [] : [{ each, rule }])));
    const said = (some: typeof strict): string =>
      [...new Set(some.map(({ each, rule }) => `"${each.name}": ${inTheWay[rule]}`))].join("; ");
    const binding = strict.filter(({ each }) => each.binds === true);
    const fix = `Let the token's account bypass them, or leave ${branch} out: https://github.com/${repository}/settings/rules`;
    if (binding.length > 0)
      return failure({ says: `rules refuse a push to ${branch}: ${said(binding)}`, why: "The branch is cut and written by pushes.", fix });
    const doubtful = strict.filter(({ each }) => each.binds === undefined);
    if (doubtful.length > 0)
      return unclear({
        says: `it is not told whether these bind us: ${said(doubtful)}`,
        why: "GitHub tells it to those who may see the rules.",
        fix,
      });
    return well(`no rule over ${branch} refuses a push of ours`);
  },
};
