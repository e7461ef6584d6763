import type { Release } from "../checklist/item.ts";
import { draftChangelog } from "../domain/changelog.ts";
import type { ChangelogSection } from "../domain/edit.ts";
import { mergeDraft } from "../domain/merge-draft.ts";
import { mergeText } from "../domain/merge-text.ts";
import { findPlaceholders, placeholdersText } from "../domain/placeholders.ts";
import { plainDate } from "../domain/plain-date.ts";
import type { RankedEntry } from "../domain/rank-entries.ts";
import { type Links, type StoryFacts, storyFacts } from "../domain/story-facts.ts";
import type { Story, Survey } from "../domain/survey.ts";
import type { Train } from "../domain/train.ts";
import { parseVersion, type Version } from "../domain/version.ts";
import { forInlineMarkdown, forMarkdown } from "../texts/for-markdown.ts";
import { forSlack } from "../texts/for-slack.ts";
import { fillAll, fillTextAll } from "./fill-all.ts";
import { newsletterHtml } from "./newsletter-html.ts";
import { sectionIn } from "./section-in.ts";
import { type Sink, storyValues } from "./story-values.ts";
import { namesOf } from "./template-names.ts";

/** Everything the texts of a release are made from: values only. */
export interface Telling {
  readonly train: Train;
  readonly release: Release;
  readonly survey: Survey;
  readonly names: Readonly<Record<string, string>>;
  /** The section as it was drafted last, so that people's edits can be told from it. */
  readonly earlier: Pick<ChangelogSection, "text" | "takes"> | undefined;
}

/** One story, many renderings: every text from the same facts, each escaped for its sink. */
export const tellStory = (telling: Telling): Story => {
  const { train, release, survey, names } = telling;
  const facts = storyFacts({
    survey,
    version: release.version,
    day: release.days.heading,
    highlight: train.post?.highlight,
    links: linksOf(telling),
  });
  const write = writer(facts, names);
  const post = train.post === undefined ? undefined : write(train.post.template, markdown);
  const messages = train.slack.map(({ workspace, channel, at, template }) => ({ workspace, channel, at, ...write(template, slack) }));
  const newsletter = train.newsletter === undefined ? undefined : write(train.newsletter.template, rendered);
  const page = train.releasePage === undefined ? undefined : write(train.releasePage.template, releasePage);
  return {
    ...sectionOf(telling),
    post:
      train.post === undefined || post === undefined
        ? undefined
        : { title: fillAll(train.post.title, names), text: post.text, told: post.told },
    messages: messages.map(({ workspace, channel, at, text }) => ({ workspace, channel, at, text })),
    newsletter:
      train.newsletter === undefined || newsletter === undefined
        ? undefined
        : { subject: fillAll(train.newsletter.subject, names), html: newsletterHtml(newsletter.text) },
    releasePage: page?.text ?? "",
    open: [
      ...messages.flatMap((each) =>
        leftOpen(each.at === "freeze" ? "freeze" : "launch", `message to ${each.workspace} ${each.channel}`, each),
      ),
      ...(page === undefined ? [] : leftOpen("launch", "release notes", page)),
      // A patch sends none.
      ...(newsletter === undefined || release.kind === "patch" ? [] : leftOpen("launch", "newsletter", newsletter)),
    ],
  };
};

/** A text as it is sent, and its lines in which an author's own words look like a placeholder. */
interface Written {
  readonly text: string;
  readonly told: readonly string[];
}

const writer =
  (facts: StoryFacts, names: Telling["names"]) =>
  (template: string, sink: Sink): Written => {
    const filling = storyValues(facts, names, sink);
    const bullets = Object.values(filling.lists).flatMap((items) => items.map((item) => `- ${item}`));
    return {
      text: fillTextAll(template, filling, sink.most, (leftOut) => `and ${leftOut} more: ${sink.link(facts.links.compare)}`),
      told: [...new Set(bullets.filter((line) => findPlaceholders(line).length > 0))],
    };
  };

