/** The chart as it stands after 1.29.0; every comment must survive an edit. */
export const chartFile = `apiVersion: v2
name: posthog
description: An example of a chart for an example of a product.
kubeVersion: ">=1.19.0-0"
home: https://posthog.com

# An application chart: it can be deployed.
type: application

# The version of the chart. A workflow raises it after a merge, by the label of the pull request.
version: 3.16.0

# The version of the application that is deployed.
appVersion: 1.29.0

dependencies:
  - name: cache-example
    version: 14.6.2 # pinned: 15 needs a new volume
    repository: https://charts.example.com/stable
    condition: cache.enabled
`;

export const valuesFile = `# Default values for posthog.
# Declare variables to be passed into your templates.
image:
  # -- Image repository
  repository: posthog/posthog
  # -- Image digest, e.g. sha256:20af35fca6756d689d6705911a49dd6f2f6631e001ad43377b605cfc7c133eb4
  sha:
  # -- Image tag, e.g. release-1.25.0
  tag:
  # -- Default image or tag, e.g. :release-1.28.0
  default: ":release-1.29.0"
  # -- Image pull policy
  pullPolicy: IfNotPresent

# -- Cloud the chart is deployed on, \`gcp\`, \`aws\` or \`do\`
cloud:

# -- Environment of every deployment
env:
  - name: EXAMPLE_INTERVAL_SECONDS
    value: "86400" # a string, or the template breaks

web:
  hpa:
    # -- Whether the web pods scale by themselves
    enabled: false
    # -- Processor threshold, per cent
    cputhreshold: 60
  # -- How many web pods
  replicacount: 1

cache:
  # -- Whether to deploy a cache
  enabled: true
  # -- Host of another cache   (two spaces before this bracket stay)
  host:
`;

/** Raises the chart's version after a merge; the labels are spelt with a blank. */
export const chartWorkflow = `name: Bump chart version

on:
  pull_request:
    types: [closed]
    branches: [main]

jobs:
  bump:
    if: github.event.pull_request.merged
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v2
      - name: Raise the patch
        if: contains(github.event.pull_request.labels.*.name, 'bump patch')
        run: ./bump.sh patch
      - name: Raise the minor
        if: contains(github.event.pull_request.labels.*.name, 'bump minor')
        run: ./bump.sh minor
      - name: Raise the major
        if: contains(github.event.pull_request.labels.*.name, 'bump major')
        run: ./bump.sh major
      - name: Push
        run: git commit -am "Bump version to $(./version.sh)" && git push
`;

/** A post about a release, in the form the site's posts have. */
export const postFile = (version: string, day: string, words: readonly string[]): string => `---
date: ${day}
title: Array ${version}
rootPage: /blog
sidebar: Blog
showTitle: true
hideAnchor: true
categories: ["Product updates"]
featuredImage: ../images/blog/array/default.png
featuredImageType: full
excerpt: What is new in ${version}
---

## PostHog ${version} release notes

**Release highlights:**

${words.map((word) => `- [${word}](#${word.toLowerCase().replaceAll(" ", "-")})`).join("\n")}

${words.map((word) => `### ${word}\n\nAn invented paragraph about ${word.toLowerCase()}.`).join("\n\n")}

### Other improvements & fixes

- **Improved:** many small things

## Community

Thank you to everybody from outside who took part.
`;
