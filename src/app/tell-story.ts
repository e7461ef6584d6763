import type { Release } from "../checklist/item.ts";
import { entries, highlights } from "../domain/change.ts";
import { draftChangelog } from "../domain/changelog.ts";
import { outlineChangelog } from "../domain/changelog-outline.ts";
import type { ChangelogSection } from "../domain/edit.ts";
import { mergeDraft } from "../domain/merge-draft.ts";
import { firstTimers, type Person } from "../domain/person.ts";
import { plainDate } from "../domain/plain-date.ts";
import type { Story, Survey } from "../domain/survey.ts";
import type { Train } from "../domain/train.ts";
import { parseVersion, type Version } from "../domain/version.ts";
import { withoutMergeTags } from "../texts/for-mailchimp.ts";
import { forMarkdown } from "../texts/for-markdown.ts";
import { forSlack } from "../texts/for-slack.ts";
import { renderMarkdown } from "../texts/render-markdown.ts";
import { fillAll } from "./fill-all.ts";

/** Everything the texts of a release are made from: values only. */
export interface StoryFacts {
  readonly train: Train;
  readonly release: Release;
  readonly survey: Survey;
  readonly names: Readonly<Record<string, string>>;
  /** The section as it was drafted last, so that people's edits can be told from it. */
  readonly earlier: Pick<ChangelogSection, "text" | "takes"> | undefined;
}

type Escape = (text: string) => string;

/** One story, many renderings: every text from the same facts, each escaped for its sink. */
export const tellStory = (facts: StoryFacts): Story => {
  const { train } = facts;
  return {
    ...sectionOf(facts),
    post:
      train.post === undefined
        ? undefined
        : { title: fillAll(train.post.title, facts.names), text: fillAll(train.post.template, valuesFor(facts, forMarkdown)) },
    messages: train.slack.map(({ workspace, channel, at, template }) => ({
      workspace,
      channel,
      at,
      text: fillAll(template, valuesFor(facts, forSlack)),
    })),
    newsletter:
      train.newsletter === undefined
        ? undefined
        : {
            subject: fillAll(train.newsletter.subject, facts.names),
            html: newsletterOf(fillAll(train.newsletter.template, valuesFor(facts, forMarkdown))),
          },
    releasePage: fillAll("{changes}", valuesFor(facts, forMarkdown)),
  };
};

const sectionOf = ({ train, release, survey, earlier }: StoryFacts): Pick<Story, "section" | "takes" | "aside"> => {
  const existing = train.changelog === undefined ? undefined : survey.files[train.changelog.file];
  const version = requireVersion(release.version);
  const edited = currentSection(existing ?? "", release.version);
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
    ...(edited !== undefined &&
      earlier !== undefined && { earlier: { section: edited, takes: earlier.takes ?? [], boarded: new Set(survey.boarded) } }),
    repositoryUrl: `https://github.com/${train.repository.name}`,
    escape: forMarkdown,
  });
  const rest = { takes, aside: aside.map(({ summary, change }) => (change.pull === undefined ? summary : `${summary} (#${change.pull})`)) };
  if (edited === undefined || earlier === undefined) return { section: drafted, ...rest };
  return { section: mergeDraft({ previousDraft: earlier.text, edited, newDraft: drafted }), ...rest };
};

/** The version's section as it stands in the file, when people or we have written one. */
const currentSection = (changelog: string, version: string): string | undefined => {
  const part = outlineChangelog(changelog).parts.find((each) => each.version?.numbers.join(".") === version);
  return part === undefined ? undefined : `${changelog.slice(part.start, part.end).trimEnd()}\n`;
};

const requireVersion = (text: string): Version => parseVersion(text) ?? { major: 0, minor: 0, patch: 0, pre: [] };

/** What a template may name; lists are bullets, each line escaped for the sink. */
const valuesFor = (facts: StoryFacts, safe: Escape): Readonly<Record<string, string>> => {
  const { survey, train, release, names } = facts;
  const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");
  const marked = train.post?.highlight === undefined ? [] : highlights(survey.changes, train.post.highlight);
  const outside = survey.people.filter((each) => each.kind === "external" && each.commits > 0);
  return {
    ...names,
    day: release.days.heading,
    highlights: bullets(marked.map((each) => safe(each.summary))),
    changes: bullets(
      entries(survey.changes).map((each) => safe(each.pull === undefined ? each.summary : `${each.summary} (#${each.pull})`)),
    ),
    contributors: bullets(outside.map((each) => safe(shownName(each)))),
    "first-timers": bullets(firstTimers(survey.people).map((each) => safe(shownName(each)))),
    "post-url": postUrl(facts),
    "release-notes": `https://github.com/${train.repository.name}/releases/tag/${release.tag}`,
  };
};

/** One spelling in every text: the account where it is known, else the name. */
const shownName = ({ name, handle }: Person): string => (handle === undefined ? name : `${name} (${handle})`);

/** Where people read what is new: the post, or the changelog at the tag for a patch, which has no post. Never an address that leads nowhere. */
const postUrl = ({ train, release, names }: StoryFacts): string => {
  const { post, changelog, repository } = train;
  if (post !== undefined && release.kind === "release")
    return `https://github.com/${post.repository}/blob/${post.main}/${fillAll(post.file, names)}`;
  return changelog === undefined ? "" : `https://github.com/${repository.name}/blob/${release.tag}/${changelog.file}`;
};

/** The unsubscribe link is the vendor's merge tag, which no text of ours may forge and every newsletter must have. */
const newsletterOf = (markdown: string): string =>
  `<!doctype html>\n<html><body>\n${withoutMergeTags(renderMarkdown(markdown))}\n<p><a href="*|UNSUB|*">Unsubscribe</a></p>\n</body></html>\n`;
