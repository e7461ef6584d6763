import { z } from "zod";
import { type Counts, listChanges } from "../../../src/app/changes/list-changes.ts";
import { keptNowhere } from "../../../src/connectors/git/kept-folder.ts";
import { openLocalClone } from "../../../src/connectors/git/local-clone.ts";
import { openProcesses } from "../../../src/host/processes.ts";
import type { CaseWorld } from "../case-world.ts";
import type { Measure } from "../measure.ts";
import type { ReplayCase } from "../read-case.ts";

const expected = z.looseObject({
  counts: z.looseObject({ commits: z.int(), authors_mailmap: z.int(), bots: z.int(), first_time_authors: z.int() }),
});
const input = z.looseObject({ previous_tag: z.string() });

const isRange = (of: ReplayCase): boolean => expected.safeParse(of.expected).success;
const told = (what: string, found: number | undefined, wanted: number): readonly string[] =>
  found === wanted ? [] : [`${found} ${what}, not ${wanted}`];

/** What `signalbox changes` says of the repository with the release in it, by the configuration that `init` writes for it. */
const countsOf = async (world: CaseWorld): Promise<{ readonly since: string | undefined; readonly counts: Counts }> => {
  const processes = openProcesses(process.env);
  const path = await world.released();
  const clone = openLocalClone({ processes, path, place: path, keptFor: () => keptNowhere });
  try {
    const { train } = await world.initial();
    const { repositories, counts } = await listChanges([{ clone, train, newcomers: true }]);
    return { since: repositories[0]?.from?.ref, counts };
  } finally {
    clone.close();
    processes.close();
  }
};

const measure = (name: string, differs: (counts: Counts, wanted: z.output<typeof expected>["counts"]) => readonly string[]): Measure => ({
  name,
  applies: isRange,
  judge: async (of, world) => {
    const { since, counts } = await countsOf(world);
    const tag = `refs/tags/${input.parse(of.input).previous_tag}`;
    return [...(since === tag ? [] : [`counted since ${since}, not ${tag}`]), ...differs(counts, expected.parse(of.expected).counts)];
  },
});

export const rangeCommits = measure("range-commits", ({ commits }, wanted) => told("commits", commits, wanted.commits));

export const rangeAuthors = measure("range-authors", ({ authors, bots }, wanted) => [
  ...told("authors", authors, wanted.authors_mailmap),
  ...told("bots", bots, wanted.bots),
]);

export const rangeFirstTime = measure("range-first-time", ({ firstTime }, wanted) =>
  told("first-time authors", firstTime, wanted.first_time_authors),
);
