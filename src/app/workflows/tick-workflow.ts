import type { Train } from "../../domain/train.ts";
import { slackToken } from "../credentials.ts";
import { imageWorkflowName } from "./image-workflow.ts";
import { pinned } from "./pinned-actions.ts";
import { refPattern } from "./ref-patterns.ts";

/**
 * Drives the releases under way: every quarter of an hour, and when something happened that they may wait for. The workflow's own token may only read
 * the code; what a release needs comes from secrets of the names that `signalbox check` knows. It runs on the main branch's code, never on a pull request's.
 */
export const tickWorkflow = (train: Train, version: string): string => {
  const { repository, images } = train;
  return `name: Signalbox

on:
  schedule:
    - cron: "*/15 * * * *"
  workflow_dispatch:
  push:
    branches: [${JSON.stringify(repository.main)}, ${JSON.stringify(refPattern(repository.branch).filter)}]
    tags: [${JSON.stringify(refPattern(repository.tag).filter)}]
${images.length === 0 ? "" : `  workflow_run:\n    workflows: [${JSON.stringify(imageWorkflowName)}]\n    types: [completed]\n`}
permissions: {}

concurrency:
  group: signalbox
  cancel-in-progress: false

jobs:
  tick:
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
        env:
          SIGNALBOX_VERSION: ${JSON.stringify(version)}
${secretsOf(train)
  .map((name) => `          ${name}: \${{ secrets.${name === "GITHUB_TOKEN" ? "SIGNALBOX_TOKEN" : name} }}`)
  .join("\n")}
        run: |
          set -euo pipefail
          code=0
          npx --yes "signalbox@$SIGNALBOX_VERSION" tick || code=$?
          # Waiting, a person who is asked, and a hold are no failures of this job.
          case "$code" in 0|3|4|5) ;; *) exit "$code" ;; esac
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
