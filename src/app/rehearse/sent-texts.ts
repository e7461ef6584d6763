import type { ReleaseState } from "../../domain/journal/state.ts";
import { textAt } from "../../domain/known.ts";
import { progressOf } from "../../domain/progress.ts";
import { feedEntry } from "../../edits/feed-entry.ts";
import { fillAll } from "../fill-all.ts";
import type { AppParts } from "../parts.ts";
import { sectionIn } from "../section-in.ts";
import { namesOf } from "../template-names.ts";
import type { RehearsedRelease, SentText } from "./rehearsal.ts";

/** Every text that the releases sent, read back from where its readers find it. */
export const sentTexts = async (parts: AppParts, releases: readonly RehearsedRelease[]): Promise<readonly SentText[]> => {
  const found: SentText[] = [];
  for (const { state } of releases)
    for (const { name, text } of await textsOf(parts, state)) if (text !== undefined) found.push({ version: state.version, name, text });
  return found;
};

interface ReadBack {
  readonly name: string;
  readonly text: string | undefined;
}

const textsOf = async (parts: AppParts, state: ReleaseState): Promise<readonly ReadBack[]> => {
  const read: ReadBack[] = [];
  for (const { step, standing } of progressOf(state)) {
    if (standing.is !== "done") continue;
    const at = { parts, state, input: standing.input, facts: standing.record.done?.facts ?? {} };
    read.push(...((await readers[step.id]?.(at)) ?? (await kinds[step.kind]?.(at)) ?? []));
  }
  return read;
};

interface Sent {
  readonly parts: AppParts;
  readonly state: ReleaseState;
  readonly input: Parameters<typeof textAt>[0];
  readonly facts: Readonly<Record<string, string>>;
}

type Reader = (sent: Sent) => Promise<readonly ReadBack[]>;

/** By the step that sends the text. */
const readers: Readonly<Record<string, Reader>> = {
  "tag-release/push-tag": async ({ parts, state, facts }) => [
    { name: "changelog, at the tag", text: await changelogAt(parts, state, facts["commit"]) },
  ],
  "publish-feed/merge-pull-request": async ({ parts, state, facts }) => {
    const { repository, updateFeed } = parts.train;
    const feed = updateFeed === undefined ? undefined : await fileAt(parts, repository.name, facts["commit"], updateFeed.file);
    return [
      { name: "changelog, on the main branch", text: await changelogAt(parts, state, facts["commit"]) },
      { name: "feed", text: feed === undefined ? undefined : feedEntry(feed, state.version) },
    ];
  },
  "publish-post/merge-pull-request": async ({ parts, state, facts }) => {
    const write = state.plan?.items.find((each) => each.id === "write-post")?.steps.find((each) => each.kind === "await-finished-draft");
    const file = textAt(write?.input, "file");
    const repository = parts.train.post?.repository;
    return file === undefined || repository === undefined
      ? []
      : [{ name: `post, ${file}`, text: await fileAt(parts, repository, facts["commit"], file) }];
  },
};

/** By the kind of the step that sends it. */
const kinds: Readonly<Record<string, Reader>> = {
  "draft-release-page": async ({ parts, input, facts }) => {
    const pages = await parts.ports.forgeReleases.find(textAt(input, "repository") ?? "", textAt(input, "tag") ?? "");
    return [{ name: "release notes", text: pages.find((each) => each.id === facts["id"])?.body }];
  },
  "post-message": async ({ parts, state, input, facts }) => {
    const [workspace, channel] = [textAt(input, "workspace") ?? "", textAt(input, "channel") ?? ""];
    const messages = await parts.ports.messages.find(workspace, { channel, key: facts["key"] ?? "", since: state.startedAt });
    return [{ name: `Slack message to ${workspace} ${channel}`, text: messages.find((each) => each.id === facts["id"])?.text }];
  },
  "send-campaign": async ({ parts, input }) => [
    { name: "newsletter", text: await parts.ports.campaigns.content(textAt(input, "id") ?? "") },
  ],
};

const fileAt = (parts: AppParts, repository: string, commit: string | undefined, file: string): Promise<string | undefined> =>
  commit === undefined || commit === "" ? Promise.resolve(undefined) : parts.ports.objects.file(repository, commit, file);

const changelogAt = async (parts: AppParts, { version }: ReleaseState, commit: string | undefined): Promise<string | undefined> => {
  const { repository, changelog } = parts.train;
  const text =
    changelog === undefined ? undefined : await fileAt(parts, repository.name, commit, fillAll(changelog.file, namesOf(version, "")));
  return text === undefined ? undefined : sectionIn(text, version);
};
