/** A released version with the day of its release and the bullets of its changelog section. */
export interface PastRelease {
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The day as the changelog writes it. */
  readonly heading: string;
  readonly bullets: readonly string[];
}

/** The releases of the generated repository, oldest first; all texts are invented. */
export const pastReleases = [
  {
    version: "1.27.0",
    day: "2021-08-19",
    heading: "Thursday 19 August 2021",
    bullets: [
      "New feature. Cohorts can be copied.",
      "Improvement. Lists of persons load half a page sooner.",
      "Bug fix. Stops the toolbar from covering the footer (#5011).",
    ],
  },
  {
    version: "1.28.0",
    day: "2021-09-15",
    heading: "Wednesday 15 September 2021",
    bullets: [
      "New feature. Dashboards have tags, so that forty of them can be told apart (#5112).",
      "Improvement. Funnels remember the window that was chosen last (#5144).",
      "Bug fix. Fixes a graph that began its week on the wrong day (#5160).",
    ],
  },
  {
    version: "1.28.1",
    day: "2021-09-27",
    heading: "Monday 27 September 2021",
    bullets: ["Bug fix. Fixes an export that lost its last row (#5265).", "Bug fix. Fixes a login loop behind some proxies (#5299)."],
  },
  {
    version: "1.29.0",
    day: "2021-10-21",
    heading: "Thursday 21 October 2021",
    bullets: [
      "New feature. Paths can be walked in both directions (#5302).",
      "Improvement. Flags may have more than two variants (#5344).",
      "Improvement. Projects can be private to some people of a team (#5390).",
      "Bug fix. Fixes a cohort that counted everybody twice (#5411).",
    ],
  },
] as const satisfies readonly PastRelease[];

export const versionFile = (version: string): string =>
  `# Bump together with versions.json: running instances compare this line with that list\nVERSION = "${version}"\n`;

/** The changelog once `releases` (oldest first) are out. */
export const changelogFile = (releases: readonly PastRelease[]): string =>
  `# Changelog\n\n${releases.toReversed().map(sectionOf).join("\n")}\n### 1.26.0 - Wednesday 16 June 2021\n\n-   New feature. Retention tables can be exported.\n-   Improvement. Fewer queries for the list of actions.\n`;

const sectionOf = ({ version, heading, bullets }: PastRelease): string =>
  `### ${version} - ${heading}\n\n${bullets.map((bullet) => `-   ${bullet}\n`).join("")}`;

/** What running instances read: newest first. */
export const feedFile = (releases: readonly PastRelease[]): string => {
  const entries = [...releases.toReversed(), { version: "1.26.0", day: "2021-06-16" }, { version: "1.25.0", day: "2021-05-20" }];
  return `[\n${entries.map(({ version, day }) => `    { "version": "${version}", "release_date": "${day}" }`).join(",\n")}\n]\n`;
};

/** Files that do not change with a release. */
export const standingFiles: Readonly<Record<string, string>> = {
  "README.md": "# An example of a product\n\nGenerated history with invented people, for rehearsals and tests.\n",
  "package.json": `${JSON.stringify({ name: "example-frontend", version: "0.0.0", private: true, scripts: { build: "node build.js" }, dependencies: { "left-example": "1.2.3" } }, null, 4)}\n`,
  "posthog/__init__.py": "",
  ".github/workflows/images-unstable.yml": `name: Unstable images

on:
    push:
        branches:
            - 'release-*.*'

jobs:
    build-push:
        name: Build and push the candidate of a release branch
        runs-on: ubuntu-latest
        steps:
            - uses: actions/checkout@v2
            - name: Read the branch
              run: echo "BRANCH_NAME=\${GITHUB_REF##*/}" >> $GITHUB_ENV
            - uses: docker/build-push-action@v2
              with:
                  file: ./prod.Dockerfile
                  platforms: linux/amd64,linux/arm64
                  push: true
                  tags: posthog/posthog:\${{ env.BRANCH_NAME }}-unstable
`,
  ".github/workflows/images-release.yml": `name: Release images

on:
    push:
        tags:
            - '*.*.*'

jobs:
    build-push:
        name: Build and push base and FOSS of a tag
        runs-on: ubuntu-latest
        strategy:
            matrix:
                include:
                    - { image: posthog/posthog, file: ./prod.Dockerfile }
                    - { image: posthog/posthog-foss, file: ./foss.Dockerfile }
        steps:
            - uses: actions/checkout@v2
            - name: Read the version
              run: echo "VERSION=\${GITHUB_REF##*/}" >> $GITHUB_ENV
            - uses: docker/build-push-action@v2
              with:
                  file: \${{ matrix.file }}
                  platforms: linux/amd64,linux/arm64
                  push: true
                  tags: \${{ matrix.image }}:release-\${{ env.VERSION }},\${{ matrix.image }}:latest-release
`,
};

/** A source file of an area at its nth change. */
export const sourceFile = (area: string, part: number, revision: number): string =>
  `"""Part ${part} of ${area}."""\n\nREVISION = ${revision}\n\n\ndef ${area}_${part}(rows):\n    return [row for row in rows if row.revision <= REVISION]\n`;
