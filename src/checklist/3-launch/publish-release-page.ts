import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";
import { draftReleasePage } from "../steps/draft-release-page.ts";
import { publishReleasePage as publishDraft } from "../steps/publish-release-page.ts";

/** The forge's page of the release: drafted with a marker, then published. */
export const publishReleasePage: Item = {
  id: "publish-release-page",
  title: () => "Publish the release page",
  phase: "launch",
  rows: [13],
  access: ["GITHUB_TOKEN"],
  after: ["tag-release", "publish-images"],
  onceBegun: "stays",
  when: ({ train }) => train.releasePage !== undefined,
  steps: ({ train, release, fill, story }) => {
    const at = { repository: train.repository.name, tag: release.tag };
    return [
      step(
        draftReleasePage,
        {
          ...at,
          commit: factOf("tag-release/push-tag", "commit"),
          title: fill(train.releasePage?.title ?? "{version}"),
          body: story.releasePage,
        },
        { preview: { is: "text", title: "Release page", text: story.releasePage } },
      ),
      step(publishDraft, { ...at, id: factOf("publish-release-page/draft-release-page", "id") }),
    ];
  },
};
