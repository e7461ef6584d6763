import { interlockContext } from "../../domain/interlock.ts";
import type { Train } from "../../domain/train.ts";
import type { Pull, Release, Repository, Run, State, Status } from "../../twins/github/state.ts";
import { type ClosedWorld, changeLast, changeState, type Fact, filled, need, stateOf } from "./fact.ts";

/** Which pull request: its repository, and the branches without `refs/heads/`. */
export interface Between {
  readonly repository: string;
  readonly head: string;
  readonly base: string;
}

/** The commit by which a pull request of the release was merged. */
export const mergeOf = (world: ClosedWorld, between: Between): string => {
  const known = stateOf<State>(world, "github", "github").repositories[between.repository];
  return need(known?.pulls.findLast((each) => isMeant(each, between) && each.merged !== null)?.merged?.commit, named(between));
};

/** Pull requests, labels, statuses, runs and release pages at the forge. */
export const pullFacts = (train: Train): readonly Fact[] => [
  ...mergedPulls(train).flatMap(pullFactsOf),
  ...(train.chart?.raise.is !== "label"
    ? []
    : [
        {
          name: "chart-label-removed",
          about: "the chart's pull request lost the label its workflow listens to",
          flip: onPull(chartPull(train.chart), (pull) => [{ ...pull, labels: [] }]),
        },
      ]),
  ...(train.chart === undefined
    ? []
    : [
        {
          name: "interlock-status-flipped",
          about: "the status that let the chart be merged is a failure",
          flip: onStatus(train.chart.repository, interlockContext),
        },
      ]),
  ...(train.freeze === undefined
    ? []
    : [
        {
          name: "freeze-status-flipped",
          about: "a verdict on a pull request into the frozen branch says the opposite",
          flip: onStatus(train.repository.name, train.freeze.context),
        },
      ]),
  ...runFacts(train),
  ...(train.releasePage === undefined ? [] : pageFacts(train)),
];

interface MergedPull {
  readonly name: string;
  readonly between: (world: ClosedWorld) => Between;
}

const chartPull =
  ({ repository, branch, main }: NonNullable<Train["chart"]>) =>
  (world: ClosedWorld): Between => ({ repository, head: filled(world, branch), base: main });

const mergedPulls = ({ chart, sync, post, repository }: Train): readonly MergedPull[] => [
  ...(chart === undefined ? [] : [{ name: "chart", between: chartPull(chart) }]),
  ...(post === undefined
    ? []
    : [
        {
          name: "post",
          between: (world: ClosedWorld) => ({ repository: post.repository, head: filled(world, post.branch), base: post.main }),
        },
      ]),
  ...(sync === undefined
    ? []
    : [
        {
          name: "sync",
          between: (world: ClosedWorld) => ({ repository: repository.name, head: filled(world, sync.branch), base: repository.main }),
        },
      ]),
];

const pullFactsOf = ({ name, between }: MergedPull): readonly Fact[] => [
  {
    name: `${name}-pull-request-open`,
    about: `the pull request of the ${name} was not merged`,
    flip: onPull(between, (pull) => [{ ...pull, state: "open", merged: null, closedAt: null }]),
  },
  {
    name: `${name}-pull-request-closed`,
    about: `the pull request of the ${name} was closed without a merge`,
    flip: onPull(between, (pull) => [{ ...pull, state: "closed", merged: null }]),
  },
  {
    name: `${name}-merged-head`,
    about: `the pull request of the ${name} was merged at another commit than the reviewed one`,
    flip: onPull(between, (pull) => [{ ...pull, headSha: pull.merged?.commit ?? pull.headSha }]),
  },
  {
    name: `${name}-pull-request-twice`,
    about: `a second pull request of the ${name} carries the same mark`,
    flip: onPull(between, (pull) => [pull, { ...pull, number: pull.number + 1000 }]),
  },
];

const runFacts = ({ images, repository }: Train): readonly Fact[] => {
  const ofRef = (name: string, about: string, ref: string): Fact => ({
    name,
    about,
    flip: (world) =>
      change(world, repository.name, (known) => ({
        ...known,
        runs: changeLast<Run>(
          known.runs,
          (run) => run.ref === filled(world, ref),
          (run) => [{ ...run, conclusion: "failure" }],
        ),
      })),
  });
  return [
    ...(images.some((each) => each.candidate !== undefined)
      ? [ofRef("candidate-run-failed", "CI of the candidate failed", `refs/heads/${repository.branch}`)]
      : []),
    ...(images.some((each) => each.by === "ci")
      ? [ofRef("release-run-failed", "CI of the tag failed", `refs/tags/${repository.tag}`)]
      : []),
  ];
};

const pageFacts = ({ repository }: Train): readonly Fact[] => {
  const onPage =
    (changed: (page: Release) => readonly Release[]): Fact["flip"] =>
    (world) =>
      change(world, repository.name, (known) => ({
        ...known,
        releases: changeLast<Release>(known.releases, (page) => page.tag === filled(world, repository.tag), changed),
      }));
  return [
    {
      name: "release-page-drafted",
      about: "the release page is a draft again",
      flip: onPage((page) => [{ ...page, draft: true, publishedAt: null }]),
    },
    { name: "release-page-deleted", about: "the release page is not there", flip: onPage(() => []) },
    {
      name: "release-page-twice",
      about: "a second page of the tag is published",
      flip: onPage((page) => [page, { ...page, id: page.id + 1000 }]),
    },
  ];
};

const onPull =
  (between: (world: ClosedWorld) => Between, changed: (pull: Pull) => readonly Pull[]): Fact["flip"] =>
  (world) => {
    const meant = between(world);
    change(world, meant.repository, (known) => ({
      ...known,
      pulls: changeLast<Pull>(known.pulls, (pull) => isMeant(pull, meant), changed),
    }));
  };

const onStatus =
  (repository: string, context: string): Fact["flip"] =>
  (world) =>
    change(world, repository, (known) => ({
      ...known,
      statuses: changeLast<Status>(
        known.statuses,
        (status) => status.context === context,
        (status) => [{ ...status, state: status.state === "success" ? "failure" : "success" }],
      ),
    }));

const change = (world: ClosedWorld, repository: string, changed: (known: Repository) => Repository): void =>
  changeState<State>(world, ["github", "github"], (state) => ({
    ...state,
    repositories: { ...state.repositories, [repository]: changed(need(state.repositories[repository], repository)) },
  }));

const isMeant = (pull: Pull, { head, base }: Between): boolean => pull.head === head && pull.base === base;

const named = ({ repository, head, base }: Between): string => `a merged pull request of ${repository} from ${head} into ${base}`;
