import { fillTemplate } from "../../domain/template.ts";
import { versionNames } from "../../domain/version-names.ts";
import { listValues } from "../../edits/list-values.ts";
import { readValue } from "../../edits/read-value.ts";
import { findMentions } from "./find-mentions.ts";
import { inChart } from "./guess-mentions.ts";
import { canBeWritten, type GuessedFile } from "./guessed-file.ts";
import { isWorkflow, type RepositorySurvey, textsOf } from "./repository-survey.ts";
import { parseStanding, type StandingVersion, spellingsOf } from "./standing-version.ts";

/** The chart of the product: every place that names the product's version, and who raises the chart's own. */
export interface GuessedChart {
  readonly edits: readonly GuessedFile[];
  /** The label that a workflow asks for; without one the pull request raises the version. */
  readonly label: string | undefined;
  readonly from: string;
}

/**
 * Looks at the repository of a Helm chart: what holds `appVersion` in the chart's folder (values, examples in comments, generated value docs,
 * badges), and an image that is pinned by digest where the release has a tag. `imageTag` is the tag that the product's images get, if it is known.
 */
export const guessChart = (survey: RepositorySurvey, imageTag: string | undefined): GuessedChart | undefined => {
  const { contents } = survey;
  const chart = chartFile(survey);
  const app = chart === undefined ? undefined : parseStanding(readValue(contents[chart], chart, "appVersion") ?? "");
  if (chart === undefined || app === undefined) return undefined;
  const folder = chart.slice(0, chart.lastIndexOf("/") + 1);
  const label = labelIn(survey);
  const own = parseStanding(readValue(contents[chart], chart, "version") ?? "");
  const texts = textsOf(survey)
    .filter(({ file }) => file.startsWith(folder) && isOfTheChart(file.slice(folder.length)))
    .toSorted((a, b) => chartRank(a.file) - chartRank(b.file) || (a.file < b.file ? -1 : 1));
  const edits = texts.flatMap(({ file, text }) => [
    ...namesApp(file, text, app, own),
    ...(label === undefined && own !== undefined ? namesChart(file, text, own) : []),
    ...pinned(file, text, imageTag ?? tagInComments(text)),
  ]);
  return edits.length === 0 ? undefined : { edits, label, from: `${chart}, which deploys ${app.version}${app.mark}` };
};

/** As a person would read them: what is deployed, its values, and what is told of them. */
const chartRank = (file: string): number => (isChartFile(file) ? 0 : /values[\w.-]*\.ya?ml$/.test(file) ? 1 : 2);

/** The files of a chart that name what it deploys, for whoever reads its repository. */
export const chartFilesWorthReading = (paths: readonly string[]): readonly string[] => {
  const folders = paths.filter(isChartFile).map((path) => path.slice(0, path.lastIndexOf("/") + 1));
  return paths
    .filter((path) => isWorkflow(path) || folders.some((folder) => path.startsWith(folder) && isOfTheChart(path.slice(folder.length))))
    .slice(0, 60);
};

const isChartFile = (path: string): boolean =>
  /(?:^|\/)Chart\.ya?ml$/.test(path) && path.length <= 200 && !/(?:^|\/)(?:tests?|ci)\//.test(path);

/** Not its templates, which name no version, nor the charts it brings along. */
const isOfTheChart = (path: string): boolean =>
  !path.includes("/") && /\.(?:ya?ml|md)$/i.test(path) && !/^(?:CHANGELOG|UPGRAD\w*)\.md$/i.test(path);

/** The chart named like the repository or its owner, else the one nearest to the top. */
const chartFile = (survey: RepositorySurvey): string | undefined => {
  const known = (survey.origin ?? survey.folder).toLowerCase();
  return textsOf(survey)
    .filter(({ file, text }) => isChartFile(file) && readValue(text, file, "appVersion") !== undefined)
    .map(({ file, text }) => ({ file, rank: known.includes((readValue(text, file, "name") ?? "?").toLowerCase()) ? 0 : 1 }))
    .toSorted((a, b) => a.rank - b.rank || a.file.split("/").length - b.file.split("/").length || (a.file < b.file ? -1 : 1))[0]?.file;
};

/** A chart whose own number happens to be the product's: then only what speaks of the product is meant. */
const namesApp = (file: string, text: string, app: StandingVersion, own: StandingVersion | undefined): readonly GuessedFile[] => {
  const isSame = own?.version === app.version;
  return inChart(
    file,
    text,
    findMentions(file, text, spellingsOf(app)).filter(
      ({ value, before }) => value?.at !== "version" && !(isSame && /(?:^|[^\w])version[:-] ?v?$/i.test(before)),
    ),
  );
};

/** Badges and headings of value docs that say the chart's own version. */
const namesChart = (file: string, text: string, own: StandingVersion): readonly GuessedFile[] =>
  inChart(
    file,
    text,
    findMentions(file, text, spellingsOf(own)).filter(
      ({ value, before }) => value === undefined && /(?:^|[^\w])version[:-] ?v?$/i.test(before),
    ),
  ).map((each) => ({ ...each, to: each.to.replace("{version}", "{chart-version}") }));

/** `default: "@sha256:…"` becomes `":release-1.2.3"`: what is pinned by a digest of another build would go on running. */
const pinned = (file: string, text: string, tag: string | undefined): readonly GuessedFile[] => {
  if (tag === undefined) return [];
  return listValues(text, file).flatMap(({ keys, at, value, isNamed }) => {
    const isDigest = /^@sha256:[0-9a-f]{64}$/.test(value) && isNamed && keys.some((key) => /image/i.test(String(key)));
    const written = fillTemplate(`:${tag}`, versionNames("987.654.321"));
    const place = { is: "at", path: at } as const;
    return isDigest && typeof written === "string" && canBeWritten(text, file, place, value, written)
      ? [{ file, place, to: `:${tag}`, holds: value }]
      : [];
  });
};

/** How a comment beside an image's tag spells one: `# Image tag, e.g. release-1.25.0`. */
const tagInComments = (text: string): string | undefined => {
  const [, before] = /^\s*#.{0,80}\btag\b.{0,80}?[\s`:]((?:[a-z]{1,20}-)?v?)\d{1,4}\.\d{1,4}\.\d{1,4}/im.exec(text.slice(0, 100_000)) ?? [];
  return before === undefined ? undefined : `${before}{version}`;
};

/** A label of the pull request that a workflow asks for before it raises the version; the one for a minor step is what releases have. */
const labelIn = (survey: RepositorySurvey): string | undefined => {
  const labels = textsOf(survey)
    .filter(({ file }) => isWorkflow(file))
    .flatMap(({ text }) => [...text.slice(0, 100_000).matchAll(/labels\.\*\.name, {0,4}['"]([^'"\n]{1,60})['"]/g)])
    .map((found) => found[1] ?? "")
    .filter((label) => /bump|version|release|major|minor|patch/i.test(label));
  return labels.find((label) => /minor/i.test(label)) ?? labels[0];
};
