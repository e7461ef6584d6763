import { z } from "zod";
import { formDifferences, formSeenIn, referencesIn } from "../../../src/domain/seen-form.ts";
import { draftOf } from "../draft-changelog.ts";
import { commitsOf } from "../make-repository.ts";
import type { Measure } from "../measure.ts";
import type { ReplayCase } from "../read-case.ts";

const hasSection = z.looseObject({ changelog: z.looseObject({ present: z.literal(true) }) });
const hasHeading = z.looseObject({ changelog_heading: z.string() });
const hasCounts = z.looseObject({ changelog: z.looseObject({ present: z.literal(true), prs_in_range: z.int() }) });

const sectionOf = ({ text }: ReplayCase): string => text("expected/changelog_section.md") ?? "";
const isListed = ({ expected }: ReplayCase): boolean => hasSection.safeParse(expected).success || hasHeading.safeParse(expected).success;
const isCounted = ({ expected }: ReplayCase): boolean => hasCounts.safeParse(expected).success;

export const changelogHeading: Measure = {
  name: "changelog-heading",
  applies: isListed,
  judge: async (of, world) => {
    const wanted = firstLine(sectionOf(of));
    const found = firstLine((await draftOf(of, world)).section);
    return found === wanted ? [] : [`${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];
  },
};

/** The form is that of the project's section before; where none was given there is nothing to follow, and the maintainers' own section is the model. */
export const changelogForm: Measure = {
  name: "changelog-form",
  applies: isListed,
  judge: async (of, world) => {
    const model = formSeenIn(
      of.text("input/changelog_previous_head.md") ?? of.text("input/changelog_previous_section.md") ?? sectionOf(of),
    );
    // A category that no section before shows is right when the maintainers began it with this very release.
    return formDifferences(formSeenIn((await draftOf(of, world)).section), model, [formSeenIn(sectionOf(of))]);
  },
};

/** A list that names nine in ten of the range's pull requests was meant to be complete. */
const completeFrom = 0.9;

interface Listed {
  readonly listed: ReadonlySet<number>;
  /** Those of `listed` that a subject of the range names. */
  readonly inRange: readonly number[];
  readonly isComplete: boolean;
}

const listedBy = (of: ReplayCase): Listed => {
  const commits = commitsOf(of);
  const listed = new Set(referencesIn(sectionOf(of)));
  const pulls = new Set(commits.flatMap(({ pr }) => (typeof pr === "number" ? [pr] : [])));
  const named = new Set([...pulls, ...commits.flatMap(({ subject }) => referencesIn(subject))]);
  const told = [...pulls].filter((number) => listed.has(number)).length;
  return {
    listed,
    inRange: [...listed].filter((number) => named.has(number)),
    isComplete: pulls.size > 0 && told >= completeFrom * pulls.size,
  };
};

export const changelogRecall: Measure = {
  name: "changelog-recall",
  applies: isCounted,
  judge: async (of, world) => {
    const { candidates } = await draftOf(of, world);
    const { listed, inRange, isComplete } = listedBy(of);
    const first = isComplete ? candidates : candidates.slice(0, 2 * listed.size);
    const named = new Set(first.flat());
    const missed = inRange.filter((number) => !named.has(number));
    const share = inRange.length === 0 ? 1 : (inRange.length - missed.length) / inRange.length;
    if (share >= (isComplete ? 0.98 : 0.9)) return [];
    return [
      `${inRange.length - missed.length} of ${inRange.length} in the first ${first.length} of ${candidates.length} candidates; without ${missed.map((each) => `#${each}`).join(" ")}`,
    ];
  },
};

export const changelogPrecision: Measure = {
  name: "changelog-precision",
  applies: (of) => isCounted(of) && listedBy(of).isComplete,
  judge: async (of, world) => {
    const { section } = await draftOf(of, world);
    const { listed } = listedBy(of);
    const drafted = [...new Set(referencesIn(section))];
    const wrong = drafted.filter((number) => !listed.has(number));
    if (drafted.length > 0 && (drafted.length - wrong.length) / drafted.length >= 0.97) return [];
    return [`${wrong.length} of ${drafted.length} are not in the maintainers' list: ${wrong.map((each) => `#${each}`).join(" ")}`];
  },
};

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