const leftOpen = (at: "freeze" | "launch", name: string, { text, told }: Written): Story["open"] => {
  const found = findPlaceholders(text, { told });
  return found.length === 0 ? [] : [{ at, says: `${name}: ${placeholdersText(found)}` }];
};

/** Addresses are the configuration's own, so Markdown takes them as they are; Slack reads `&` in them as the beginning of an entity. */
const asItIs = (address: string): string => address;
const markdown: Sink = { text: forMarkdown, link: asItIs, most: Number.POSITIVE_INFINITY };
/** The newsletter's Markdown is rendered here, and no forge reads it. */
const rendered: Sink = { ...markdown, text: forInlineMarkdown };
/** GitHub refuses a page's body from 125,000 characters on, of which some are our mark. */
const releasePage: Sink = { ...markdown, most: 120_000 };
/** docs.slack.dev, "chat.postMessage": longer ones are cut. */
const slack: Sink = { text: forSlack, link: forSlack, most: 40_000 };

const sectionOf = ({ train, release, survey, names, earlier }: Telling): Pick<Story, "section" | "takes" | "aside"> => {
  const existing = train.changelog === undefined ? undefined : survey.files[fillAll(train.changelog.file, names)];
  const before = train.changelog === undefined ? undefined : survey.files[fileBefore(train.changelog.file, survey)];
  const version = requireVersion(release.version);
  const edited = sectionIn(existing ?? "", release.version);
  const {
    section: drafted,
    takes,
    aside,
  } = draftChangelog({
    changes: survey.changes,
    people: survey.people,
    version,
    previous: parseVersion(survey.previous.version),
    date: plainDate(release.days.heading),
    changelog: existing,
    ...(before !== undefined && { model: before }),
    ...(edited !== undefined &&
      earlier !== undefined && { earlier: { section: edited, takes: earlier.takes ?? [], boarded: new Set(survey.boarded) } }),
    repositoryUrl: `https://github.com/${train.repository.name}`,
    escape: forMarkdown,
  });
  const rest = { takes, aside: aside.map(leftOut) };
  // Where nothing was drafted yet, what stands on the branch is what people wrote.
  if (earlier === undefined) return { section: survey.written ?? drafted, ...rest };
  if (edited === undefined) return { section: drafted, ...rest };
  // Lines that people left as they were follow the facts; entries that are new find their group.
  const { text } = mergeText({ from: earlier.text, to: drafted, edited });
  return { section: mergeDraft({ previousDraft: earlier.text, edited: text, newDraft: drafted }), ...rest };
};

const leftOut = ({ summary, change, isTakenBack }: RankedEntry): string =>
  [summary, ...(change.pull === undefined ? [] : [`(#${change.pull})`]), ...(isTakenBack ? ["(taken back)"] : [])].join(" ");

/** Where the version before was written up: the same file, or one of its own. */
const fileBefore = (template: string, { previous }: Survey): string => fillAll(template, namesOf(previous.version, ""));

const requireVersion = (text: string): Version => parseVersion(text) ?? { major: 0, minor: 0, patch: 0, pre: [] };

/** Where people read what is new: the post; or, for a patch, which has none, the changelog at the tag. Never an address that leads nowhere. */
const linksOf = ({ train, release, survey, names }: Telling): Links => {
  const { post, changelog, repository } = train;
  const home = `https://github.com/${repository.name}`;
  const notes = `${home}/releases/tag/${release.tag}`;
  const compare = `${home}/compare/${survey.previous.tag}...${release.tag}`;
  const told = changelog === undefined ? notes : `${home}/blob/${release.tag}/${fillAll(changelog.file, names)}`;
  const hasPost = post !== undefined && release.kind === "release";
  return { post: hasPost ? `https://github.com/${post.repository}/blob/${post.main}/${fillAll(post.file, names)}` : told, notes, compare };
};
