import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Telling } from "../app/tell-story.ts";
import { namesOf } from "../app/template-names.ts";
import { defaultTexts } from "../config/default-texts.ts";
import { collectChanges } from "../domain/change.ts";
import type { RawCommit } from "../domain/commit.ts";
import { peopleOf } from "../domain/head-count.ts";
import { sampleId, sampleSurvey, sampleTrain } from "./sample-train.ts";

/** What outsiders wrote in the sample: their names, what they say of a change that is a highlight, and of one that breaks something. */
export interface SampleWords {
  readonly summary: string;
  readonly note: string;
  readonly newcomer: string;
  readonly coAuthor: string;
}

export const plainWords: SampleWords = {
  summary: "colour weekends",
  note: "exports come in pages",
  newcomer: "Yara Firsttime",
  coAuthor: "Ivy Together",
};

const template = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, `../../examples/posthog/templates/${name}.md`), "utf8");

/** The sample train with the example's templates, and three changes: an outsider's that is a highlight, one that breaks something, and a member's. */
export const sampleTelling = ({ summary, note, newcomer, coAuthor }: SampleWords = plainWords): Telling => {
  const commits = [
    commit("aa", { name: newcomer, email: "yara@example.com" }, `feat(insights): ${summary} (#6120)`),
    commit(
      "bb",
      { name: "Ben Example", email: "ben@posthog.com" },
      "feat(exports)!: page exports (#6133)",
      `BREAKING CHANGE: ${note}\n\nCo-authored-by: ${coAuthor} <3000001+ivy@users.noreply.github.com>`,
    ),
    commit("cc", { name: "Cleo Example", email: "cleo@posthog.com" }, "fix: keep the filter (#6141)"),
  ];
  const changes = collectChanges(commits, { labels: new Map([[6120, ["highlight"]]]) });
  const known = { emails: new Set(["ben@posthog.com"]), names: new Set(["Ben Example"]) };
  const version = "1.30.0";
  return {
    train: {
      ...sampleTrain,
      ...(sampleTrain.post === undefined ? {} : { post: { ...sampleTrain.post, template: template("post") } }),
      ...(sampleTrain.newsletter === undefined ? {} : { newsletter: { ...sampleTrain.newsletter, template: template("newsletter") } }),
      releasePage: { title: "{version}", template: defaultTexts("posthog").releasePage },
      slack: sampleTrain.slack.map((each) => ({ ...each, template: template(each.at === "announce" ? "slack" : "freeze") })),
    },
    release: {
      version,
      kind: "release",
      branch: `release-${version}`,
      tag: version,
      from: "cut",
      cutAt: sampleSurvey.base,
      picks: [],
      days: { freeze: "2021-10-22", planned: "2021-10-25", heading: "2021-10-25" },
    },
    survey: { ...sampleSurvey, changes, people: peopleOf(changes, sampleTrain.contributors, known) },
    names: namesOf(version, sampleSurvey.previous.version),
    earlier: undefined,
  };
};

const commit = (id: string, author: RawCommit["author"], subject: string, body = ""): RawCommit => ({
  id: sampleId(id),
  parents: [],
  author,
  date: 0,
  commitDate: 0,
  subject,
  body,
});
