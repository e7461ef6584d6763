import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { addDuration, duration, type Instant } from "../domain/instant.ts";
import type { Train } from "../domain/train.ts";
import { formatVersion, parseVersion, type Version, versionOfTag } from "../domain/version.ts";
import { openApps } from "../twins/apps/open-apps.ts";
import { openCloudfront } from "../twins/cloudfront/open-cloudfront.ts";
import { openExtra } from "../twins/extra/open-extra.ts";
import { openGit, type Pushed } from "../twins/git/http.ts";
import { refNow, repositoryFolder } from "../twins/git/repository.ts";
import { type GitDone, runGit } from "../twins/git/run-git.ts";
import { type Github, openGithub } from "../twins/github/open-github.ts";
import { openHeroku } from "../twins/heroku/open-heroku.ts";
import { durable } from "../twins/kernel/durable.ts";
import { placesOf } from "../twins/kernel/holds-objects.ts";
import { openMemory } from "../twins/kernel/memory.ts";
import type { Twin, TwinGround } from "../twins/kernel/twin.ts";
import { openMailchimp } from "../twins/mailchimp/open-mailchimp.ts";
import { openRegistry } from "../twins/registry/open-registry.ts";
import { dockerHub } from "../twins/registry/seed.ts";
import { openSite } from "../twins/site/open-site.ts";
import { openSlack } from "../twins/slack/open-slack.ts";
import { type Blueprint, credentialsOf, loginsOf, ownAccount, slackTokenName, tokenOf, workspacesOf } from "./blueprint.ts";
import { githubSeed } from "./github-seed.ts";
import { tellingFile } from "./telling-file.ts";

/** Where programs are looked for, where the world's state lies and what time it is there. */
export interface TwinPlace {
  readonly folder: string;
  readonly path: string;
  readonly now: () => Instant;
}

/** The twins, and a look behind them that no connector has. */
export interface OpenTwins {
  readonly twins: readonly Twin[];
  readonly hasImage: (image: string, tag: string) => boolean;
  /** A file of a repository at a commit or ref; undefined when it is not there. */
  readonly show: (repository: string, commit: string, file: string) => Promise<Buffer | undefined>;
}

/** Every twin of a world, linked as the real systems are: pushes start CI, CI fills the registry, the feed's origin is main. */
export const openTwins = (place: TwinPlace, blueprint: Blueprint): OpenTwins => {
  const { train } = blueprint;
  const ground = (name: string): TwinGround => {
    const folder = join(place.folder, name);
    mkdirSync(folder, { recursive: true });
    return { folder, now: place.now };
  };
  const secrets = credentialsOf(train, ownAccount);
  const git = ground("git");
  const registry = openRegistry(
    ground("registry"),
    dockerHub({ username: secrets["REGISTRY_USERNAME"] ?? "", password: secrets["REGISTRY_PASSWORD"] ?? "" }),
  );
  const github: Github = openGithub(ground("github"), githubSeed(blueprint), {
    git: { folder: git.folder, path: place.path },
    publishImage: async ({ repository, tags, revision, version, seed }) => {
      // Two variants of one commit are different programs.
      registry.publishImage({ image: repository, tags, revision, version, seed: `${repository} ${seed}` });
    },
  });
  const moved = lastMoved(ground("extra"), train);
  const extra = openExtra(ground("extra"), train.extra, { secrets, releases: moved.all });
  const gitTwin = openGit(git, {
    path: place.path,
    tokens: Object.fromEntries(loginsOf(train).map((login) => [tokenOf(login), login])),
    onPush: async (pushed) => {
      moved.note(pushed);
      await github.pushed(pushed);
    },
    forbids: github.forbids,
  });
  const main = repositoryFolder(git.folder, train.repository.name);
  const show = showsFile(place.path, main);
  const heroku = openHeroku(
    ground("heroku"),
    {
      apiKey: tokenOf("heroku"),
      user: "release@example.com",
      apps: train.environments.flatMap(({ deploy }) => (deploy.is === "heroku" ? [deploy.app] : [])),
      buildMinutes: 4,
    },
    { builds: ({ version }) => hasCommit(place.path, main, version ?? "") },
  );
  const apps = openApps(ground("apps"), appSeeds(blueprint), {
    released: heroku.running,
    versionAt: (commit) => versionAt(train, show, commit),
    image: registry.look,
    own: extra.commands,
  });
  const slack = openSlack(ground("slack"), {
    workspaces: workspacesOf(train).map((name) => ({
      name,
      token: secrets[slackTokenName(name)] ?? "",
      channels: channelsOf(train, name),
    })),
  });
  const mailchimp =
    train.newsletter === undefined ? [] : [openMailchimp(ground("mailchimp"), mailchimpSeed(blueprint, train.newsletter.audience))];
  const { cdn, updateFeed } = train;
  const edge = cdn === undefined ? undefined : openCloudfront(ground("cloudfront"), cloudfrontSeed(train, cdn, show));
  return {
    twins: extra.among([
      gitTwin,
      github.twin,
      ...registry.twins,
      heroku.heroku,
      ...apps.twins,
      slack,
      ...mailchimp,
      ...(edge === undefined ? [] : [edge.api, ...edge.edges]),
      ...(updateFeed === undefined || edge !== undefined ? [] : [feedSite(train, updateFeed, show)]),
    ]),
    hasImage: (image, tag) => registry.look(image, tag) !== undefined,
    show: (repository, commit, file) => showsFile(place.path, repositoryFolder(git.folder, repository))(commit, file),
  };
};

