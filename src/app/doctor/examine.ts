import { preflights } from "../../checklist/preflight/index.ts";
import { type Checked, diagnose, lookAt } from "../../checklist/preflight/preflight.ts";
import { failure, unclear, warning, well } from "../../domain/diagnosis.ts";
import { ReleaseError } from "../../domain/errors.ts";
import { plainDate } from "../../domain/plain-date.ts";
import type { Check } from "../check-guards.ts";
import { fillAll } from "../fill-all.ts";
import type { AppParts } from "../parts.ts";
import { planNow, type ShownPlan } from "../plan-release.ts";
import { departureOn, type Wish } from "../take-order.ts";
import { namesOf } from "../template-names.ts";
import { today } from "../today.ts";
import { examineClock } from "./examine-clock.ts";
import { examineWorkflows } from "./examine-workflows.ts";
import type { Examined } from "./examined.ts";

type Planned = { readonly is: "planned"; readonly shown: ShownPlan } | { readonly is: "refused"; readonly error: ReleaseError };

/**
 * Looks at everything outside that a release will need, and says of each thing whether it is as it must be. Changes nothing. What a plan is needed
 * for is told as far as one can be made; the rest is looked at all the same.
 */
export const examine = async (parts: AppParts, wish: Wish): Promise<readonly Examined[]> => {
  const planned = await tryPlan(parts, wish);
  const checked: Checked = { train: parts.train, release: releaseOf(parts, planned) };
  const flights = preflights.flatMap((flight) => flight.inputs(checked).map((input) => ({ flight, input })));
  const flown = await inTurn(flights, 4, async ({ flight, input }): Promise<Examined> => {
    const about = flight.about(input);
    parts.onReading(`${flight.title}: ${about}`);
    return { check: flight.name, title: flight.title, about, diagnosis: diagnose(flight, input, await lookAt(flight, parts.ports, input)) };
  });
  return [
    ...examinePlan(planned),
    await examineClock(parts),
    ...flown,
    ...(await examineWorkflows(parts)),
    ...(planned.is === "planned" ? planned.shown.checks.filter(isNews).map(ofGuard) : []),
  ];
};

const tryPlan = async (parts: AppParts, wish: Wish): Promise<Planned> => {
  try {
    return { is: "planned", shown: await planNow(parts, wish) };
  } catch (error) {
    if (error instanceof ReleaseError && ["world", "input", "state"].includes(error.explanation.fault)) return { is: "refused", error };
    throw error;
  }
};

/** Branch and tag of the plan's version; without a plan only the day is known. */
const releaseOf = (parts: AppParts, planned: Planned): Checked["release"] => {
  if (planned.is === "planned") {
    const { version, previous, days, kind } = planned.shown.plan;
    const names = namesOf(version, previous);
    const { branch, tag } = parts.train.repository;
    return { kind, branch: fillAll(branch, names), tag: fillAll(tag, names), day: days.planned };
  }
  const departure = departureOn(parts.train.schedule, undefined, plainDate(today(parts)));
  return departure === undefined ? undefined : { kind: "release", branch: "", tag: "", day: departure.releaseDay };
};

/** That a plan can be made shows that history is read, files can be edited and every template renders. */
const examinePlan = (planned: Planned): readonly Examined[] => {
  const plan = { check: "plan", title: "the next release can be planned", about: "" };
  const credentials = { check: "credentials", title: "the credentials that its effects need", about: "" };
  if (planned.is === "refused") {
    const { what, why, next } = planned.error.explanation;
    return [{ ...plan, diagnosis: failure({ says: what, why, fix: next }) }];
  }
  const { plan: made, missing } = planned.shown;
  return [
    { ...plan, diagnosis: well(`${made.version} for ${made.days.planned}: ${made.items.length} items, and every text renders`) },
    ...(missing.length === 0
      ? [{ ...credentials, diagnosis: well("all are there") }]
      : missing.map((variable) => ({ ...credentials, about: variable, diagnosis: absentCredential(variable) }))),
  ];
};

const absentCredential = (variable: string) =>
  failure({
    says: `${variable} is not set`,
    why: "Steps of the release that Signalbox does need it; turned to `by: people`, they need none.",
    fix: `Set ${variable}, or ${variable}_FILE to a file that holds it.`,
  });

/** The guard that looks again at what was looked at here is told line by line. */
const isNews = ({ step }: Check): boolean => !step.endsWith("/guard-preflight");

/** What a guard of the launch says, which may be accepted then. */
const ofGuard = ({ step, title, is, says, until, why = "", next = "", accepted }: Check): Examined => {
  const base = { check: step.slice(step.indexOf("/") + 1), title, about: "" };
  if (is === "ok") return { ...base, diagnosis: well(says) };
  if (is === "unknown")
    return {
      ...base,
      diagnosis: unclear({ says: `not known before ${until}`, why: says, fix: "Nothing to do now: the launch looks again." }),
    };
  return {
    ...base,
    diagnosis: accepted === undefined ? failure({ says, why, fix: next }) : warning({ says: `${says}; ${accepted}`, why, fix: next }),
  };
};

/** Looks at all, so many at a time, and answers in their order. */
const inTurn = async <T, Result>(all: readonly T[], atOnce: number, act: (each: T) => Promise<Result>): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (let from = 0; from < all.length; from += atOnce) results.push(...(await Promise.all(all.slice(from, from + atOnce).map(act))));
  return results;
};
