import { join } from "node:path";
import type { Train } from "../../domain/train.ts";
import { repositoryFolder } from "../../twins/git/repository.ts";
import { mustGit } from "../../twins/git/run-git.ts";
import { type ClosedWorld, type Fact, filled, need } from "./fact.ts";
import { mergeOf } from "./pulls.ts";

/** Tags, branches and files of the world's repositories. */
export const refFacts = (train: Train): readonly Fact[] => [
  ...releaseFacts(train),
  ...mainFacts(train),
  ...chartFacts(train),
  ...postFacts(train),
];

const releaseFacts = ({ repository: { name, branch, tag } }: Train): readonly Fact[] => {
  const tagRef = (world: ClosedWorld): string => `refs/tags/${filled(world, tag)}`;
  const branchRef = (world: ClosedWorld): string => `refs/heads/${filled(world, branch)}`;
  return [
    fact("tag-moved", "the tag names the commit before", (world) => set(world, name, tagRef(world), `${tagRef(world)}^{commit}^`)),
    fact("tag-lightweight", "the tag names its commit without a tag object", (world) =>
      set(world, name, tagRef(world), `${tagRef(world)}^{commit}`),
    ),
    fact("tag-deleted", "the tag is not there", (world) => drop(world, name, tagRef(world))),
    fact("tag-twice", "another tag names the same version in another spelling", (world) =>
      set(world, name, `refs/tags/${filled(world, otherSpelling(tag))}`, `${tagRef(world)}^{commit}`),
    ),
    fact("release-branch-rewound", "the release branch is a commit behind", (world) =>
      set(world, name, branchRef(world), `${branchRef(world)}^`),
    ),
    fact("release-branch-deleted", "the release branch is not there", (world) => drop(world, name, branchRef(world))),
  ];
};

const otherSpelling = (tag: string): string =>
  tag.includes("v{version}") ? tag.replace("v{version}", "{version}") : tag.replace("{version}", "v{version}");

const mainFacts = ({ repository, sync, updateFeed }: Train): readonly Fact[] => {
  if (sync === undefined) return [];
  const { name, main } = repository;
  const merge = (world: ClosedWorld): string => mergeOf(world, { repository: name, head: filled(world, sync.branch), base: main });
  const ref = `refs/heads/${main}`;
  return [
    fact("sync-merge-lost", `${main} is where it was before the sync was merged`, (world) => set(world, name, ref, `${merge(world)}^`)),
    fact("main-rewritten", `${main} has the same files and another history`, async (world) => {
      const commit = await git(world, name, ["commit-tree", `${ref}^{tree}`, "-p", `${merge(world)}^`, "-m", "Everything at once"], by);
      await set(world, name, ref, commit);
    }),
    ...(updateFeed === undefined
      ? []
      : [
          fact("feed-changed", `the update feed on ${main} tells of another version`, (world) =>
            replaceIn(world, { repository: name, branch: main, file: updateFeed.file, from: world.version, to: "0.0.1" }),
          ),
        ]),
  ];
};

const chartFacts = ({ chart }: Train): readonly Fact[] => {
  if (chart === undefined) return [];
  const { repository, main } = chart;
  const merge = (world: ClosedWorld): string => mergeOf(world, { repository, head: filled(world, chart.branch), base: main });
  const ref = `refs/heads/${main}`;
  return [
    fact("chart-merge-lost", `${main} of the chart is where it was before the merge`, (world) =>
      set(world, repository, ref, `${merge(world)}^`),
    ),
    ...(chart.raise.is === "label"
      ? [fact("chart-version-back", "the chart's own version was never raised", (world) => set(world, repository, ref, merge(world)))]
      : []),
    ...chart.edits.flatMap(({ file, place, to }) =>
      place.is !== "at" || to.includes("{digest.")
        ? []
        : [
            fact(
              `chart-${place.path.replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase()}-changed`,
              `${place.path} of the merged chart names another version`,
              (world) =>
                replaceIn(world, { repository, branch: main, file, from: filled(world, to), to: filled({ version: "0.0.1" }, to) }),
            ),
          ],
    ),
  ];
};

const postFacts = ({ post }: Train): readonly Fact[] =>
  post === undefined
    ? []
    : [
        fact("post-merge-lost", `${post.main} of the site is where it was before the post was merged`, (world) =>
          set(
            world,
            post.repository,
            `refs/heads/${post.main}`,
            `${mergeOf(world, { repository: post.repository, head: filled(world, post.branch), base: post.main })}^`,
          ),
        ),
      ];

const fact = (name: string, about: string, flip: Fact["flip"]): Fact => ({ name, about, flip });

const by = {
  GIT_AUTHOR_NAME: "somebody",
  GIT_AUTHOR_EMAIL: "somebody@example.com",
  GIT_COMMITTER_NAME: "somebody",
  GIT_COMMITTER_EMAIL: "somebody@example.com",
};

const git = async (
  { folder, path }: ClosedWorld,
  repository: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = "",
): Promise<string> =>
  (await mustGit({ path, environment, input, argv: [`--git-dir=${repositoryFolder(join(folder, "git"), repository)}`, ...argv] })).trim();

const set = async (world: ClosedWorld, repository: string, ref: string, to: string): Promise<void> => {
  const object = await git(world, repository, ["rev-parse", "--verify", "--end-of-options", to]);
  await git(world, repository, ["update-ref", ref, object]);
};

const drop = async (world: ClosedWorld, repository: string, ref: string): Promise<void> => {
  await git(world, repository, ["update-ref", "-d", ref]);
};

interface Replacement {
  readonly repository: string;
  readonly branch: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Commits a change of one file on top of a branch, as anybody with a push right could. */
const replaceIn = async (world: ClosedWorld, { repository, branch, file, from, to }: Replacement): Promise<void> => {
  const ref = `refs/heads/${branch}`;
  const before = `${await git(world, repository, ["cat-file", "blob", `${ref}:${file}`])}\n`;
  const after = need(before.includes(from) ? before.replaceAll(from, to) : undefined, `${from} in ${file}`);
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const stream = [
    `commit ${ref}\n`,
    `committer ${by.GIT_COMMITTER_NAME} <${by.GIT_COMMITTER_EMAIL}> 1640000000 +0000\n`,
    data(`Change ${file}`),
    `from ${ref}^0\n`,
    `M 100644 inline ${JSON.stringify(file)}\n`,
    data(after),
  ];
  await git(world, repository, ["fast-import", "--quiet"], {}, stream.join(""));
};
