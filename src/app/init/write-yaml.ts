import type { GuessedChart } from "./guess-chart.ts";
import type { GuessedImage } from "./guess-images.ts";
import type { GuessedPerson } from "./guess-people.ts";
import type { GuessedFile } from "./guessed-file.ts";
import type { Guess } from "./repository-survey.ts";
import { shown } from "./safe-word.ts";

/** Everything that was guessed, section by section. */
export interface Drafted {
  readonly train: string;
  readonly people: readonly GuessedPerson[];
  readonly github: Guess;
  readonly main: Guess;
  readonly branch: Guess;
  readonly tag: Guess;
  readonly convention: { readonly isConventional: boolean; readonly from: string };
  readonly changelog: Guess | undefined;
  readonly staff: Guess | undefined;
  readonly bots: { readonly bots: readonly string[]; readonly from: string };
  readonly versionFiles: { readonly files: readonly GuessedFile[]; readonly from: string };
  readonly images: readonly GuessedImage[];
  readonly chart: { readonly repository: Guess; readonly main: Guess; readonly guessed: GuessedChart } | undefined;
}

/** The configuration's text. Values are always quoted or of our own making; comments hold nothing that ends a line. */
export const writeYaml = (drafted: Drafted): string => {
  const sections = [
    [
      "# yaml-language-server: $schema=./node_modules/signalbox/schema.json",
      "# Written by `signalbox init` from what the repository shows. Each comment says what a value was guessed from: change what is wrong,",
      "# then run `signalbox check` and `signalbox rehearse`.",
    ],
    [`train: ${text(drafted.train)}`],
    peopleOf(drafted),
    [
      "# Nothing in a repository tells when releases leave.",
      "schedule:",
      "  every: month",
      "  release: last monday",
      "  freeze: friday of the week before",
      "  time-zone: UTC",
    ],
    [
      "repository:",
      guessed("  github", drafted.github),
      guessed("  main", drafted.main),
      guessed("  branch", drafted.branch),
      guessed("  tag", drafted.tag),
    ],
    [
      `# ${drafted.convention.from}${drafted.convention.isConventional ? "" : "; without one, only the label lets a fix board"}.`,
      "freeze: { admits: [fix, revert] }",
    ],
    drafted.changelog === undefined ? [] : ["changelog:", guessed("  file", drafted.changelog)],
    contributorsOf(drafted),
    filesOf(drafted),
    imagesOf(drafted.images),
    chartOf(drafted),
    drafted.images.some((each) => each.candidate !== undefined)
      ? ["# Name the environment that runs the published image, and add it here: session: { on: [NAME] }", "session: { length: 60m }"]
      : [],
    drafted.changelog === undefined && drafted.versionFiles.files.length === 0
      ? []
      : ["sync: {}  # brings changelog and version back to the main branch"],
    ["release-page: {}  # at GitHub; leave it out if you have none"],
    ["gates:", "  launch: { approvals: 1, from: [release-team] }"],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
};

const peopleOf = ({ people }: Drafted): readonly string[] => [
  "people:  # who may be asked; accounts are only known where commits show them",
  ...people.map(
    ({ name, github, roles, from }) =>
      `  ${text(name)}: { ${github === undefined ? "" : `github: ${text(github)}, `}roles: [${roles.join(", ")}] }  # ${from}`,
  ),
];

const contributorsOf = ({ staff, bots }: Drafted): readonly string[] => [
  "contributors:",
  ...(staff === undefined ? [] : [`  staff: { domains: [${text(staff.value)}] }  # ${staff.from}`]),
  `  bots: [${bots.bots.map(text).join(", ")}]  # ${bots.from}`,
];

const filesOf = ({ versionFiles: { files, from } }: Drafted): readonly string[] =>
  files.length === 0 ? [] : [`version-files:  # ${from}`, ...files.map((each) => `  - { ${wordsOf(each)} }  # holds ${shown(each.holds)}`)];

/** A place in the words of the configuration; what a file's name tells is left out, and what every place writes. */
const wordsOf = ({ file, place, to, onMain }: Omit<GuessedFile, "holds">): string =>
  [
    `file: ${text(file)}`,
    ...(place.is === "at" ? [`at: ${text(place.path)}`] : place.is === "whole" ? ["whole: true"] : [`pattern: ${text(place.pattern)}`]),
    ...(place.is === "pattern" && place.every === true ? ["every: true"] : []),
    ...(to === "{version}" ? [] : [`to: ${text(to)}`]),
    ...(onMain === undefined ? [] : [`on-main: ${text(onMain)}`]),
  ].join(", ");

const chartOf = ({ chart }: Drafted): readonly string[] =>
  chart === undefined
    ? []
    : [
        `chart:  # ${shown(chart.guessed.from)}`,
        guessed("  repository", chart.repository),
        guessed("  main", chart.main),
        ...(chart.guessed.label === undefined
          ? ["  version: { bump: release }  # no workflow asks for a label, so the pull request raises it"]
          : [`  label: ${text(chart.guessed.label)}  # a workflow asks for it`]),
        "  edits:",
        ...chart.guessed.edits.map((each) => `    - { ${wordsOf(each)} }  # holds ${shown(each.holds)}`),
      ];

const imagesOf = (images: readonly GuessedImage[]): readonly string[] =>
  images.length === 0
    ? []
    : [
        "images:",
        ...images.map(({ name, candidate, release, from, isSure }) => {
          const tested = candidate === undefined ? "" : `candidate: ${text(candidate)}, `;
          return `  - { name: ${text(name)}, by: ci, ${tested}release: [${release.map(text).join(", ")}] }  # ${from}${isSure ? "" : "; its tags could not be told"}`;
        }),
      ];

const guessed = (key: string, { value, from }: Guess): string => `${key}: ${text(value)}  # ${from}`;

/** Always in quotes: a JSON string is a YAML one. */
const text = (value: string): string => JSON.stringify(value);
