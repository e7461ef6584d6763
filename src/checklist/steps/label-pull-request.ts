import { run } from "../../domain/by-hand.ts";
import { closest } from "../../domain/closest.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { tellGithub } from "../by-hand/ask-github.ts";
import { timings } from "./lateness.ts";

type Input = { readonly repository: string; readonly number: string; readonly label: string };

/** Labels a pull request with a label the repository has, spelt as there: GitHub would make a misspelt one, and nothing would listen to it. */
export const labelPullRequest = effect<"labels", Input, readonly string[]>({
  name: "label-pull-request",
  needs: ["labels"],
  class: "set",
  keyedBy: "the label's name",
  looksAt: "the pull request's labels",
  reversible: "yes",
  ...timings.github,
  target: ({ repository, number }) => `${repository} #${number} labels`,
  describe: ({ repository, number, label }) => `label #${number} of ${repository} with ${label}`,
  observe: async ({ labels }, { repository, number, label }) => {
    const has = await labels.of(repository, number);
    if (has.includes(label)) return present(has);
    const known = await labels.known(repository);
    return known.includes(label) ? absent : { is: "conflicting", found: unknownLabel(repository, label, known) };
  },
  apply: async ({ labels }, { repository, number, label }) => {
    await labels.add(repository, number, label);
    return label;
  },
  verify: ({ number }, has) => holds(`#${number} has ${has.join(", ")}`),
  facts: () => ({}),
  byHand: ({ repository, number, label }) => [run(tellGithub("POST", `${repository}/issues/${number}/labels`, { labels: [label] }))],
});

/** Says that a repository lacks a label, and which it has that look like it. */
export const unknownLabel = (repository: string, label: string, known: readonly string[]): string => {
  const meant = closest(label, known);
  return `${repository} has no label ${JSON.stringify(label)}${meant.length === 0 ? "" : `; it has ${meant.join(", ")}`}`;
};
