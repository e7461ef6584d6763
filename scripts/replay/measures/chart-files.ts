import { createHash } from "node:crypto";
import { z } from "zod";
import { fillAll } from "../../../src/app/fill-all.ts";
import { chartFilesWorthReading, initTrain, type RepositorySurvey } from "../../../src/app/init-train.ts";
import { namesOf } from "../../../src/app/template-names.ts";
import { chartEdits, chartVersionSteps } from "../../../src/checklist/chart-edits.ts";
import type { Arranging } from "../../../src/checklist/item.ts";
import { nextChartVersion } from "../../../src/checklist/steps/next-chart-version.ts";
import type { Edit } from "../../../src/domain/edit.ts";
import { type Json, resolve } from "../../../src/domain/known.ts";
import type { Chart, Train } from "../../../src/domain/train.ts";
import { applyEdits } from "../../../src/edits/apply-edits.ts";
import { readValue } from "../../../src/edits/read-value.ts";
import { chartWorkflow } from "../../../src/twins/git/side-files.ts";
import { trainOf } from "../../../src/wiring/train-of.ts";
import { applyDiff, pairLines } from "../apply-diff.ts";
import type { Measure } from "../measure.ts";
import type { ReplayCase } from "../read-case.ts";

const line = z.looseObject({ path: z.string(), text: z.string() });
const input = z.looseObject({ app_version_from: z.string(), app_version_to: z.string(), era: z.string() });
const expected = z.looseObject({
  files: z.array(z.looseObject({ path: z.string(), changed: z.boolean(), sha256_after: z.string() })),
  minimal_lines_before: z.array(line),
  stale_lines_left_after: z.array(line),
  chart_bump: z.string(),
});

type Files = Readonly<Record<string, string>>;
type Expected = z.output<typeof expected>;

/**
 * The chart's files as the configuration changes them that `init` writes at a look at the chart's repository. Equal to the maintainers', or
 * different only in what the case says they forgot, and in what they changed besides that no bump has to touch.
 */
export const chartFiles: Measure = {
  name: "chart-files",
  applies: ({ expected: held }) => expected.safeParse(held).success,
  judge: async (of) => {
    const wanted = expected.parse(of.expected);
    const before = Object.fromEntries(of.files.map((file) => [file, of.text(`input/files/${file}`) ?? ""]));
    const train = trainOf(initTrain(appOf(of), chartsOf(of)).yaml);
    if (train.chart === undefined) return ["init finds no chart that names the version"];
    const chart = asRemembered(of, wanted, train.chart);
    const { files: after, refused } = applyEdits(before, editsFor(of, { ...train, chart }, chart, before));
    const judged = wanted.files.map((file) => ({
      ...file,
      before: before[file.path] ?? "",
      ours: after[file.path] ?? "",
      diff: file.changed ? (of.text(`expected/diffs/${file.path}.diff`) ?? "") : "",
    }));
    return [...refused, ...judged.flatMap((file) => judgeFile(wanted, file))];
  },
};

/** The product's own repository is not in the case: only which version the chart comes from. */
const appOf = (of: ReplayCase): RepositorySurvey => ({
  origin: undefined,
  folder: "product",
  defaultBranch: of.main,
  branches: [of.main],
  tags: [input.parse(of.input).app_version_from],
  files: [],
  contents: {},
  commits: [],
});

/** The chart's repository. That its CI raises the version by a label, which the case tells in words, a repository shows by a workflow. */
const chartsOf = (of: ReplayCase): RepositorySurvey => {
  const workflow = input.parse(of.input).era.startsWith("label") ? { ".github/workflows/bump-version.yml": chartWorkflow } : {};
  const kept = Object.fromEntries(of.files.map((file) => [file, of.text(`input/files/${file}`) ?? ""]));
  const all: Files = { ...kept, ...workflow };
  const read = chartFilesWorthReading(Object.keys(all));
  return {
    origin: of.repository,
    folder: "charts",
    defaultBranch: of.main,
    branches: [of.main],
    tags: [],
    files: Object.keys(all),
    contents: Object.fromEntries(read.map((file) => [file, all[file] ?? ""])),
    commits: [],
  };
};

/** The product's own edits, with the chart's next version as the step tells it. */
const editsFor = (of: ReplayCase, train: Train, chart: Chart, files: Files): readonly Edit[] => {
  const { app_version_from: previous, app_version_to: version } = input.parse(of.input);
  const names = namesOf(version, previous);
  const at = {
    train,
    survey: { previous: { version: previous } },
    release: { version },
    fill: (template: string) => fillAll(template, names),
  } as unknown as Arranging;
  const [step] = chartVersionSteps(at, chart, { after: "edit-chart/find-branch-head", fact: "commit" });
  const own = readValue(files[chart.version.file], chart.version.file, chart.version.at);
  const facts =
    step === undefined ? {} : nextChartVersion.facts(step.input as Parameters<typeof nextChartVersion.facts>[0], { version: own });
  return chartEdits(at, "edit-chart").map((edit) => {
    const known = resolve(edit as unknown as Json, ({ fact }) => (facts as Readonly<Record<string, string>>)[fact]);
    if (known.is === "unknown") throw new Error(`nothing tells ${known.waitsFor.fact}`);
    return known.value as unknown as Edit;
  });
};

interface JudgedFile {
  readonly path: string;
  readonly sha256_after: string;
  readonly before: string;
  readonly ours: string;
  readonly diff: string;
}

const judgeFile = (wanted: Expected, { path, sha256_after: sha, before, ours, diff }: JudgedFile): readonly string[] => {
  if (sha256(ours) === sha) return [];
  if (sha256(applyDiff(before, diff)) !== sha) return [`${path}: the case's diff does not make the file that its hash names`];
  const has = (lines: Expected["stale_lines_left_after"], text: string): boolean =>
    lines.some((each) => each.path === path && each.text === text);
  const made = ours.split("\n");
  return pairLines(before, diff).flatMap(({ before: old, after: theirs }, at) => {
    const own = made[at] ?? "";
    const where = `${path}, line ${at + 1}`;
    if (own === theirs) return [];
    if (own === old) return has(wanted.minimal_lines_before, old) ? [`${where} is left as it was: ${old.trim()}`] : [];
    if (theirs === old)
      return has(wanted.stale_lines_left_after, old) ? [] : [`${where} is changed, which the maintainers left alone: ${own.trim()}`];
    return [`${where} is ${own.trim()}, not ${(theirs ?? "gone").trim()}`];
  });
};

/**
 * Where the author has to raise the chart's version and the case shows that they did not (a later commit mends it), what names that version is
 * left out before the lines are compared: the difference is what was forgotten.
 */
const asRemembered = (of: ReplayCase, { chart_bump: bump }: Expected, chart: Chart): Chart =>
  chart.raise.is === "commit" && input.parse(of.input).era.startsWith("manual") && bump === "none"
    ? { ...chart, raise: { is: "label", label: "none" }, edits: chart.edits.filter(({ to }) => !to.includes("{chart-version}")) }
    : chart;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
