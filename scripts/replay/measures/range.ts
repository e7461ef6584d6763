import { execFileSync } from "node:child_process";
import { z } from "zod";
import { collectChanges } from "../../../src/domain/change.ts";
import { peopleOf } from "../../../src/domain/head-count.ts";
import { LOG_FORMAT, parseLog } from "../../../src/domain/read-log.ts";
import { usualPath } from "../../../src/twins/git/fast-import.ts";
import type { Measure } from "../measure.ts";
import type { ReplayCase } from "../read-case.ts";

const expected = z.looseObject({
  counts: z.looseObject({ commits: z.int(), authors_mailmap: z.int(), bots: z.int(), first_time_authors: z.int() }),
});
const input = z.looseObject({ previous_tag: z.string() });

const isRange = (of: ReplayCase): boolean => expected.safeParse(of.expected).success;
const told = (what: string, found: number, wanted: number): readonly string[] =>
  found === wanted ? [] : [`${found} ${what}, not ${wanted}`];

const rangeOf = async (of: ReplayCase, repository: string) => {
  const { previous_tag: tag } = input.parse(of.input);
  const log = (range: string): Buffer =>
    execFileSync("git", ["-C", repository, "log", "-z", "--topo-order", `--format=${LOG_FORMAT}`, range], {
      env: { PATH: usualPath },
      maxBuffer: 1 << 30,
    });
  const commits = parseLog(log(`refs/tags/${tag}..refs/heads/${of.main}`).toString("latin1"));
  const known = parseLog(log(`refs/tags/${tag}`).toString("latin1"));
  const people = peopleOf(
    collectChanges(commits),
    { staffDomains: [], staffLogins: [], bots: ["*[bot]"] },
    { emails: new Set(known.map(({ author }) => author.email.toLowerCase())), names: new Set(known.map(({ author }) => author.name)) },
  ).filter((each) => each.commits > 0);
  return { commits, people, counts: expected.parse(of.expected).counts };
};

export const rangeCommits: Measure = {
  name: "range-commits",
  applies: isRange,
  judge: async (of, world) => {
    const { commits, counts } = await rangeOf(of, await world.released());
    return told("commits", commits.length, counts.commits);
  },
};

export const rangeAuthors: Measure = {
  name: "range-authors",
  applies: isRange,
  judge: async (of, world) => {
    const { people, counts } = await rangeOf(of, await world.released());
    const bots = people.filter(({ kind }) => kind === "bot").length;
    return [...told("authors", people.length, counts.authors_mailmap), ...told("bots", bots, counts.bots)];
  },
};

export const rangeFirstTime: Measure = {
  name: "range-first-time",
  applies: isRange,
  judge: async (of, world) => {
    const { people, counts } = await rangeOf(of, await world.released());
    const fresh = people.filter(({ newcomer, kind }) => newcomer === "first-time" && kind !== "bot").length;
    return told("first-time authors", fresh, counts.first_time_authors);
  },
};
