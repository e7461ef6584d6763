import type { Edit } from "../../domain/edit.ts";
import { ReleaseError } from "../../domain/errors.ts";
import { ok, violated } from "../../domain/guard.ts";
import { type FactOf, factOf, factsIn } from "../../domain/known.ts";
import type { PullRequest } from "../../domain/ports/forge.ts";
import type { Need } from "../../domain/step.ts";
import { chartEdits } from "../chart-edits.ts";
import type { Arranging } from "../item.ts";
import { candidateCommit, versionCommits } from "../release-edits.ts";
import type { Guard, Guarded } from "./guard.ts";
import { type Sign, shows, signOf } from "./sign.ts";

type Purpose = "chart" | "post" | "sync";

type Place = {
  readonly purpose: Purpose;
  readonly repository: string;
  readonly base: string;
  /** Number of our own, once it is opened. */
  readonly ours: string;
  readonly signs: readonly Sign[];
};

type Input = Guarded & { readonly places: readonly Place[] };

type Seen = readonly {
  readonly purpose: Purpose;
  readonly repository: string;
  readonly base: string;
  /** Open ones that name the version, with whether they do what ours does; of some that cannot be read. */
  readonly others: readonly { readonly number: string; readonly author: string; readonly does: "yes" | "no" | "unreadable" }[];
  /** Whether the base has it all already, and not by ours. */
  readonly isDone: boolean;
}[];

type Needs = "pulls" | "refs" | "objects";

/** So many that name the version are looked into; a repository with more has a habit of naming it. */
const mostLookedInto = 20;

/** A pull request is judged by what it does: its title only says that it is worth looking into. */
export const guardPullRequests: Guard<Needs, Input, Seen> = {
  name: "guard-pull-requests",
  needs: ["pulls", "refs", "objects"],
  looksAt: "open pull requests that name the version, by what they change; and whether the chart has it already",
  input: (at) => pullRequests(at, ["chart", "post", "sync"]),
  describe: ({ version, places }) => `nobody else changes ${places.map((each) => each.purpose).join(", ")} for ${version}`,
  look: (need, { version, places }) => Promise.all(places.map((place) => lookAt(need, place, version))),
  judge: ({ version }, seen) => {
    const twice = seen.flatMap(({ purpose, repository, base, others, isDone }) => [
      ...others
        .filter(({ does }) => does !== "no")
        .map(({ number, author, does }) =>
          does === "yes"
            ? `#${number} of ${repository} by ${author} does the ${purpose} of ${version} as well`
            : `#${number} of ${repository} by ${author} names ${version} and cannot be read`,
        ),
      ...(isDone ? [`${base} of ${repository} has the ${purpose} of ${version} already, and not by the release's pull request`] : []),
    ]);
    if (twice.length > 0) return violated(twice.join("; "));
    const looked = seen.flatMap((each) => each.others).length;
    return ok(
      `${seen.map((each) => each.repository).join(", ")}: no other open pull request does it${looked === 0 ? "" : `; ${looked} that name ${version} do something else`}`,
    );
  },
};

/** The same look before each of them is merged; only then the sync has a number of ours. */
export const pullRequests = (at: Arranging, purposes: readonly Purpose[], sync: string | FactOf = "") => {
  const places = placesOf(at, sync).filter((each) => purposes.includes(each.purpose));
  return places.length === 0 ? undefined : { version: at.release.version, candidate: candidateCommit(at), places };
};

type PlannedPlace = Omit<Place, "ours"> & { readonly ours: string | FactOf };

const placesOf = (at: Arranging, ours: string | FactOf): readonly PlannedPlace[] => {
  const { chart, post, sync, repository, changelog, updateFeed } = at.train;
  return [
    ...(chart === undefined || !at.has("edit-chart")
      ? []
      : [
          {
            purpose: "chart" as const,
            repository: chart.repository,
            base: chart.main,
            ours: factOf("edit-chart/open-pull-request", "number"),
            signs: chartEdits(at, "edit-chart").flatMap((each) => (factsIn(each).length > 0 ? [] : [signOf(each as Edit)])),
          },
        ]),
    ...(post === undefined || !at.has("write-post")
      ? []
      : [
          {
            purpose: "post" as const,
            repository: post.repository,
            base: post.main,
            ours: factOf("write-post/open-pull-request", "number"),
            signs: [{ is: "there" as const, file: at.fill(post.file) }],
          },
        ]),
    ...(sync === undefined
      ? []
      : [
          {
            purpose: "sync" as const,
            repository: repository.name,
            base: repository.main,
            ours,
            signs: [
              ...(updateFeed === undefined ? [] : [{ is: "entry" as const, file: updateFeed.file }]),
              ...(changelog === undefined ? [] : [{ is: "section" as const, file: at.fill(changelog.file) }]),
              ...versionCommits(at)
                .flatMap((each) => each.edits)
                .map(signOf),
            ],
          },
        ]),
  ];
};

const lookAt = async (need: Need<Needs>, place: Place, version: string): Promise<Seen[number]> => {
  const { purpose, repository, base, ours } = place;
  const open = await need.pulls.openInto(repository, base);
  const named = open.filter((each) => each.number !== ours && [each.title, each.head].some((text) => namesVersion(text, version)));
  const looked = named.slice(0, mostLookedInto);
  const missing = looked.length > 0 || purpose === "chart" ? await missingOn(need, place, version) : [];
  const others = looked.map(async (pull) => ({
    number: pull.number,
    author: pull.author,
    does: await doesAny(need, { repository, pull, signs: missing, version }),
  }));
  return {
    purpose,
    repository,
    base,
    others: await Promise.all(others),
    isDone: purpose === "chart" && missing.length === 0 && !(await isMerged(need, place)),
  };
};

/** `1.30.0`, `v1.30.0`, `1-30-0` and, for a release without a patch number, `1.30`. */
const namesVersion = (text: string, version: string): boolean =>
  [...text.slice(0, 300).matchAll(/\d{1,9}(?:[._-]\d{1,9}){1,3}/g)].some(([found]) => {
    const dotted = found.replaceAll(/[_-]/g, ".");
    return dotted === version || `${dotted}.0` === version;
  });

/** Signs that the base does not show yet: what it shows, every branch of it does. */
const missingOn = async (need: Need<Needs>, { repository, base, signs }: Place, version: string): Promise<readonly Sign[]> => {
  const head = await need.refs.look(repository, `refs/heads/${base}`);
  if (head === undefined) return signs;
  const shown = await Promise.all(signs.map((sign) => shows(need, { repository, commit: head.commit, sign, version })));
  return signs.filter((_, at) => shown[at] === false);
};

/** A head that cannot be read is anybody's fork; what it does is for people to say. */
const doesAny = async (
  need: Need<Needs>,
  {
    repository,
    pull,
    signs,
    version,
  }: { readonly repository: string; readonly pull: PullRequest; readonly signs: readonly Sign[]; readonly version: string },
): Promise<"yes" | "no" | "unreadable"> => {
  try {
    const shown = await Promise.all(signs.map((sign) => shows(need, { repository, commit: pull.headCommit, sign, version })));
    return shown.some((each) => each) ? "yes" : "no";
  } catch (error) {
    if (error instanceof ReleaseError) return "unreadable";
    throw error;
  }
};

const isMerged = async ({ pulls }: Need<Needs>, { repository, ours }: Place): Promise<boolean> =>
  /^\d+$/.test(ours) && (await pulls.get(repository, ours))?.state === "merged";
