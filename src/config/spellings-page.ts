import { listNames, valueNames } from "../domain/text-names.ts";
import { versionNames } from "../domain/version-names.ts";

/** The part of docs/config.md about the spellings of one version: the names that templates hold, and the places of a release as people write them. */
export const spellingsPage = (): readonly string[] => [
  "Templates (branch names, tags, titles, messages, and what is written into files) hold names in braces. `{{` and `}}` are braces. For a release",
  `of ${shown} these are:`,
  "",
  "| name | stands for |",
  "|---|---|",
  ...Object.entries(versionNames(shown)).map(([name, text]) => `| \`{${name}}\` | ${text} |`),
  "| `{previous}` `{previous-dashed}` | the release before it |",
  "| `{day}` | the planned day, as in the changelog's heading; in `version-files` and in texts for people |",
  "| `{chart-version}` | in `chart.edits`: the chart's own version, where the pull request raises it |",
  "| `{digest.NAME}` | in `chart.edits`: the digest of a tested image that Signalbox promotes |",
  "",
  "Branches, and the tags of git and of images, take the whole version only: `{version}` or `{version-dashed}`.",
  "",
  `Texts for people, which stand in files beside the configuration, may also hold ${braced(valueNames)}, and the lists`,
  `${braced(listNames)}: [texts.md](texts.md) tells what they are.`,
  "",
  "A place that holds the version is a file, where in it, and how the version is spelt there:",
  "",
  "```yaml",
  ...spellingsExample.trimEnd().split("\n"),
  "```",
  "",
  "Only the bytes of the value change, and nothing is searched for by its old text. A place that is not there, or there twice, stops the release",
  "before anything is begun.",
  "",
];

const shown = "3.5.0";

const braced = (names: readonly string[]): string => names.map((name) => `\`{${name}}\``).join(", ");

/** Behind each line what is written there for 3.5.0. */
export const spellingsExample = `version-files:
  - { file: VERSION }                                                                                                    # 3.5.0
  - { file: pyproject.toml, at: project.version }                                                                        # 3.5.0
  - { file: src/app/version.py, pattern: '^__version__ = \\((\\d+, \\d+, \\d+)\\)', to: "{major}, {minor}, {patch}" }          # 3, 5, 0
  - { file: manifests/**/kustomization.yaml, at: 'images[name="acme/app"].newTag', to: "v{version}" }                    # v3.5.0
  - { file: manifests/install.yaml, pattern: 'image: acme/app:([\\w.-]+)', every: true, to: "v{version}" }                # v3.5.0
  - { file: web/package.json, to: "0.{major}{minor-padded}.{patch}" }                                                    # 0.305.0
  - { file: web/package-lock.json, at: 'packages[""].version', to: "0.{major}{minor-padded}.{patch}" }                   # 0.305.0
  - { file: Cargo.lock, at: 'package[name="app"].version' }                                                              # 3.5.0
  - { file: README.md, pattern: 'badge/version-([\\w.-]+)-blue' }                                                         # 3.5.0
  - { file: release.yaml, at: published, to: "{day}" }                                                                   # 2025-07-14
  - { file: package.json, on-main: "{next-patch}-dev" }                                                                  # 3.5.0
  - { file: .env, pattern: '_IMAGE=acme/[\\w-]+:([\\w.-]+)', every: true, on-main: nightly }                               # 3.5.0
`;
