import type { PlannedItem } from "../domain/plan.ts";
import type { Story, Survey } from "../domain/survey.ts";
import { fillTemplate } from "../domain/template.ts";
import type { Train } from "../domain/train.ts";
import { nothingBegun } from "./begun.ts";
import { checklist } from "./index.ts";
import { type Arranging, arrange } from "./item.ts";

/** An item of every release, before there is one. */
export type OutlinedItem = Omit<PlannedItem, "steps" | "rows">;

/** The checklist of a full release, whichever: names such as `[version]` stand for what only a release tells. */
export const outline = (train: Train): readonly OutlinedItem[] => {
  const present = new Set<string>();
  const at = anyRelease(train, (id) => present.has(id));
  return checklist(train).flatMap((item) => {
    if (!item.when(at)) return [];
    present.add(item.id);
    const after = item.after.flatMap((id) => (id === "deploy-*" ? train.environments.map((each) => `deploy-${each.name}`) : [id]));
    const { steps, rows, ...outlined } = arrange({ ...item, after, steps: () => [] }, at);
    return [outlined];
  });
};

/** Fills a template with names that stand for themselves. */
export const standIn = (template: string): string => {
  const filled = fillTemplate(template, names);
  return typeof filled === "string" ? filled : template;
};

const words = ["version-dashed", "major", "minor", "patch", "minor-padded", "next-patch", "next-minor", "day", "chart-version"];

const names: Readonly<Record<string, string>> = {
  ...Object.fromEntries(words.map((name) => [name, `[${name}]`])),
  version: "[version]",
  previous: "[old-version]",
  "previous-dashed": "[old-version-dashed]",
};

const anyRelease = (train: Train, has: Arranging["has"]): Arranging => ({
  train,
  release: {
    version: "[version]",
    kind: "release",
    branch: standIn(train.repository.branch),
    tag: standIn(train.repository.tag),
    from: "cut",
    cutAt: "",
    picks: [],
    days: { freeze: "", planned: "", heading: "" },
  },
  survey: anySurvey,
  story: storyOf(train),
  fill: standIn,
  has,
  begun: nothingBegun,
});

const anySurvey: Survey = {
  previous: { version: "[old-version]", tag: "", commit: "" },
  base: "",
  branchHead: undefined,
  boarded: [],
  mainHead: "",
  tag: undefined,
  changes: [],
  people: [],
  log: { sha256: "", lines: 0 },
  files: {},
  mainFiles: {},
  chart: undefined,
  post: undefined,
  lastCampaign: undefined,
  notes: [],
};

const storyOf = ({ slack, post, newsletter }: Train): Story => ({
  section: "",
  takes: [],
  aside: [],
  post: post && { title: post.title, text: post.template, told: [] },
  messages: slack.map(({ workspace, channel, at, template }) => ({ workspace, channel, at, text: template })),
  newsletter: newsletter && { subject: newsletter.subject, html: newsletter.template },
  releasePage: "",
  open: [],
});
