import { parseSchedule } from "../domain/parse-schedule.ts";
import type { Dial } from "../domain/plan.ts";
import type { Chart, Environment, Newsletter, Post, SlackMessage, Train, VersionFile, Writing } from "../domain/train.ts";
import { defaultTexts } from "./default-texts.ts";
import { extraItemOf } from "./extra-item-of.ts";
import { itemsOfSection, newsletterItems } from "./item-ids.ts";
import { sessionEnvironments } from "./rules/build-rules.ts";
import { rolesOf } from "./rules/people-rules.ts";
import { placeOf } from "./rules/place-rules.ts";
import { scheduleWords } from "./rules/schedule-rules.ts";
import type { Words } from "./sections/index.ts";

/** The train that checked words describe. Throws RangeError for words that no rule has let through. */
export const toTrain = (words: Words, read: (file: string) => string | undefined): Train => ({
  name: words.train,
  people: Object.entries(words.people).map(([name, { github, account, "signing-key": signingKey }]) => ({
    name,
    github,
    account,
    signingKey,
    roles: rolesOf(words.people, words.captains, name),
  })),
  ...timesOf(words),
  version: words.version,
  repository: {
    name: words.repository.github,
    main: words.repository.main,
    branch: words.repository.branch,
    tag: words.repository.tag,
    tagMessage: words.repository["tag-message"],
    committer: words.repository.committer,
  },
  freeze: words.freeze && { admits: words.freeze.admits, label: words.freeze.label, context: words.freeze.status },
  changelog: words.changelog && { file: words.changelog.file, message: words.changelog.message },
  contributors: {
    staffDomains: words.contributors.staff.domains,
    staffLogins: [...words.contributors.staff.logins, ...accountsOf(words.people)],
    githubOrganisation: words.contributors.staff["github-org"],
    bots: words.contributors.bots,
  },
  versionFiles: words["version-files"].map(versionFileOf),
  images: words.images.map(({ name, by, candidate, release }) => ({ name, by, candidate, release })),
  environments: Object.entries(words.environments).map(([name, each]) => environmentOf(name, each)),
  session: words.session && { minutes: minutesOf(words.session.length), on: sessionEnvironments(words) },
  post: words.post && postOf(words, words.post, read),
  chart: words.chart && chartOf(words.chart),
  sync: words.sync && { branch: words.sync.branch, title: words.sync.title },
  updateFeed: words["update-feed"] && { file: words["update-feed"].file, in: words["update-feed"].in, edge: words["update-feed"].edge },
  cdn: words.cdn && { distribution: words.cdn.cloudfront, paths: words.cdn.paths },
  releasePage: words["release-page"] && {
    title: words["release-page"].title,
    template: textOf(words["release-page"].template, defaultTexts(words.train).releasePage, read),
  },
  rollback: { template: textOf(words.rollback.template, defaultTexts(words.train).rollback, read), subject: words.rollback.subject },
  slack: words.announce.slack.map((each) => slackOf(each, read)),
  newsletter: words.announce.newsletter && newsletterOf(words, words.announce.newsletter, read),
  extra: words.extra.map(extraItemOf),
  launchGate: {
    approvals: words.gates.launch.approvals,
    from: words.gates.launch.from,
    noOpenBlockers: words.gates.launch["no-open-blockers"],
  },
  patch: { leaveOut: words.patch["leave-out"] },
  by: words.by,
  dials: dialsOf(words),
  store: words.store,
  network: { allow: words.network.allow },
});

const timesOf = (words: Words): Pick<Train, "schedule" | "zone" | "launchAt"> => {
  const captains =
    words.captains.length > 0
      ? words.captains
      : Object.keys(words.people).filter((name) => rolesOf(words.people, [], name).includes("captain"));
  const parsed = parseSchedule(scheduleWords({ schedule: words.schedule, captains }));
  if (parsed.is === "refused") throw new RangeError("The schedule was not checked before it was used.");
  return { schedule: parsed.schedule, zone: words.schedule["time-zone"], launchAt: words.schedule["launch-at"] };
};

