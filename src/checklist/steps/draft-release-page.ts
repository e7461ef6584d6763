import { run } from "../../domain/by-hand.ts";
import type { ForgeRelease } from "../../domain/ports/forge.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { tellGithub } from "../by-hand/ask-github.ts";
import { fromAnswer, intoAnswer } from "../by-hand/curl.ts";
import { kept } from "../by-hand/git-words.ts";
import { timings } from "./lateness.ts";
import { isMarked, marked } from "./marker.ts";

type Input = {
  readonly repository: string;
  readonly tag: string;
  readonly commit: string;
  readonly title: string;
  readonly body: string;
};

type State = { readonly id: string; readonly draft: boolean };

const stateOf = ({ id, draft }: ForgeRelease): State => ({ id, draft });

/** Drafts the forge's page of a release, marked. A draft is not found by its tag and the list lags, so pages are listed and counted. */
export const draftReleasePage = effect<"forgeReleases", Input, State>({
  name: "draft-release-page",
  needs: ["forgeReleases"],
  class: "marked",
  keyedBy: "a marker in the body, and a draft first",
  looksAt: "all pages of the tag, drafts too; counted",
  reversible: "compensable",
  ...timings.github,
  target: ({ repository, tag }) => `${repository} page ${tag}`,
  describe: ({ repository, tag }) => `draft the release page of ${tag} in ${repository}`,
  observe: async ({ forgeReleases }, { repository, tag, title, body }, { key, receipt, hands }) => {
    const pages = await forgeReleases.find(repository, tag);
    const ours = pages.filter((each) => each.id === receipt || isMarked(each.body, key));
    if (ours.length > 1)
      return { is: "conflicting", found: `${ours.length} pages of ${tag} carry our mark: ${ours.map((each) => each.id).join(", ")}` };
    if (ours[0] !== undefined) return present(stateOf(ours[0]));
    const [stranger, ...more] = pages;
    if (stranger === undefined) return absent;
    const isAsWanted = stranger.title === title && stranger.body.trim() === body.trim();
    if (hands === true && more.length === 0 && isAsWanted) return present(stateOf(stranger));
    const found = `${stranger.draft ? "a draft" : "a page"} of ${tag} is there already, without our mark: ${stranger.url}`;
    return { is: "conflicting", found, state: stateOf(stranger) };
  },
  apply: async ({ forgeReleases }, { repository, tag, commit, title, body }, { key }) =>
    (await forgeReleases.draft(repository, { tag, commit, title, body: marked(body, key) })).id,
  verify: ({ tag }, { id, draft }) => holds(`the page of ${tag} is ${draft ? "drafted" : "published"}: ${id}`),
  facts: (_, { id }) => ({ id }),
  byHand: ({ repository, tag, commit, title, body }, { key, keeps }) => [
    run(
      intoAnswer(
        tellGithub("POST", `${repository}/releases`, {
          tag_name: tag,
          target_commitish: commit,
          name: title,
          body: key === undefined ? body : marked(body, key),
          draft: true,
        }),
      ),
      ...kept(keeps("id"), fromAnswer(".id")),
    ),
  ],
});
