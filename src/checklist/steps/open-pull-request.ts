import { run } from "../../domain/by-hand.ts";
import type { PullRequest } from "../../domain/ports/forge.ts";
import { absent, effect, holds, type Looking, type Need, type Observation, present } from "../../domain/step.ts";
import { tellGithub } from "../by-hand/ask-github.ts";
import { fromAnswer, intoAnswer } from "../by-hand/curl.ts";
import { kept } from "../by-hand/git-words.ts";
import { timings } from "./lateness.ts";
import { isMarked, marked } from "./marker.ts";

type Input = {
  readonly repository: string;
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
};

type State = { readonly number: string; readonly url: string };

/** Opens one pull request, marked in its body. GitHub refuses a second only while the first is open, so ours are counted in every state. */
export const openPullRequest = effect<"pulls", Input, State>({
  name: "open-pull-request",
  needs: ["pulls"],
  class: "marked",
  keyedBy: "a marker in the body",
  looksAt: "all pull requests from head into base, in every state; counted",
  reversible: "compensable",
  ...timings.github,
  target: ({ repository, head, base }) => `${repository} ${head}→${base}`,
  describe: ({ repository, head, base }) => `open a pull request from ${head} into ${base} of ${repository}`,
  observe: async (need, input, at) => {
    const all = await need.pulls.find(input.repository, { head: input.head, base: input.base });
    const ours = await oursAmong(need, input, at, all);
    if (ours.length > 1)
      return {
        is: "conflicting",
        found: `${ours.length} pull requests carry our mark: ${ours.map((each) => `#${each.number}`).join(", ")}`,
      };
    const [own] = ours;
    if (own !== undefined) return standing(own);
    const [byPeople, ...more] = at.hands === true ? all.filter((each) => each.state !== "closed") : [];
    if (byPeople !== undefined && more.length === 0) return standing(byPeople);
    const stranger = all.find((each) => each.state === "open");
    if (stranger === undefined) return absent;
    const found = `#${stranger.number} by ${stranger.author} is open from ${input.head} already, without our mark`;
    return { is: "conflicting", found, state: stateOf(stranger), answers: ["retry", "accept", "abandon"] };
  },
  apply: async ({ pulls }, { repository, head, base, title, body }, { key }) =>
    (await pulls.open(repository, { head, base, title, body: marked(body, key) })).number,
  verify: (_, { number, url }) => holds(`#${number} ${url}`),
  facts: (_, { number, url }) => ({ number, url }),
  byHand: ({ repository, head, base, title, body }, { key, keeps }) => [
    run(
      intoAnswer(tellGithub("POST", `${repository}/pulls`, { title, head, base, body: key === undefined ? body : marked(body, key) })),
      ...kept(keeps("number"), fromAnswer(".number")),
    ),
  ],
});

/** Those with our mark, and the one whose number was our answer, even while the list does not show it yet or somebody removed the mark. */
const oursAmong = async (
  { pulls }: Need<"pulls">,
  { repository }: Input,
  { key, receipt }: Looking,
  all: readonly PullRequest[],
): Promise<readonly PullRequest[]> => {
  const listed = all.filter((each) => each.number === receipt || isMarked(each.body, key));
  if (receipt === undefined || listed.length > 0) return listed;
  const known = await pulls.get(repository, receipt);
  return known === undefined ? [] : [known];
};

const stateOf = ({ number, url }: PullRequest): State => ({ number, url });

const standing = (own: PullRequest): Observation<State> => {
  switch (own.state) {
    case "open":
      return present(stateOf(own));
    case "merged":
      return { is: "superseded", state: stateOf(own), evidence: `#${own.number} was merged` };
    case "closed":
      return { is: "conflicting", found: `#${own.number} was closed without a merge; reopen it to go on` };
  }
};
