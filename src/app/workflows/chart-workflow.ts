import type { Chart } from "../../domain/train.ts";
import { pinned } from "./pinned-actions.ts";

/**
 * Raises the chart's version after the merge of a pull request that bears the label. The label is compared by GitHub itself; no text of a pull request
 * reaches the shell. Nothing for a chart whose pull request raises its version,
 * whose version is not at the top of its file, or whose label no expression of GitHub can hold.
 */
export const chartWorkflow = ({ main, raise, version }: Chart): string | undefined => {
  if (raise.is !== "label" || version.at !== "version" || /\}\}|\$\{\{|\p{Cc}/u.test(raise.label)) return undefined;
  return `name: Chart version

on:
  pull_request:
    types: [closed]
    branches: [${JSON.stringify(main)}]

permissions: {}

concurrency:
  group: chart-version
  cancel-in-progress: false

jobs:
${labelsOf(raise.label)
  .map(({ part, label }) => jobFor(part, label, main, version.file))
  .join("\n")}`;
};

/** The label's own part, and the same label for the other two, so that all three can be chosen. */
const labelsOf = (label: string): readonly { readonly part: string; readonly label: string }[] => {
  const parts = ["major", "minor", "patch"];
  const own = parts.find((part) => label.includes(part));
  return own === undefined ? [{ part: "minor", label }] : parts.map((part) => ({ part, label: label.replace(own, part) }));
};

const jobFor = (part: string, label: string, main: string, file: string): string => `  ${part}:
    if: ${JSON.stringify(`github.event.pull_request.merged == true && contains(github.event.pull_request.labels.*.name, '${label.replaceAll("'", "''")}')`)}
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: write
    steps:
      - uses: ${pinned.checkout}
        with:
          ref: ${JSON.stringify(main)}
      - name: Raise the ${part} number
        env:
          FILE: ${JSON.stringify(file)}
          BRANCH: ${JSON.stringify(main)}
        run: |
          set -euo pipefail
          current=$(sed -nE 's/^version:[[:space:]]*["'"'"']?([0-9]+\\.[0-9]+\\.[0-9]+).*/\\1/p' "$FILE" | head -n 1)
          IFS=. read -r major minor patch <<< "$current"
          next=${next[part] ?? ""}
          sed -i -E "s/^(version:[[:space:]]*[\\"']?)[0-9]+\\.[0-9]+\\.[0-9]+/\\1$next/" "$FILE"
          git config user.name "github-actions[bot]"
          git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
          git commit -m "Bump version to $next" -- "$FILE"
          git push origin "HEAD:refs/heads/$BRANCH"
`;

const next: Readonly<Record<string, string>> = {
  major: "$((major + 1)).0.0",
  minor: "$major.$((minor + 1)).0",
  patch: "$major.$minor.$((patch + 1))",
};
