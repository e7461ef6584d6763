import { run } from "../../domain/by-hand.ts";
import { authorOf } from "../../domain/commit.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { holds, present, wait } from "../../domain/step.ts";
import { fetchAll, gitIn, kept } from "../by-hand/git-words.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly repository: string;
  readonly on: string;
  readonly other: string;
  /** Our own e-mail: our commits are made again there, not picked. */
  readonly exceptAuthor: string;
};

/** Changes of one line of history that the other lacks, oldest first: fixes that main never got. */
export const findMissing = wait<"history", Input, { readonly commits: readonly string[] }>({
  name: "find-missing",
  momentary: true,
  needs: ["history"],
  poll: lookAgain.later,
  describe: ({ repository, on, other }) => `what ${on} of ${repository} has and ${other} lacks`,
  observe: async ({ history }, { repository, on, other, exceptAuthor }) => {
    const missing = await history.missingOn(repository, { on, other });
    const others = missing.filter((each) => authorOf(each).email.toLowerCase() !== exceptAuthor.toLowerCase());
    return present({ commits: others.map((each) => each.id) });
  },
  verify: (_, { commits }) => holds(commits.length === 0 ? "nothing is missing" : `missing: ${commits.join(" ")}`),
  facts: (_, { commits }) => ({ commits: commits.join(" ") }),
  byHand: ({ repository, on, other, exceptAuthor }, { keeps }) => [
    run(
      fetchAll(repository),
      ...kept(
        keeps("commits"),
        `${gitIn(repository, "log", "--reverse", "--no-merges", "--cherry-pick", "--right-only", "--format=%H %ae", `${other}...${on}`)} | awk -v ours=${shellWord(exceptAuthor.toLowerCase())} 'tolower($2) != ours { printf "%s ", $1 }'`,
      ),
    ),
  ],
});