const versionFileOf = (each: Words["version-files"][number]): VersionFile => {
  const place = placeOf(each);
  if (place === undefined) throw new RangeError(`The place in ${each.file} was not checked before it was used.`);
  return { file: each.file, message: each.message, to: each.to, onMain: each["on-main"], place };
};

const environmentOf = (name: string, { heroku, command, url, proves, ask }: Words["environments"][string]): Environment => ({
  name,
  deploy: heroku === undefined ? { is: "command", argv: command ?? [] } : { is: "heroku", app: heroku },
  url,
  proves,
  ask: {
    path: ask.path,
    ...(ask.version === undefined ? {} : { version: ask.version }),
    ...(ask.commit === undefined ? {} : { commit: ask.commit }),
    ...(ask.digest === undefined ? {} : { digest: ask.digest }),
  },
});

const minutesOf = (length: string): number => Number.parseInt(length, 10) * (length.endsWith("h") ? 60 : 1);

type Read = (file: string) => string | undefined;

const textOf = (file: string | undefined, otherwise: string, read: Read): string => {
  if (file === undefined) return otherwise;
  const text = read(file);
  if (text === undefined) throw new RangeError(`${file} was there when it was checked, and is gone.`);
  return text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
};

const postOf = ({ train }: Words, post: NonNullable<Words["post"]>, read: Read): Post => ({
  repository: post.repository,
  main: post.main,
  file: post.file,
  branch: post.branch,
  title: post.title ?? `${train} {version}`,
  template: textOf(post.template, defaultTexts(train).post, read),
  highlight: post.highlight,
});

const chartOf = (chart: NonNullable<Words["chart"]>): Chart => {
  const { repository, main, branch, title, label, edits } = chart;
  const edited = edits.find((each) => /(?:^|\/)Chart\.ya?ml$/.test(each.file))?.file ?? edits[0]?.file ?? "Chart.yaml";
  const { file = edited, at, bump = "release" } = chart.version;
  return {
    repository,
    main,
    branch,
    title,
    edits: edits.map(chartEditOf),
    version: { file, at },
    raise: label === undefined ? { is: "commit", bump } : { is: "label", label },
  };
};

const chartEditOf = (each: NonNullable<Words["chart"]>["edits"][number]): Writing => {
  const place = placeOf({ ...each, whole: undefined });
  if (place === undefined) throw new RangeError(`The place in ${each.file} was not checked before it was used.`);
  return { file: each.file, to: each.to, place };
};

const slackOf = ({ workspace, channel, message, at }: Words["announce"]["slack"][number], read: Read): SlackMessage => {
  const texts = defaultTexts("");
  return { workspace, channel, at, template: textOf(message, at === "freeze" ? texts.freeze : texts.announce, read) };
};

const newsletterOf = (words: Words, newsletter: NonNullable<Words["announce"]["newsletter"]>, read: Read): Newsletter => ({
  audience: newsletter["mailchimp-list"],
  subject: newsletter.subject ?? `${words.train} {version}`,
  template: textOf(newsletter.template, defaultTexts(words.train).newsletter, read),
  within: Number.parseFloat(newsletter.recipients.within) / 100,
  test: newsletter.test,
  access: newsletter.access ?? [Object.values(words.people).some((each) => each.roles.includes("marketing")) ? "marketing" : "captain"],
});

/** From weak to strong: a section's dial, then the item's own. */
const dialsOf = (words: Words): Readonly<Record<string, Dial>> => {
  const dials: Record<string, Dial> = {};
  const set = (ids: readonly string[], dial: Dial | undefined): void => {
    if (dial !== undefined) for (const id of ids) dials[id] = dial;
  };
  for (const [section, ids] of Object.entries(itemsOfSection)) set(ids, words[section as keyof typeof itemsOfSection]?.by);
  set(newsletterItems, words.announce.newsletter?.by);
  for (const [name, { by }] of Object.entries(words.environments)) set([`deploy-${name}`], by);
  for (const { id, by } of words.extra) set([id], by);
  for (const [id, dial] of Object.entries(words.dials)) set([id], dial);
  return dials;
};

/** Whoever conducts the train belongs to the team, whatever address their commits bear. */
const accountsOf = (people: Words["people"]): readonly string[] => Object.values(people).flatMap(({ github }) => github ?? []);
