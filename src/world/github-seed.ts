import { interlockContext } from "../domain/interlock.ts";
import { guestLogin } from "../domain/ports/world.ts";
import type { Train } from "../domain/train.ts";
import type { GithubSeed, RepositorySeed } from "../twins/github/seed.ts";
import type { Blueprint } from "./blueprint.ts";
import { loginsOf, ownAccount, tokenOf } from "./blueprint.ts";
import { chartWorkflows, workflowsOf } from "./workflows.ts";

/** GitHub as the train's configuration describes it: its repositories, their rules, workflows and labels, and its people. */
export const githubSeed = (blueprint: Blueprint): GithubSeed => {
  const { train, members } = blueprint;
  const organisation = train.contributors.githubOrganisation;
  return {
    accounts: loginsOf(train).map((login) => ({
      login,
      token: tokenOf(login),
      may: "write" as const,
      ...(login === ownAccount ? { is: "Bot" as const, bypasses: true } : {}),
    })),
    organisations:
      organisation === undefined ? {} : { [organisation]: [...loginsOf(train).filter((each) => each !== guestLogin), ...members] },
    repositories: [mainSeed(blueprint), ...chartSeed(train), ...postSeed(train)],
  };
};

const mainSeed = ({ train, pulls, start }: Blueprint): RepositorySeed => ({
  name: train.repository.name,
  labels: [
    ...(train.freeze === undefined ? [] : [train.freeze.label]),
    ...(train.post?.highlight === undefined ? [] : [train.post.highlight]),
  ],
  workflows: workflowsOf(train),
  pulls: pulls
    .filter((each) => each.labels.length > 0)
    .map(({ number, title, login, labels, commit }) => ({
      number,
      title,
      author: login,
      labels,
      head: `change-${number}`,
      base: train.repository.main,
      commit,
      at: start,
    })),
  ...(train.freeze === undefined
    ? {}
    : {
        // The pattern of a branch that is named by its version alone matches every branch.
        required: [
          {
            branches: `refs/heads/${train.repository.branch.replaceAll(/\{[a-z-]+\}/g, "*")}`,
            except: `refs/heads/${train.repository.main}`,
            contexts: [train.freeze.context],
          },
        ],
      }),
});

const chartSeed = ({ chart }: Train): readonly RepositorySeed[] =>
  chart === undefined
    ? []
    : [
        {
          name: chart.repository,
          labels: chart.raise.is === "label" ? [chart.raise.label] : [],
          workflows: chartWorkflows({ chart }),
          required: [{ branches: `refs/heads/${chart.main}`, contexts: [interlockContext] }],
        },
      ];

const postSeed = ({ post }: Train): readonly RepositorySeed[] => (post === undefined ? [] : [{ name: post.repository, labels: [] }]);
