import { paste, run } from "../../domain/by-hand.ts";
import { explain } from "../../domain/errors.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { askGithub, tellGithubFile } from "../by-hand/ask-github.ts";
import { timings } from "./lateness.ts";
import { isMarked, marked } from "./marker.ts";

type Input = { readonly repository: string; readonly tag: string; readonly id: string; readonly note: string };

/** Puts a note above a published page and takes it from being the newest release; what it said stays below, because people may have linked to it. */
export const withdrawReleasePage = effect<"forgeReleases", Input, { readonly url: string }>({
  name: "withdraw-release-page",
  needs: ["forgeReleases"],
  class: "set",
  keyedBy: "the page's id, and a marker in the note",
  looksAt: "the page of this id: the marker, and that it is a pre-release",
  reversible: "yes",
  ...timings.github,
  target: ({ repository, tag }) => `${repository} page ${tag}`,
  describe: ({ repository, tag }) => `mark the release page of ${tag} in ${repository} as withdrawn`,
  observe: async ({ forgeReleases }, { repository, tag, id }, { key, hands }) => {
    const page = (await forgeReleases.find(repository, tag)).find((each) => each.id === id);
    if (page === undefined) return { is: "unreadable", why: `page ${id} of ${tag} is not listed` };
    return page.prerelease && (isMarked(page.body, key) || hands === true) ? present({ url: page.url }) : absent;
  },
  apply: async ({ forgeReleases }, { repository, tag, id, note }, { key }) => {
    const page = (await forgeReleases.find(repository, tag)).find((each) => each.id === id);
    if (page === undefined) throw explain("NOT_FOUND", { system: "GitHub", request: `page ${id} of ${tag} in ${repository}` });
    const body = isMarked(page.body, key) ? page.body : `${marked(note, key)}\n\n${page.body}`;
    await forgeReleases.withdraw(repository, { id, body });
    return id;
  },
  verify: (_, { url }) => holds(`marked as withdrawn: ${url}`),
  facts: (_, { url }) => ({ url }),
  byHand: ({ repository, tag, id, note }, { key }) => [
    paste(`the release page of ${tag} in ${repository}, above what it says; mark it as a pre-release too, or do as Signalbox does`, note),
    run(
      `${askGithub(path(repository, id))} | jq --arg note ${shellWord(key === undefined ? note : marked(note, key))} ${shellWord(changed)} > page.json`,
      tellGithubFile("PATCH", path(repository, id), "page.json"),
    ),
  ],
});

const path = (repository: string, id: string): string => `${repository}/releases/${id}`;

/** What `jq` makes of the page as it is. */
const changed = '{body: ($note + "\\n\\n" + .body), prerelease: true, make_latest: "false"}';
