import { join } from "node:path";
import type { Train } from "../domain/train.ts";
import { type GeneratedPull, generateHistory } from "../twins/git/generate-history.ts";
import { generateCharts, generateSite } from "../twins/git/generate-side-repositories.ts";
import { colleague } from "../twins/git/history-people.ts";
import { standInChart } from "../world/stand-in-chart.ts";
import { makeStandIn } from "../world/stand-in-repository.ts";

/** Where the repositories of a world come from. */
export interface Sources {
  /** `owner/name` → folder or address. */
  readonly sources: Readonly<Record<string, string>>;
  readonly pulls: readonly GeneratedPull[];
  /** Accounts in the train's organisation that no list of its configuration names. */
  readonly members: readonly string[];
}

/** What the sources are made for. `given` maps `owner/name` to clones that people named. */
export interface SourcesWanted {
  readonly train: Train;
  readonly folder: string;
  readonly path: string;
  readonly given: Readonly<Record<string, string>>;
  /** Whether the train is the example, whose repositories are generated. */
  readonly example: boolean;
  /** The version that side repositories stand at. */
  readonly previous: string;
}

/** Generates the example's repositories, or takes the clones that were named and stand-ins for the others. */
export const sourcesFor = async (wanted: SourcesWanted): Promise<Sources> => (wanted.example ? generated(wanted) : named(wanted));

const generated = async ({ train, folder, path }: SourcesWanted): Promise<Sources> => {
  const [main, site, charts] = await Promise.all([
    generateHistory({ folder: join(folder, "main.git"), path }),
    train.post === undefined ? undefined : generateSite({ folder: join(folder, "site.git"), path }),
    train.chart === undefined ? undefined : generateCharts({ folder: join(folder, "charts.git"), path }),
  ]);
  return {
    sources: {
      [train.repository.name]: main.folder,
      ...(train.post === undefined || site === undefined ? {} : { [train.post.repository]: site.folder }),
      ...(train.chart === undefined || charts === undefined ? {} : { [train.chart.repository]: charts.folder }),
    },
    pulls: main.pulls,
    members: [colleague.login],
  };
};

const named = async ({ train, folder, path, given, previous }: SourcesWanted): Promise<Sources> => {
  const { post, chart } = train;
  const standIns = {
    ...(post === undefined ? {} : { [post.repository]: { main: post.main, files: { "README.md": "# A stand-in for the site\n" } } }),
    ...(chart === undefined ? {} : { [chart.repository]: { main: chart.main, files: standInChart(chart, previous) } }),
  };
  const made = await Promise.all(
    Object.entries(standIns)
      .filter(([name]) => given[name] === undefined)
      .map(
        async ([name, standIn], at) => [name, await makeStandIn({ folder: join(folder, `stand-in-${at}.git`), path, ...standIn })] as const,
      ),
  );
  return { sources: { ...Object.fromEntries(made), ...given }, pulls: [], members: [] };
};
