import { factOf, type Known } from "../../domain/known.ts";
import { diffOf } from "../diff-of.ts";
import { type Arranging, type Item, step } from "../item.ts";
import { changelogEdit } from "../release-edits.ts";
import { pushCommits } from "../steps/push-commits.ts";

/** The section in the form the file already has; people's edits are in the text when the plan is made again. */
export const writeChangelog: Item = {
  id: "write-changelog",
  title: ({ train, fill }) => `Write up the changes in ${fill(train.changelog?.file ?? "the changelog")}`,
  phase: "freeze",
  rows: [8],
  access: ["GITHUB_TOKEN"],
  after: ["cut-branch", "pick-fixes"],
  when: ({ train }) => train.changelog !== undefined,
  steps: (at) => {
    const edit = changelogEdit(at);
    if (edit === undefined) return [];
    return [
      step(
        pushCommits,
        {
          repository: at.train.repository.name,
          branch: at.release.branch,
          base: branchStart(at),
          create: "no",
          commits: [{ message: at.fill(at.train.changelog?.message ?? ""), edits: [edit] }],
          by: at.train.repository.committer,
        },
        { preview: diffOf(at.survey.files, [edit], leftAside(at.story.aside)) },
      ),
    ];
  },
};

/** What people may want to write about and the draft does not. */
const leftAside = (aside: readonly string[]): string =>
  aside.length === 0 ? "" : `; left aside: ${aside.slice(0, 5).join("; ")}${aside.length > 5 ? `; and ${aside.length - 5} more` : ""}`;

/** The commit that the release's own commits are made on. */
export const branchStart = ({ release }: Arranging): Known<string> => {
  if (release.from !== "cut") return release.from.head;
  return { ...(release.kind === "patch" ? factOf("pick-fixes/push-commits", "commit") : factOf("cut-branch/push-branch", "commit")) };
};
