import { planHash } from "../../checklist/index.ts";
import type { Entry } from "../../domain/journal/event.ts";
import { fold } from "../../domain/journal/fold.ts";
import type { Plan } from "../../domain/plan.ts";
import { renderRunbook } from "../../texts/render-runbook.ts";
import { loadRelease } from "../load-release.ts";
import { runbookNow } from "../make-runbook.ts";
import { type AppParts, releaseId } from "../parts.ts";
import { type Difference, verifyRelease } from "../verify-release.ts";
import { whatNow } from "../what-now.ts";
import { addedCommits } from "./added-commits.ts";
import { doubled } from "./count-effects.ts";
import type { Rehearsal, RehearsedRelease, Scene } from "./rehearsal.ts";
import { rowsShown } from "./rows-shown.ts";
import { sentTexts } from "./sent-texts.ts";
import type { Stage } from "./stage.ts";

/** Looks at the world with fresh eyes and compares it with the record: releases, effects counted once, and what users were told. */
export const finish = async (
  stage: Pick<Stage, "parts" | "world" | "guessed">,
  played: { readonly versions: readonly string[]; readonly scenes: readonly Scene[]; readonly seconds: number },
): Promise<Rehearsal> => {
  const { parts, world, guessed } = stage;
  const releases = await Promise.all(played.versions.map((version) => rehearsed(parts, version)));
  const finished = releases.length > 0 && releases.every(({ state }) => state.finishedAt !== undefined);
  const differences = [...releases.flatMap(unfinished), ...(await differencesOf(stage, played.versions))];
  return {
    train: parts.train.name,
    repository: parts.train.repository.name,
    seconds: played.seconds,
    releases,
    scenes: played.scenes,
    rows: rowsShown(parts.train, releases, guessed),
    holdings: await world.holdings(),
    commits: await addedCommits(parts, releases),
    texts: await sentTexts(parts, releases),
    notices: world.notices(),
    applied: world.applied(),
    differences,
    finished,
  };
};

/** Where the world and the record of these releases differ; each difference names the release and its step, or who else noticed. */
export const differencesOf = async (
  { parts, world }: Pick<Stage, "parts" | "world">,
  versions: readonly string[],
): Promise<readonly Difference[]> => {
  const found: Difference[] = [];
  for (const version of versions)
    found.push(...(await verifyRelease(parts, version)).map((each) => ({ ...each, step: `${version} ${each.step}` })));
  return [...found, ...doubled(world.applied()), ...toldWrong(parts, world.notices(), versions)];
};

const rehearsed = async (parts: AppParts, version: string): Promise<RehearsedRelease> => {
  const state = await loadRelease(parts, version);
  const journal = await parts.journal.read(releaseId(parts.train, version));
  return {
    state,
    planHash: planHash(state.plan as Plan),
    runbook: await runbookAtStart(parts, journal),
    steps: whatNow(state, parts.kinds).steps,
    journal,
  };
};

const runbookAtStart = async (parts: AppParts, journal: readonly Entry[]): Promise<string> => {
  const planned = journal.findIndex(({ event }) => event.is === "plan-revised");
  const state = fold(journal.slice(0, planned + 1));
  return state === undefined ? "" : renderRunbook(await runbookNow(parts, state));
};

/** What a release that did not finish is still waiting for. */
const unfinished = ({ state, steps }: RehearsedRelease): readonly Difference[] =>
  state.finishedAt !== undefined
    ? []
    : steps
        .filter((each) => each.is === "asks" || each.is === "waiting" || each.is === "unknown" || each.is === "due")
        .map((each) => ({ step: `${state.version} ${each.step}`, found: `did not come to an end: ${each.says}` }));

/** Users must be told of each version once, in order, and never of one that is not wholly there. */
const toldWrong = (
  parts: AppParts,
  notices: readonly { readonly version: string; readonly missing: readonly string[] }[],
  versions: readonly string[],
): readonly Difference[] => {
  if (parts.train.updateFeed === undefined) return [];
  const early = notices
    .filter((each) => each.missing.length > 0)
    .map((each) => ({ step: "old app", found: `was told of ${each.version} while ${each.missing.join(", ")} was not there` }));
  const told = notices.map((each) => each.version).join(", ");
  return told === versions.join(", ")
    ? early
    : [...early, { step: "old app", found: `was told of ${told || "nothing"}; released were ${versions.join(", ")}` }];
};
