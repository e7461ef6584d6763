import { type Import, startImport, usualPath } from "./fast-import.ts";
import { pastReleases } from "./history-files.ts";
import { staff } from "./history-people.ts";
import { secondsOf } from "./history-writer.ts";
import { chartFile, chartWorkflow, postFile, valuesFile } from "./side-files.ts";

export interface SideRequest {
  /** A folder that does not exist yet or is empty; it becomes a bare repository. */
  readonly folder: string;
  /** Where git is found. */
  readonly path?: string;
}

/** A generated repository beside the main one. */
export interface SideRepository {
  readonly folder: string;
  readonly mainBranch: string;
  readonly tip: string;
}

/** The website on `master`: one post for each past release, `contents/blog/the-posthog-array-1-29-0.md` the newest. */
export const generateSite = async ({ folder, path = usualPath }: SideRequest): Promise<SideRepository> =>
  generateSide(folder, "master", path, [
    {
      day: "2021-08-01",
      message: "Begin the site",
      files: { "README.md": "# An example of a site\n", "contents/blog/hello.md": "---\ntitle: Hello\n---\n\nHello.\n" },
    },
    ...pastReleases.map(({ version, day }, at) => ({
      day,
      message: `Array ${version} (#${2000 + at * 37})`,
      files: { [`contents/blog/the-posthog-array-${version.replaceAll(".", "-")}.md`]: postFile(version, day, highlightsOf(version)) },
    })),
  ]);

/** The Helm chart on `main`, at 1.29.0, with a workflow that raises the chart's version for the label `bump minor`. */
export const generateCharts = async ({ folder, path = usualPath }: SideRequest): Promise<SideRepository> =>
  generateSide(folder, "main", path, [
    {
      day: "2021-08-01",
      message: "Begin the chart",
      files: { "README.md": "# An example of a chart\n", ".github/workflows/bump-version.yml": chartWorkflow },
    },
    { day: "2021-09-27", message: "Release 1.28.1 (#140)", files: chartAt("1.28.1", "3.15.2") },
    { day: "2021-10-21", message: "Release 1.29.0 (#163)", files: chartAt("1.29.0", "3.15.2") },
    { day: "2021-10-21", message: "Bump version to 3.16.0", files: chartAt("1.29.0", "3.16.0") },
  ]);

interface Written {
  readonly day: string;
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
}

const generateSide = async (folder: string, mainBranch: string, path: string, history: readonly Written[]): Promise<SideRepository> => {
  const repository = await startImport(folder, mainBranch, path);
  const tip = await repository.idOf(writeAll(repository, mainBranch, history));
  await repository.end();
  return { folder, mainBranch, tip };
};

const writeAll = (repository: Import, branch: string, history: readonly Written[]): number =>
  history.reduce(
    (head, { day, message, files }, at) =>
      repository.commit({
        branch,
        parents: head === 0 ? [] : [head],
        author: staff[0],
        date: secondsOf(`${day}T13:00:00Z`) + at,
        message,
        files,
      }),
    0,
  );

const highlightsOf = (version: string): readonly string[] =>
  version.endsWith(".0") ? ["A better way to look", "Faster lists"] : ["A fix that could not wait"];

const chartAt = (version: string, chart: string): Readonly<Record<string, string>> => ({
  "charts/posthog/Chart.yaml": chartFile
    .replace("version: 3.16.0", `version: ${chart}`)
    .replace("appVersion: 1.29.0", `appVersion: ${version}`),
  "charts/posthog/values.yaml": valuesFile.replace('":release-1.29.0"', `":release-${version}"`),
});
