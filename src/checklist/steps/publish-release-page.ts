import { run } from "../../domain/by-hand.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { tellGithub } from "../by-hand/ask-github.ts";
import { timings } from "./lateness.ts";

type Input = { readonly repository: string; readonly tag: string; readonly id: string };

/** Publishes the drafted page. */
export const publishReleasePage = effect<"forgeReleases", Input, { readonly url: string }>({
  name: "publish-release-page",
  needs: ["forgeReleases"],
  class: "set",
  keyedBy: "the page's id",
  looksAt: "all pages of the tag; the one of this id is no draft",
  reversible: "no",
  ...timings.github,
  target: ({ repository, tag }) => `${repository} page ${tag}`,
  describe: ({ repository, tag }) => `publish the release page of ${tag} in ${repository}`,
  observe: async ({ forgeReleases }, { repository, tag, id }) => {
    const pages = await forgeReleases.find(repository, tag);
    const other = pages.find((each) => each.id !== id && !each.draft);
    if (other !== undefined)
      return { is: "conflicting", found: `another page of ${tag} is published: ${other.url}`, state: { url: other.url } };
    const page = pages.find((each) => each.id === id);
    if (page === undefined) return { is: "unreadable", why: `page ${id} of ${tag} is not listed` };
    return page.draft ? absent : present({ url: page.url });
  },
  apply: async ({ forgeReleases }, { repository, id }) => {
    await forgeReleases.publish(repository, id);
    return id;
  },
  verify: (_, { url }) => holds(`published: ${url}`),
  facts: (_, { url }) => ({ url }),
  byHand: ({ repository, id }) => [run(tellGithub("PATCH", `${repository}/releases/${id}`, { draft: false }))],
});
