import { hashOf } from "../domain/canonical.ts";
import { type Json, textAt } from "../domain/known.ts";
import type { Plan, PlannedItem } from "../domain/plan.ts";
import type { Train } from "../domain/train.ts";
import { announceFreeze } from "./1-freeze/announce-freeze.ts";
import { bumpVersion } from "./1-freeze/bump-version.ts";
import { collectChanges } from "./1-freeze/collect-changes.ts";
import { cutBranch } from "./1-freeze/cut-branch.ts";
import { guardBranch } from "./1-freeze/guard-branch.ts";
import { pickFixes } from "./1-freeze/pick-fixes.ts";
import { writeChangelog } from "./1-freeze/write-changelog.ts";
import { awaitCandidateImage } from "./2-qualify/await-candidate-image.ts";
import { breakTheRelease } from "./2-qualify/break-the-release.ts";
import { deployEnvironment } from "./2-qualify/deploy-environment.ts";
import { holdCorrections } from "./3-launch/approve-corrections.ts";
import { approveLaunch, coversPlaceholder } from "./3-launch/approve-launch.ts";
import { checkLaunch } from "./3-launch/check-launch.ts";
import { checkTexts } from "./3-launch/check-texts.ts";
import { editChart } from "./3-launch/edit-chart.ts";
import { mergeChart } from "./3-launch/merge-chart.ts";
import { prepareNewsletter } from "./3-launch/prepare-newsletter.ts";
import { publishFeed } from "./3-launch/publish-feed.ts";
import { publishImages } from "./3-launch/publish-images.ts";
import { publishPost } from "./3-launch/publish-post.ts";
import { publishReleasePage } from "./3-launch/publish-release-page.ts";
import { refreshCdn } from "./3-launch/refresh-cdn.ts";
import { syncMain } from "./3-launch/sync-main.ts";
import { tagRelease } from "./3-launch/tag-release.ts";
import { writePost } from "./3-launch/write-post.ts";
import { postToSlack } from "./4-announce/post-to-slack.ts";
import { sendNewsletter } from "./4-announce/send-newsletter.ts";
import { type Begun, nothingBegun } from "./begun.ts";
import { standIns, withExtras } from "./extra-items.ts";
import { type Arranging, arrange, type Item } from "./item.ts";

/** The release, in order, the team's own items among the others. */
export const checklist = (train: Train): readonly Item[] => withExtras(ownItems(train), train);

const ownItems = (train: Train): readonly Item[] => [
  cutBranch,
  pickFixes,
  announceFreeze,
  guardBranch,
  collectChanges,
  writeChangelog,
  bumpVersion,
  awaitCandidateImage,
  ...train.environments.map((each) => deployEnvironment(each, train)),
  breakTheRelease,
  writePost,
  editChart,
  prepareNewsletter,
  checkTexts,
  checkLaunch,
  approveLaunch,
  tagRelease,
  publishImages,
  publishReleasePage,
  mergeChart,
  publishPost,
  syncMain,
  publishFeed,
  refreshCdn,
  postToSlack,
  sendNewsletter,
];

/** The item from which on nothing can be undone. */
export const pointOfNoReturn = tagRelease.id;

/** Computes the whole plan: pure, so the same train and survey give the same plan in any process, zone, locale and folder. */
export const planRelease = (arranging: Omit<Arranging, "has" | "begun">, revision: number, begun: Begun = nothingBegun): Plan => {
  const { train, release, survey } = arranging;
  const present = new Set<string>();
  const at: Arranging = { ...arranging, has: (id) => present.has(id), begun };
  const leftOut = (id: string): boolean => release.kind === "patch" && train.patch.leaveOut.includes(id);
  const all = checklist(train);
  const launch = all.findIndex((each) => each.id === pointOfNoReturn);
  const own = new Set(train.extra.map((each) => each.id));
  const items: PlannedItem[] = [];
  for (const [place, item] of all.entries()) {
    const before = begun.planned(item.id);
    // What led to the launch is past: a newer plan neither adds to it nor takes from it.
    const isPast = begun.launched && place <= launch && item.onceBegun !== "anew";
    if (isPast ? before === undefined : leftOut(item.id) || !item.when(at)) continue;
    present.add(item.id);
    const waitsFor = (id: string): readonly string[] => {
      if (own.has(item.id)) return standIns(id, all, at.has);
      return id === "deploy-*" ? deployItems(train) : [id];
    };
    const ordered = { ...item, after: item.after.flatMap(waitsFor) };
    items.push(isPast && before !== undefined ? before : withBegun(item, arrange(ordered, at), begun));
  }
  return {
    format: 1,
    train: train.name,
    version: release.version,
    previous: survey.previous.version,
    kind: release.kind,
    revision,
    days: { freeze: release.days.freeze, planned: release.days.planned },
    items: begun.launched ? holdCorrections(items, pointOfNoReturn, at) : bindGate(items),
    warnings: survey.notes,
  };
};

/** What a plan promises, by its hash: everything but the previews, which are made of it, and the revision's number. */
export const planHash = (plan: Plan): string =>
  hashOf({
    ...plan,
    revision: 0,
    items: plan.items.map(({ steps, ...item }) => ({ ...item, steps: steps.map(({ preview, ...each }) => each) })),
  } as unknown as Json);

/** What people or the world have already, as it was asked for; nothing new comes before it. */
const withBegun = ({ onceBegun }: Item, item: PlannedItem, begun: Begun): PlannedItem => {
  if (onceBegun === "anew" || (onceBegun === undefined && !begun.launched)) return item;
  const last = item.steps.findLastIndex((each) => begun.step(each.id) !== undefined);
  return { ...item, steps: item.steps.flatMap((each, place) => (place > last ? each : (begun.plannedStep(each.id) ?? []))) };
};

const deployItems = (train: Train): readonly string[] => train.environments.map((each) => `deploy-${each.name}`);

/** An approval names the hash of what the gate lets through: every later item's steps and inputs. */
const bindGate = (items: readonly PlannedItem[]): readonly PlannedItem[] => {
  const gate = items.findIndex((each) => each.id === approveLaunch.id);
  const covers = hashOf(
    items
      .slice(gate + 1)
      .map(({ id, after, steps }) => ({ id, after, steps: steps.map(({ preview, ...each }) => each) })) as unknown as Json,
  );
  return items.map((item, place) =>
    place !== gate ? item : { ...item, steps: item.steps.map((each) => ({ ...each, input: replaceCovers(each.input, covers) })) },
  );
};

const replaceCovers = (input: Json, covers: string): Json =>
  textAt(input, "covers") === coversPlaceholder ? { ...(input as object), covers } : input;
