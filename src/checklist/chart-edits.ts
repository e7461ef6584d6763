import type { Edit } from "../domain/edit.ts";
import { type FactOf, factOf, type Joined, joined, type Known } from "../domain/known.ts";
import type { Chart, TrainImage } from "../domain/train.ts";
import { type Bump, parseVersion, stepBetween } from "../domain/version.ts";
import { editAt } from "../edits/edit-at.ts";
import { candidateDigest } from "./2-qualify/deploy-environment.ts";
import { type ArrangedStep, type Arranging, step } from "./item.ts";
import { nextChartVersion } from "./steps/next-chart-version.ts";

/**
 * Everything that the chart's pull request writes: the values that name the release and, where no CI raises it, the chart's own version, which
 * `next-chart-version` of the same item tells.
 */
export const chartEdits = (at: Arranging, item: string): readonly Known<Edit>[] => {
  const { chart, images } = at.train;
  if (chart === undefined) return [];
  const own = factOf(`${item}/next-chart-version`, "next");
  const names = { ...digestsOf(images), ...(chart.raise.is === "commit" ? { "chart-version": own } : {}) };
  return [
    ...chart.edits.map(({ file, place, to }) => ({ ...editAt(file, place, ""), to: filled(at, to, names) })),
    ...(chart.raise.is === "commit" ? [{ ...editAt(chart.version.file, { is: "at", path: chart.version.at }, ""), to: own }] : []),
  ];
};

/**
 * The same just before the merge: what says something later on the chart's main by then stays, so that a patch which comes after the next release does
 * not take the chart's users back. Digests tell no order; where they are written, everything is, or the values would no longer fit together.
 */
export const chartEditsAtMerge = (at: Arranging, item: string): readonly Known<Edit>[] => {
  const edits = chartEdits(at, item);
  const named = at.train.chart?.edits ?? [];
  return named.some(({ to }) => to.includes("{digest.")) ? edits : edits.map(keepingLater);
};

export const keepingLater = <Made extends Known<Edit>>(edit: Made): Made => ({ ...edit, keepLater: true });

/** Which version the pull request gives the chart: one above what stands on the commit that it is made on. */
export const chartVersionSteps = (at: Arranging, { repository, version, raise }: Chart, commit: FactOf): readonly ArrangedStep[] =>
  raise.is === "label" ? [] : [step(nextChartVersion, { repository, commit, ...version, bump: bumpOf(at, raise.bump) })];

const bumpOf = ({ release, survey }: Arranging, bump: Bump | "release"): Bump => {
  if (bump !== "release") return bump;
  const [before, after] = [parseVersion(survey.previous.version), parseVersion(release.version)];
  const own = before === undefined || after === undefined ? "skips" : stepBetween(before, after);
  return own === "major" || own === "patch" ? own : "minor";
};

/** `{digest.NAME}`: the digest that the candidate of that image will have. */
const digestsOf = (images: readonly TrainImage[]): Readonly<Record<string, FactOf>> =>
  Object.fromEntries(images.map(({ name }) => [`digest.${name.slice(name.lastIndexOf("/") + 1)}`, candidateDigest(name)]));

/** A template in which some names stand for what later steps tell. */
const filled = (at: Arranging, template: string, known: Readonly<Record<string, FactOf>>): string | Joined => {
  const parts = template.split(/(?<!\{)\{((?:digest\.|chart-version)[^{}]*)\}/).map((part, place) => {
    const fact = place % 2 === 1 ? known[part] : undefined;
    return fact ?? at.fill(place % 2 === 1 ? `{${part}}` : part);
  });
  return parts.every((part) => typeof part === "string") ? parts.join("") : joined(...parts.filter((part) => part !== ""));
};
