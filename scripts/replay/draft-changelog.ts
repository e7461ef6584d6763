import { z } from "zod";
import { collectChanges } from "../../src/domain/change.ts";
import { draftChangelog } from "../../src/domain/changelog.ts";
import { peopleOf } from "../../src/domain/head-count.ts";
import { dayIn } from "../../src/domain/read-day.ts";
import { parseVersion, type Version } from "../../src/domain/version.ts";
import { forMarkdown } from "../../src/texts/for-markdown.ts";
import { type CaseWorld, changelogBefore } from "./case-world.ts";
import type { ReplayCase } from "./read-case.ts";
import { readRange } from "./read-range.ts";

/** What the product would write, and the numbers of each candidate in the order in which it offers them. */
export interface DraftedCase {
  readonly section: string;
  readonly candidates: readonly (readonly number[])[];
}

/** The product's draft for a case, made from its repository before the release; of the maintainers' own section only the day is given. */
export const draftOf = async (of: ReplayCase, world: CaseWorld): Promise<DraftedCase> => {
  const { version, previous } = versionsOf(of);
  const commits = of.kind === "git range" ? await readRange(of, await world.before()) : [];
  const changes = collectChanges(commits);
  const { section, ranked } = draftChangelog({
    changes,
    people: peopleOf(changes, { staffDomains: [], staffLogins: [], bots: [] }),
    version,
    previous,
    date: dayIn((of.text("expected/changelog_section.md") ?? "").split("\n", 1)[0] ?? ""),
    changelog: changelogBefore(of),
    repositoryUrl: `https://github.com/${of.repository}`,
    escape: forMarkdown,
  });
  return { section, candidates: ranked.map(({ numbers }) => numbers) };
};

const range = z.looseObject({ previous_tag: z.string() });
const released = z.looseObject({ new_version: z.string() });
const app = z.looseObject({ previous_version: z.string(), new_version: z.string() });

const versionsOf = ({ input, expected }: ReplayCase): { readonly version: Version; readonly previous: Version | undefined } => {
  const given = app.safeParse(input);
  const [wanted, before] = given.success
    ? [given.data.new_version, given.data.previous_version]
    : [released.parse(expected).new_version, range.parse(input).previous_tag.replace(/^v/, "")];
  const version = parseVersion(wanted);
  if (version === undefined) throw new Error(`${wanted} is no version`);
  return { version, previous: parseVersion(before) };
};
