import type { Import } from "./fast-import.ts";
import { dependencyBot, knownOutside, movedHouse, newcomers, onlyCoAuthor, projectBot } from "./history-people.ts";
import { hostileSubjects } from "./history-subjects.ts";
import type { HistoryWriter, Made, Wish } from "./history-writer.ts";
import type { SeededNumbers } from "./seeded-numbers.ts";

/** Something that happens on the main branch and makes `size` commits. */
export interface Act {
  readonly size: number;
  readonly run: () => Promise<unknown>;
}

/** Everything that a history after 1.29.0 must show at least once, in no particular order. */
export const requiredActs = (writer: HistoryWriter, repository: Import, older: Made): Act[] => {
  const squashes = (wishes: readonly Wish[]): Act[] => wishes.map((wish) => ({ size: 1, run: async () => writer.squash(wish) }));
  const undone = async (target: Made, shown: string) => ({
    subject: `Revert "${target.subject}"`,
    body: `This reverts commit ${await repository.idOf(target.mark)}.\n\n${shown}`,
    files: target.undo,
  });
  return [
    ...squashes(hostileSubjects.map((subject, at) => (at < 3 ? { subject, author: newcomers[0] } : { subject }))),
    ...squashes(breaking),
    ...squashes(coAuthored),
    ...squashes(byBots),
    ...squashes(highlighted),
    { size: 1, run: async () => writer.direct({ author: projectBot, subject: "chore: update translations" }) },
    { size: 1, run: async () => writer.squash(await undone(older, "It was too slow on large projects.")) },
    {
      size: 2,
      run: async () => {
        const made = writer.squash({ subject: "feat(insights): colour weekends" });
        writer.squash({ subject: `Revert "${made.subject}"`, body: `Reverts PostHog/posthog#${made.pull}`, files: made.undo });
      },
    },
    {
      size: 3,
      run: async () => {
        const made = writer.squash({ subject: "perf(funnels): keep steps in memory" });
        const revert = writer.direct(await undone(made, "Memory doubled."));
        writer.squash({ ...(await undone(revert, "With a limit this time.")), files: made.files });
      },
    },
    {
      size: 4,
      run: async () => {
        const made = writer.merge([{ subject: "feat(cohorts): nest cohorts" }, { subject: "fix nesting" }], 0, "nested-cohorts");
        const { files, subject } = await undone(made, "");
        const body = `This reverts commit ${await repository.idOf(made.mark)}, reversing\nchanges made to the main branch.`;
        writer.direct({ subject, body, files });
      },
    },
    ...mergeShapes.map(({ inner, beside, branch }) => ({
      size: inner + beside + 1,
      run: async () =>
        writer.merge(
          Array.from({ length: inner }, () => ({})),
          beside,
          branch,
        ),
    })),
  ];
};

/** One more ordinary act: mostly squash merges, some direct commits, merges and version bumps by a bot. */
export const ordinaryAct = (writer: HistoryWriter, numbers: SeededNumbers): Act => {
  const draw = numbers.below(20);
  if (draw === 0) {
    const inner = 1 + numbers.below(3);
    return {
      size: inner + 2,
      run: async () =>
        writer.merge(
          Array.from({ length: inner }, () => ({})),
          1,
          `work-${numbers.below(1000)}`,
        ),
    };
  }
  if (draw === 1) return { size: 1, run: async () => writer.squash(bump(`helper-example-${numbers.below(50)}`, numbers.below(9))) };
  if (draw < 5) return { size: 1, run: async () => writer.direct({}) };
  return { size: 1, run: async () => writer.squash({}) };
};

const bump = (name: string, patch: number): Wish => ({
  author: dependencyBot,
  subject: `build(deps): bump ${name} from 1.2.${patch} to 1.2.${patch + 1}`,
  body: `Bumps ${name} from 1.2.${patch} to 1.2.${patch + 1}.\n\nSigned-off-by: dependabot[bot] <support@github.com>`,
  labels: ["dependencies"],
});

const trailer = ({ name, email }: { readonly name: string; readonly email: string }) => `Co-authored-by: ${name} <${email}>`;

const breaking: readonly Wish[] = [
  { subject: "feat(exports)!: remove the first export endpoint" },
  {
    subject: "refactor: answer lists in pages",
    body: "Lists were whole before.\n\nBREAKING CHANGE: lists of flags are answered in pages of 100",
  },
];

const coAuthored: readonly Wish[] = [
  { subject: "feat(flags): copy a flag", body: `* first try\n\n* second try\n\n${trailer(onlyCoAuthor)}` },
  { subject: "fix(toolbar): keep the selection", body: `${knownOutside.slice(0, 2).map(trailer).join("\n")}\n${trailer(dependencyBot)}` },
  { subject: "docs: describe self-hosting", author: movedHouse },
];

const byBots: readonly Wish[] = [
  bump("left-example", 3),
  bump("right-example", 7),
  { author: dependencyBot, subject: "Bump middle-example from 2.0.0 to 2.1.0", labels: ["dependencies"] },
  { author: projectBot, subject: "chore: update the list of plugins" },
];

const highlighted: readonly Wish[] = [
  { subject: "feat(paths): compare two paths side by side", labels: ["highlight"] },
  { subject: "feat(dashboards): subscribe to a dashboard", labels: ["highlight", "enhancement"] },
  { subject: "Group analytics for teams", labels: ["highlight"] },
  { subject: "feat(retention): first-time retention by region", labels: ["highlight"], author: newcomers[0] },
];

const mergeShapes = [
  { inner: 1, beside: 0, branch: "fix-typo" },
  { inner: 2, beside: 1, branch: "better-legends" },
  { inner: 3, beside: 2, branch: "große-änderung" },
  { inner: 2, beside: 0, branch: "dependabot/npm/left" },
  { inner: 1, beside: 3, branch: "slow-review" },
] as const;
