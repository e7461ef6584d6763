import type { Train } from "../../domain/train.ts";
import { slackToken } from "../credentials.ts";
import { imageWorkflowName } from "./image-workflow.ts";
import { pinned } from "./pinned-actions.ts";
import { refPattern } from "./ref-patterns.ts";

/**
 * Drives the releases under way: every quarter of an hour, when something happened that they may wait for, and when somebody ticked a box of the
 * checklist's issue. The workflow's own token may only read the code; what a release needs comes from secrets of the names that `signalbox check` knows. It
 * runs on the main branch's code, never on a pull request's. Of runs that wait in one group GitHub keeps the newest only, and who ticked is known from the
 * edit's own run alone: so each edit is a group of its own.
 */
export const tickWorkflow = (train: Train, action: string): string => {
  const { repository, images } = train;
  return `name: Signalbox

on:
  schedule:
    - cron: "*/15 * * * *"
  workflow_dispatch:
  push:
    branches: [${JSON.stringify(repository.main)}, ${JSON.stringify(refPattern(repository.branch).filter)}]
    tags: [${JSON.stringify(refPattern(repository.tag).filter)}]
${images.length === 0 ? "" : `  workflow_run:\n    workflows: [${JSON.stringify(imageWorkflowName)}]\n    types: [completed]\n`}  issues:
    types: [edited]

permissions: {}

concurrency:
  group: \${{ github.event_name == 'issues' && format('signalbox-edit-{0}', github.run_id) || 'signalbox' }}
  cancel-in-progress: false

jobs:
  tick:
    if: github.event_name != 'issues' || (github.event.sender.type == 'User' && contains(github.event.issue.body, '<!-- signalbox:checklist '))
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
    steps:
      - uses: ${pinned.checkout}
        with:
          ref: ${JSON.stringify(repository.main)}
          persist-credentials: false
      - uses: ${pinned.setupNode}
        with:
          node-version: 24
      - name: Drive until nothing is due
        uses: ${action}
        env:
${secretsOf(train)
  .map((name) => `          ${name}: \${{ secrets.${name === "GITHUB_TOKEN" ? "SIGNALBOX_TOKEN" : name} }}`)
  .join("\n")}
`;
};

/** Names of the credentials that a train's sections can need; GitHub's own is a secret of another name there, because its names are GitHub's. */
const secretsOf = ({ images, environments, slack, newsletter, cdn }: Train): readonly string[] => [
  "GITHUB_TOKEN",
  ...(images.some(({ by }) => by === "signalbox") ? ["REGISTRY_USERNAME", "REGISTRY_PASSWORD"] : []),
  ...(environments.some(({ deploy }) => deploy.is === "heroku") ? ["HEROKU_API_KEY"] : []),
  ...new Set(slack.map(({ workspace }) => slackToken(workspace))),
  ...(newsletter === undefined ? [] : ["MAILCHIMP_API_KEY"]),
  ...(cdn === undefined ? [] : ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]),
];
