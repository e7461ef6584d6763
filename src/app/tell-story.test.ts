import markdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { nothingBegun } from "../checklist/begun.ts";
import { planHash, planRelease } from "../checklist/index.ts";
import { feedEdit } from "../checklist/release-edits.ts";
import { stepKinds } from "../checklist/steps/index.ts";
import { planText } from "../cli/plan-text.ts";
import type { Edit } from "../domain/edit.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { outsidePayloads } from "../testing/outside-payloads.ts";
import { sampleTelling } from "../testing/sample-telling.ts";
import { hasHiddenCharacters, showHidden } from "../texts/show-hidden.ts";
import { fillAll } from "./fill-all.ts";
import { type Telling, tellStory } from "./tell-story.ts";

const arranged = (telling: Telling) => ({
  ...telling,
  story: tellStory(telling),
  fill: (template: string) => fillAll(template, telling.names),
});

/** The texts of a release as its sinks get them; a commit's name of 300 characters shows in none. */
const rendered = (telling: Telling) => {
  const at = arranged(telling);
  const feed = { ...feedEdit({ ...at, has: () => true, begun: nothingBegun }), date: telling.release.days.planned } as Edit;
  const published = applyEdit(telling.survey.mainFiles[feed.file], feed);
  const plan = planRelease(at, 1);
  return {
    changelog: at.story.section,
    post: at.story.post?.text ?? "",
    "release notes": at.story.releasePage,
    newsletter: at.story.newsletter?.html ?? "",
    Slack: at.story.messages.find((each) => each.at === "announce")?.text ?? "",
    feed: published.is === "edited" ? published.text : "",
    terminal: planText(
      { plan, hash: planHash(plan), pointOfNoReturn: "tag-release", begun: false, missing: [], checks: [] },
      stepKinds,
      (_, text) => text,
      100,
    ),
  };
};

type Sink = keyof ReturnType<typeof rendered>;

type Node = DefaultTreeAdapterTypes.Node;