/** The releases whose branch or tag was pushed, the last one first. */
const lastMoved = ({ folder }: TwinGround, { repository }: Train) => {
  const moved = durable<readonly string[]>(folder, "releases", []);
  return {
    all: moved.get,
    note: (pushed: Pushed): void => {
      if (pushed.repository !== repository.name) return;
      const [, kind, name = ""] = /^refs\/(heads|tags)\/(.+)$/.exec(pushed.ref) ?? [];
      const version = kind === "tags" ? versionOfTag(repository.tag, name) : versionOfBranch(repository.branch, name);
      if (version === undefined) return;
      const text = formatVersion(version);
      moved.set([text, ...moved.get().filter((each) => each !== text)]);
    },
  };
};

/** A branch may spell the version in any way, such as `release-1-30-0`. */
const versionOfBranch = (template: string, name: string): Version | undefined => {
  if (template.includes("{version}")) return versionOfTag(template, name);
  const numbers = /\d+(?:[._-]\d+){1,2}/.exec(name)?.[0];
  return numbers === undefined ? undefined : parseVersion(numbers.replaceAll(/[_-]/g, "."));
};

const channelsOf = (train: Train, workspace: string) =>
  [...new Set(train.slack.filter((each) => each.workspace === workspace).map((each) => each.channel))].map((id) => ({
    id,
    name: id.toLowerCase(),
    member: true,
  }));

const appSeeds = ({ train, installed }: Blueprint) =>
  train.environments.map(({ url, ask, deploy }) => ({
    origin: new URL(url).origin,
    path: ask.path,
    tells: {
      ...(ask.version === undefined ? {} : { version: ask.version }),
      ...(ask.commit === undefined ? {} : { commit: ask.commit }),
      ...(ask.digest === undefined ? {} : { digest: ask.digest }),
    },
    deployedBy:
      deploy.is === "heroku"
        ? { is: "heroku" as const, app: deploy.app }
        : {
            is: "command" as const,
            argv: deploy.argv.map((each) => (each.includes("{") ? undefined : each)),
            minutes: 2,
          },
    before: { version: installed, commit: undefined, digest: undefined },
  }));

const mailchimpSeed = ({ lastCampaign, start }: Blueprint, audience: string) => ({
  apiKey: `${tokenOf("mailchimp")}-us1`,
  audiences: [{ id: audience, name: "Readers", recipients: 200_000 }],
  campaigns: [
    {
      id: "c0ffee0001",
      audience,
      title: "The newsletter before this one",
      subject: lastCampaign.subject,
      fromName: "The team",
      replyTo: "hello@example.com",
      html: lastCampaign.html,
      sentAt: addDuration(start, duration("0s")),
    },
  ],
});

type Feed = NonNullable<Train["updateFeed"]>;

const cloudfrontSeed = (train: Train, cdn: NonNullable<Train["cdn"]>, show: ShowsFile) => ({
  keys: { accessKeyId: credentialsOf(train, ownAccount)["AWS_ACCESS_KEY_ID"] ?? "", secretAccessKey: tokenOf("aws") },
  distributions: [
    {
      id: cdn.distribution,
      alias: train.updateFeed === undefined ? ownAddress(cdn.distribution) : new URL(train.updateFeed.edge).origin,
      readOrigin: async () => {
        const bytes = train.updateFeed === undefined ? undefined : await published(train, train.updateFeed, show);
        return bytes === undefined
          ? { status: 404, bytes: Buffer.from("not found"), contentType: "text/plain" }
          : { status: 200, bytes, contentType: "application/json" };
      },
    },
  ],
});

/** The address that every distribution has, whatever other names it answers to. */
const ownAddress = (distribution: string): string => `https://${distribution.toLowerCase()}.cloudfront.net`;

/** A feed without a CDN is handed out as main has it, at once. */
const feedSite = (train: Train, feed: Feed, show: ShowsFile): Twin => {
  const { origin, pathname } = new URL(feed.edge);
  return openSite({ origin, path: pathname, read: () => published(train, feed, show) });
};

const published = (train: Train, { file }: Feed, show: ShowsFile): Promise<Buffer | undefined> =>
  show(`refs/heads/${train.repository.main}`, file);

type ShowsFile = (commit: string, file: string) => Promise<Buffer | undefined>;

/** The bytes of a file at a commit or ref of a bare repository; what a commit has never changes, so git is asked once. */
const showsFile =
  (path: string, repository: string): ShowsFile =>
  async (commit, file) => {
    const id = /^[0-9a-f]{40}$/.test(commit) ? commit : refNow(repository, commit);
    const question = [path, file, id, placesOf(repository, [id])].join("\0");
    const argv = [`--git-dir=${repository}`, "cat-file", "blob", `${id}:${file}`];
    const done = await shown.ask(
      question,
      () => runGit({ path, argv }),
      ({ code }) => code === 0,
    );
    return done.code === 0 ? done.output : undefined;
  };

const shown = openMemory<GitDone>(512);

/** An archive can only be built of a commit that was pushed. */
const hasCommit = async (path: string, repository: string, commit: string): Promise<boolean> =>
  /^[0-9a-f]{40}$/.test(commit) &&
  (await runGit({ path, argv: [`--git-dir=${repository}`, "cat-file", "-e", `${commit}^{commit}`] })).code === 0;

/** The version that the sources at a commit name, or else nothing. */
const versionAt = async (train: Train, show: ShowsFile, commit: string): Promise<string | undefined> => {
  const file = tellingFile(train);
  if (file === undefined) return undefined;
  return /\d+\.\d+\.\d+[\w.+-]*/.exec((await show(commit, file.file))?.toString("utf8") ?? "")?.[0];
};
