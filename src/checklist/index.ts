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
import { approveLaunch, coversPlaceholder } from "./3-launch/approve-launch.ts";
import { checkLaunch } from "./3-launch/check-launch.ts";
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
import { type Arranging, arrange, type Item } from "./item.ts";

/** The release, in order. */
export const checklist = (train: Train): readonly Item[] => [
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

/** Items that open a draft for people to work on: once it is opened, a new revision of the plan leaves it to them. */
export const drafts: ReadonlySet<string> = new Set(["write-post", "edit-chart", "prepare-newsletter"]);

/** Computes the whole plan: pure, so the same train and survey give the same plan in any process, zone, locale and folder. */
export const planRelease = (
  arranging: Omit<Arranging, "has">,
  revision: number,
  drafted: ReadonlyMap<string, PlannedItem> = new Map(),
): Plan => {
  const { train, release, survey } = arranging;
  const present = new Set<string>();
  const has = (id: string): boolean => present.has(id);
  const at: Arranging = { ...arranging, has };
  const leftOut = (id: string): boolean => release.kind === "patch" && train.patch.leaveOut.includes(id);
  const items: PlannedItem[] = [];
  for (const item of checklist(train)) {
    if (leftOut(item.id) || !item.when(at)) continue;
    present.add(item.id);
    items.push(
      drafted.get(item.id) ?? arrange({ ...item, after: item.after.flatMap((id) => (id === "deploy-*" ? deployItems(train) : [id])) }, at),
    );
  }
  return {
    format: 1,
    train: train.name,
    version: release.version,
    previous: survey.previous.version,
    kind: release.kind,
    revision,
    days: { freeze: release.days.freeze, planned: release.days.planned },
    items: bindGate(items),
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