/** Every element of a page with its attributes, and the text that people read. */
const readPage = (root: Node): { readonly elements: readonly string[]; readonly text: string } => {
  const elements: string[] = [];
  let text = "";
  const walk = (node: Node): void => {
    if ("attrs" in node) elements.push(`${node.nodeName} ${node.attrs.map(({ name, value }) => `${name}=${value}`).join(" ")}`);
    if (node.nodeName === "#text") text += (node as DefaultTreeAdapterTypes.TextNode).value;
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(root);
  return { elements, text };
};

/** As a site or forge shows it at its most trusting: with raw HTML, and with links where an address stands. */
const trusting = markdownIt("default", { html: true, linkify: true });
// As GitHub does it (github.github.com/gfm, "Autolinks (extension)"): an address needs a scheme, or `www.`, which is looked for below.
trusting.linkify.set({ fuzzyLink: false }).add("//", null);
const shown = (sink: Sink, text: string): { readonly elements: readonly string[]; readonly text: string } => {
  if (sink === "newsletter") return readPage(parse(text));
  if (sink === "Slack") return { elements: text.match(/<[^>]*>/g) ?? [], text: unescaped(text) };
  if (sink === "feed" || sink === "terminal") return { elements: [], text };
  // Front matter is not shown.
  return readPage(parseFragment(trusting.render(text.replace(/^---\n[\s\S]*?\n---\n/, ""))));
};

const unescaped = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** What no reader's page may hold after markup is read: docs.github.com, "Linking a pull request to an issue" and "Mentioning people and teams"; Mailchimp's "All the merge tags cheat sheet". */
const ofForge = [
  /(?:^|[^\w`])@[\da-z]/i,
  /(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s*:?\s*(?:[\w.-]+\/[\w.-]+)?(?:#|GH-)\d/i,
  /\bwww\.[a-z]/i,
];
const orders: Readonly<Record<Sink, readonly RegExp[]>> = {
  changelog: ofForge,
  post: ofForge,
  "release notes": ofForge,
  newsletter: [/\*\|(?!UNSUB\|\*">)/, /\{\{/],
  Slack: [/&(?!(?:amp|lt|gt);)/, /[<>]/],
  feed: [/alert|evil|ana|ben/i],
  terminal: [],
};

const readable: readonly Sink[] = ["changelog", "post", "release notes", "newsletter", "Slack"];
const sinks: readonly Sink[] = [...readable, "feed", "terminal"];

/** git gives a subject on one line, and a trailer's name without angles. */
const sayingEverywhere = (payload: string) =>
  sampleTelling({
    summary: payload.replaceAll("\n", " "),
    note: payload,
    newcomer: payload,
    coAuthor: `Ivy ${payload.replaceAll(/[<>\n]/g, " ")}`,
  });

describe.each(sinks)("what outsiders write, in the %s of a release (T03, T05)", (sink) => {
  const plain = shown(sink, rendered(sampleTelling())[sink]);

  test.each(outsidePayloads)("%j is text and nothing else", (payload) => {
    const raw = rendered(sayingEverywhere(payload))[sink];
    const found = shown(sink, raw);
    expect(found.elements).toEqual(plain.elements);
    for (const order of orders[sink]) expect(sink === "newsletter" || sink === "Slack" ? raw : found.text).not.toMatch(order);
    expect(raw.split("\n").filter((line) => hasHiddenCharacters(line))).toEqual([]);
    if (sink === "terminal") expect(raw.split("\n")).toHaveLength(rendered(sampleTelling()).terminal.split("\n").length);
  });
});

test.each(readable)("what outsiders write can still be read in the %s", (sink) => {
  for (const payload of outsidePayloads) {
    const { text } = shown(sink, rendered(sayingEverywhere(payload))[sink]);
    const words = showHidden(payload.replaceAll(/\s+/g, " ")).replaceAll("\\", "").toLowerCase();
    expect(text.replaceAll(/[\u200b\\]/g, "").toLowerCase(), payload).toContain(words);
  }
});

test.each(outsidePayloads)("a feed takes %j neither as a version nor as anything but a text", (payload) => {
  const feed = sampleTelling().survey.mainFiles["versions.json"] ?? "";
  const edit = { is: "feed", file: "versions.json", version: "1.30.0", date: payload } as const;
  expect(applyEdit(feed, { ...edit, version: payload })).toMatchObject({ is: "refused" });
  const made = applyEdit(feed, edit);
  if (made.is === "edited") expect(JSON.parse(made.text)[0]).toEqual({ version: "1.30.0", release_date: payload });
  else expect(made.code).toBe("NOT_PARSABLE");
});

describe("one story", () => {
  const told = rendered(sampleTelling());
  const everywhere = (sink: Sink): string => shown(sink, told[sink]).text.replaceAll("\u200b", "");

  test.each<[string, string, readonly Sink[]]>([
    ["a pull request labelled highlight", "colour weekends (#6120)", ["post", "release notes", "newsletter", "Slack"]],
    [
      "an outsider's first change, with whom it is owed to",
      "colour weekends (#6120), by Yara Firsttime",
      ["post", "release notes", "newsletter", "Slack"],
    ],
    ["somebody from outside who is new", "Yara Firsttime", ["post", "release notes", "newsletter", "Slack"]],
    ["somebody who only helped, with the account", "Ivy Together (ivy)", ["post", "release notes", "newsletter", "Slack"]],
    [
      "a change that breaks something, with what it says",
      "page exports (#6133), by Ivy Together (ivy): exports come in pages",
      ["release notes"],
    ],
  ])("spells %s alike in every text that tells of it", (_, words, where) => {
    for (const sink of where) expect(everywhere(sink), sink).toContain(words);
  });

  test("lists the highlight in the changelog too, in the form of the project's own", () => {
    expect(told.changelog.toLowerCase()).toContain("- colour weekends (#6120)");
  });

  test("welcomes newcomers where a text has a place for it, and thanks no member of the team", () => {
    for (const sink of ["post", "release notes", "newsletter"] as const)
      expect(everywhere(sink).split("\nYara Firsttime\n").length, sink).toBe(3);
    for (const sink of ["post", "release notes", "newsletter", "Slack"] as const)
      expect(everywhere(sink)).not.toMatch(/Ben Example|Cleo Example/);
  });

  test("a text that is long is cut for Slack and for the release page, and says where the rest is", () => {
    const telling = sampleTelling();
    const [change] = telling.survey.changes;
    if (change === undefined) throw new Error("the sample has changes");
    const changes = Array.from({ length: 5000 }, (_, at) => ({ ...change, commit: String(at), pull: at + 1 }));
    const story = tellStory({ ...telling, survey: { ...telling.survey, changes } });
    const slack = story.messages.find((each) => each.at === "announce")?.text ?? "";
    expect([slack.length <= 40_000, story.releasePage.length <= 120_000]).toEqual([true, true]);
    expect(slack).toMatch(/- and \d+ more: https:\/\/github\.com\/PostHog\/posthog\/compare\/1\.29\.0\.\.\.1\.30\.0\n/);
    expect(story.post?.text.match(/^- colour weekends/gm)).toHaveLength(10_000);
  });

  test("a patch has no post, so its texts lead to the changelog at the tag, or to the release page", () => {
    const telling = sampleTelling();
    const patch: Telling = { ...telling, release: { ...telling.release, version: "1.29.1", tag: "1.29.1", kind: "patch" } };
    const linked = (of: Telling): string => tellStory(of).messages.find((each) => each.at === "announce")?.text ?? "";
    expect(linked(patch)).toContain("https://github.com/PostHog/posthog/blob/1.29.1/CHANGELOG.md");
    expect(linked({ ...patch, train: { ...patch.train, changelog: undefined } })).toContain(
      "https://github.com/PostHog/posthog/releases/tag/1.29.1",
    );
  });
});

describe("a release of which little is known", () => {
  const telling = sampleTelling();
  const unlabelled = telling.survey.changes.map((each) => ({ ...each, labels: [] }));
  const texts = ({ changes = unlabelled, people = telling.survey.people }: Partial<Telling["survey"]>) =>
    rendered({ ...telling, survey: { ...telling.survey, changes, people } });

  test("without labels has no highlights, and no heading over them", () => {
    const { post, newsletter, Slack, "release notes": notes } = texts({});
    expect(post).not.toMatch(/highlights:/i);
    expect(notes).not.toMatch(/highlights/i);
    expect(Slack).toMatch(/^:tada: PostHog 1\.30\.0 is out!\n\nWhat is new/);
    expect(newsletter).toMatch(/<h1>.*<\/h1>\n<p><a/);
  });

  test("with nobody from outside thanks nobody", () => {
    const { post, newsletter, Slack } = texts({ people: telling.survey.people.filter((each) => each.kind === "staff") });
    for (const text of [post, newsletter, Slack]) expect(text).not.toMatch(/thank|community\n|welcome/i);
  });
});

test("the section that people wrote on the branch before anything was drafted is the section", () => {
  const telling = sampleTelling();
  const written = "### 1.30.0\n\n- In our own words (#1)\n";
  const by = (survey: Partial<Telling["survey"]>, earlier?: Telling["earlier"]) =>
    tellStory({ ...telling, survey: { ...telling.survey, ...survey }, earlier }).section;
  expect(by({ written })).toBe(written);
  expect(by({})).not.toContain("In our own words");
});
