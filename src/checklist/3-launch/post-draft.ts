import { sha256 } from "../../domain/canonical.ts";
import { factOf, fieldAt, type Json, textAt } from "../../domain/known.ts";
import { dialOf } from "../../domain/train.ts";
import { type ArrangedStep, type Arranging, step, stepAsGiven } from "../item.ts";
import { awaitFinishedDraft } from "../steps/await-finished-draft.ts";
import { reviseDraft } from "../steps/revise-draft.ts";

/**
 * The post is a draft that people edit, so a newer one never replaces it: every revision carries what changed since the one before into what people
 * made of it. Until the launch that is part of writing it; after, of publishing it.
 */
export const postRevisions = (at: Arranging, item: "write-post" | "publish-post"): readonly ArrangedStep[] => {
  const { train, story, begun, fill } = at;
  if (train.post === undefined || story.post === undefined || isByPeople(at)) return [];
  const { repository, branch, file } = train.post;
  const drafts = draftsOf(at);
  const last = drafts.at(-1);
  const revise = (from: string, to: string): ArrangedStep =>
    step(
      reviseDraft,
      {
        repository,
        branch: fill(branch),
        file: fill(file),
        since: factOf("write-post/push-commits", "commit"),
        from,
        to,
        message: `Bring ${story.post?.title ?? "the post"} up to date`,
        by: train.repository.committer,
      },
      { name: nameOf(drafts.length + 1), preview: { is: "text", title: fill(file), text: to } },
    );
  const earlier = drafts.flatMap(({ item: where, name, input }) =>
    where === item && name !== undefined ? [stepAsGiven(reviseDraft.name, input, { name })] : [],
  );
  const isDue = last !== undefined && last.text !== story.post.text && item === (begun.launched ? "publish-post" : "write-post");
  return isDue ? [...earlier, revise(last.text, story.post.text)] : earlier;
};

/** Looks until people have filled in what the draft left to them. */
export const finishedDraft = (at: Arranging): ArrangedStep | undefined => {
  const { train, story, fill } = at;
  if (train.post === undefined || story.post === undefined || isByPeople(at)) return undefined;
  const { repository, branch, file } = train.post;
  return step(awaitFinishedDraft, {
    repository,
    branch: fill(branch),
    file: fill(file),
    drafted: sha256(story.post.text),
    told: story.post.told,
  });
};

/** People who write the post by themselves choose what is in it. */
const isByPeople = ({ train }: Arranging): boolean => dialOf(train, "write-post") === "people";

interface Draft {
  readonly item: string;
  /** Of a revision's step. */
  readonly name?: string;
  readonly input: Json;
  readonly text: string;
}

const nameOf = (revision: number): string => `revise-draft-${revision}`;

/** What Signalbox wrote into the post's branch, or is about to, oldest first. */
const draftsOf = ({ begun }: Arranging): readonly Draft[] => {
  const opened = begun.step("write-post/push-commits");
  if (opened === undefined) return [];
  const drafts: Draft[] = [
    { item: "write-post", input: {}, text: textAt(first(fieldAt(first(fieldAt(opened.input, "commits")), "edits")), "text") ?? "" },
  ];
  for (;;) {
    const name = nameOf(drafts.length + 1);
    const item = ["write-post", "publish-post"].find((each) => begun.step(`${each}/${name}`) !== undefined);
    const input = item === undefined ? undefined : begun.step(`${item}/${name}`)?.input;
    if (item === undefined || input === undefined) return drafts;
    drafts.push({ item, name, input, text: textAt(input, "to") ?? "" });
  }
};

const first = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? list[0] : undefined);
